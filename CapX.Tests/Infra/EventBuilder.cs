using CapX.Data.Events;
using Dapper;

namespace CapX.Tests.Infra;

/// <summary>An event for a test, by default online, public and in two weeks. Bypasses the commands but uses their code to check and write.</summary>
public sealed class EventBuilder
{
    private static long _lastTitle;

    private readonly List<ulong> _people = [];
    private readonly List<ulong> _organizations = [];
    private readonly List<ulong> _invited = [];
    private readonly List<(ulong Person, string State)> _registered = [];

    /// <summary>Defaults to "Event" and a number.</summary>
    public string Title { get; set; } = "";
    public EventForm Form { get; set; } = new() { Kind = EventKind.Online, Language = "en", Zone = "Europe/Berlin", IsPublic = true };

    /// <summary>UTC.</summary>
    public DateTime Starts { get; set; } = TestClock.Start.Date.AddDays(14).AddHours(17);
    public TimeSpan Lasts { get; set; } = TimeSpan.FromHours(2);
    public bool IsCancelled { get; set; }
    public DateTime At { get; set; } = TestClock.Start.AddDays(-1);

    public EventBuilder By(params IEnumerable<ulong> people)
    {
        _people.AddRange(people);
        return this;
    }

    /// <summary>Invited to organize the event, without a reply yet.</summary>
    public EventBuilder Inviting(params IEnumerable<ulong> people)
    {
        _invited.AddRange(people);
        return this;
    }

    public EventBuilder ByOrganization(ulong organization)
    {
        _organizations.Add(organization);
        return this;
    }

    public EventBuilder Registered(params IEnumerable<ulong> people)
    {
        _registered.AddRange(people.Select(p => (p, "registered")));
        return this;
    }

    public EventBuilder Waiting(params IEnumerable<ulong> people)
    {
        _registered.AddRange(people.Select(p => (p, "waiting")));
        return this;
    }

    public EventBuilder With(Func<EventForm, EventForm> change)
    {
        Form = change(Form);
        return this;
    }

    /// <summary>Returns the id.</summary>
    public async Task<ulong> InsertAsync(DatabaseFixture data)
    {
        var title = Title.Length > 0 ? Title : $"Event {Interlocked.Increment(ref _lastTitle)}";
        var it = (Form with
        {
            Title = title,
            Starts = EventZone.Write(Starts, Form.Zone),
            Ends = EventZone.Write(Starts + Lasts, Form.Zone),
            People = ["somebody"]
        }).Check(data.Vocabulary);
        if (it.Errors.Count > 0) throw new InvalidOperationException(string.Join(", ", it.Errors));
        return await data.Database.WriteAsync(async transaction =>
        {
            Task RunAsync(string sql, object rows) => transaction.Connection!.ExecuteAsync(sql, rows, transaction);
            var id = await EventRows.InsertAsync(transaction, Guid.NewGuid(), At);
            await EventRows.WriteAsync(transaction, data.Vocabulary, id, it, At, isNew: true);
            await RunAsync("INSERT INTO event_organizer (event_id, person_id) VALUES (@id, @person)", _people.Select(person => new { id, person }));
            await RunAsync("INSERT INTO event_organizer (event_id, person_id, standing) VALUES (@id, @person, 'invited')",
                _invited.Select(person => new { id, person }));
            await RunAsync("INSERT INTO event_organizer (event_id, organization_id) VALUES (@id, @organization)",
                _organizations.Select(organization => new { id, organization }));
            await RunAsync("INSERT INTO event_registration (event_id, person_id, state, registered_at) VALUES (@id, @person, @State, @at)",
                _registered.Select((r, place) => new { id, person = r.Person, r.State, at = At.AddMinutes(place) }));
            if (IsCancelled) await RunAsync("UPDATE event SET state = 'cancelled' WHERE id = @id", new { id });
            await EventRows.ListAsync(transaction, data.Vocabulary, id);
            return id;
        });
    }
}
