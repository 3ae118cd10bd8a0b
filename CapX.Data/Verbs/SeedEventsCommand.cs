using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CapX.Data.Events;
using Dapper;

namespace CapX.Data.Verbs;

/// <summary>Adds sample events of sample people and organizations to a development database, past and future relative to today. Existing ones stay.</summary>
public sealed class SeedEventsCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    public const int Count = 28;

    /// <summary>Events from this number on are in the past.</summary>
    private const int FirstPast = 20;

    private const int Full = 0;
    private const int Cancelled = 3;

    private const string SameSql = "SELECT COUNT(*) FROM event WHERE form_key = @key";

    // Every third event belongs to an organization. Without seeded people there are no organizers.
    private const string OrganizerSql = """
        INSERT INTO event_organizer (event_id, person_id, organization_id)
        SELECT @id, IF(@place IS NULL, p.id, NULL),
               (SELECT o.id FROM organization o WHERE o.slug LIKE 'sample-%' AND o.state = 'confirmed' AND o.id % 24 = @place ORDER BY o.id LIMIT 1)
          FROM person p WHERE p.id = @person
        """;

    private const string OrganizedSql = "SELECT COUNT(*) FROM event_organizer WHERE event_id = @id AND (person_id IS NOT NULL OR organization_id IS NOT NULL)";

    private const string DropSql = "DELETE FROM content WHERE id = @id";

    private const string RegisteredSql = """
        INSERT INTO event_registration (event_id, person_id, state, registered_at)
        SELECT @id, p.id, IF(p.id - @first < @places, 'registered', 'waiting'), @now + INTERVAL p.id - @first MINUTE FROM person p WHERE p.id BETWEEN @first
         AND @first + @people - 1
        """;

    private const string LearnedSql = """
        INSERT INTO event_learned (event_id, event_title, person_id, text, language, may_quote, written_at)
        SELECT @id, @Title, r.person_id, 'A sample. To ask the others first, and to write down what they answer.', 'en', r.person_id % 2, @now
         FROM event_registration r WHERE r.event_id = @id AND r.state = 'registered' ORDER BY r.id LIMIT 2
        """;

    private const string CancelSql = "UPDATE event SET state = 'cancelled' WHERE id = @id";

    private static readonly string[] Titles =
        ["Sample: an evening about {0}", "Sample: first steps with {0}", "Sample: ask us about {0}", "Sample: a day of {0}"];
    private static readonly (string Zone, string Place)[] Places =
        [("Europe/Berlin", "Sample house, Berlin"), ("America/Sao_Paulo", "Casa de exemplo, São Paulo"), ("Asia/Kolkata", "Sample hall, Kolkata"),
        ("Africa/Lagos", "Sample hub, Lagos"), ("Africa/Casablanca", "Maison exemple, Casablanca"), ("UTC", "Sample room, Accra"),
        ("America/Mexico_City", "Casa de ejemplo, México")];

    /// <summary>Creates the same events for the same seed and day. Throws <see cref="SeedRefusedException"/> for a possible production database.</summary>
    public async Task RunAsync(int seed, CancellationToken token = default)
    {
        if (SeedPeopleCommand.Refusal(database.IsOnThisMachine, database.Name) is { } refusal) throw new SeedRefusedException(refusal);
        var now = time.GetUtcNow().UtcDateTime;
        for (var number = 0; number < Count; number++)
        {
            var it = Make(seed, number, now.Date).Check(vocabulary);
            var key = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"sample event {number}")).AsSpan(0, 16));
            var (one, made) = (number, now.AddDays(-20 - number));
            await database.WriteAsync(transaction => WriteAsync(transaction, one, it, key, made), token).ConfigureAwait(false);
        }
    }

    private async Task<int> WriteAsync(System.Data.Common.DbTransaction transaction, int number, CheckedEvent it, Guid key, DateTime now)
    {
        var connection = transaction.Connection!;
        if (await connection.ExecuteScalarAsync<long>(SameSql, new { key = key.ToByteArray() }, transaction) > 0) return 0;
        var id = await EventRows.InsertAsync(transaction, key, now);
        await EventRows.WriteAsync(transaction, vocabulary, id, it, now, isNew: true);
        await connection.ExecuteAsync(OrganizerSql,
            new { id, person = SamplePeople.FirstId + (ulong)(number * 3), place = number % 3 == 2 ? number % 24 : default(int?) }, transaction);
        if (await connection.ExecuteScalarAsync<long>(OrganizedSql, new { id }, transaction) == 0)
            return await connection.ExecuteAsync(DropSql, new { id }, transaction);
        if (it.Form.Registration == EventRegistration.Tool)
        {
            var places = number == Full ? 6 : 1000;
            await connection.ExecuteAsync(RegisteredSql,
                new { id, first = SamplePeople.FirstId + 40 + (ulong)number, places, people = number == Full ? 9 : number % 8, now }, transaction);
        }
        if (number >= FirstPast) await connection.ExecuteAsync(LearnedSql, new { id, it.Form.Title, now = it.EndsAt.AddHours(5) }, transaction);
        if (number == Cancelled) await connection.ExecuteAsync(CancelSql, new { id }, transaction);
        await EventRows.ListAsync(transaction, vocabulary, id);
        return 1;
    }

    private EventForm Make(int seed, int number, DateTime today)
    {
        var random = new SampleRandom(seed, number);
        var about = random.Pick(vocabulary.Capacities.Entries.Where(c => c.Parent is not null).ToList());
        var (zone, place) = Places[number % Places.Length];
        var day = today.AddDays(number < FirstPast ? 3 + (number * 5) : -4 - ((number - FirstPast) * 9)).AddHours(18);
        var registration = number % 9 == 4 ? EventRegistration.Wiki : number % 9 == 7 ? EventRegistration.None : EventRegistration.Tool;
        string Written(DateTime local) => local.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        return new EventForm
        {
            Title = string.Format(CultureInfo.InvariantCulture, random.Pick(Titles), about.Name(["en"])),
            Text = "A sample event. No one holds it. It is here so that lists and calendars have something to show.\n\nBring a question of your own.",
            Language = "en",
            Kind = EventKind.All[number % EventKind.All.Count],
            Starts = Written(day),
            Ends = Written(number % 7 == 5 ? day.AddDays(1) : day.AddMinutes(60 + (30 * random.Next(5)))),
            Zone = zone,
            Place = place,
            JoiningLink = $"https://example.org/sample-room-{number}",
            WikiPage = registration == EventRegistration.Wiki ? "https://meta.wikimedia.org/wiki/Event:Sample" : "",
            Capacities = [about.Code],
            Methods = [random.Pick(Methods.All)],
            Languages = [.. new[] { random.Pick(SampleHome.All).Language, "en" }.Distinct()],
            Registration = registration,
            Seats = number == Full ? "6" : random.Chance(50) ? "30" : "",
            IsPublic = random.Chance(80),
            People = ["sample"],
        };
    }
}
