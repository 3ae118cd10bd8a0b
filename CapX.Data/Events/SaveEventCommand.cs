using System.Data.Common;
using System.Globalization;
using CapX.Data.Editing;
using CapX.Data.Content;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Creates an event, or saves one as a whole by one of its organizers. Registered people are notified when time, kind, place or joining link
/// change.</summary>
public sealed class SaveEventCommand(Database database, Vocabulary vocabulary, LiveUpdates news, TimeProvider time)
{
    public const string NewDraftName = "event-new";

    private const int MostNewADay = 20;
    private const int MostSavesAMinute = 20;
    // Keeps people who decline from being invited again and again.
    private const int MostAsksAnHour = 20;
    private const string IsPast = "events-error-past";

    // Serializes requests that send the same form.
    private const string LockSql = "SELECT id FROM session WHERE id = @Session FOR UPDATE";

    private const string SameFormSql = "SELECT id AS Item1, version AS Item2, updated_at AS Item3 FROM event WHERE form_key = @formKey";

    private static readonly string PeopleSql = $"""
        SELECT r.person_id FROM event_registration r WHERE r.event_id = @id AND r.person_id <> @PersonId AND {EventVisibility.NotPartedFromActorSql}
         ORDER BY r.id
        """;

    // A new start time needs a new reminder if it is more than a day away.
    private const string RemindAgainSql = "UPDATE event_registration SET reminded_at = NULL WHERE event_id = @id AND reminded_at IS NOT NULL";

    private readonly CallLimit _newLimit = new(time, MostNewADay, TimeSpan.FromDays(1));
    private readonly CallLimit _askLimit = new(time, MostAsksAnHour, TimeSpan.FromHours(1));
    private readonly CallLimit _limit = new(time, MostSavesAMinute, TimeSpan.FromMinutes(1));

    public static string DraftName(ulong id) => string.Create(CultureInfo.InvariantCulture, $"event-{id}");

    /// <summary>Creates an event that is not over yet. Idempotent by form key: a repeated request returns the first event.</summary>
    public async Task<SaveResult> CreateAsync(Actor actor, EventForm form, Guid formKey, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var it = form.Check(vocabulary);
        if (it.Errors.Count > 0) return new FormInvalid<EventField>(it.Errors);
        if (it.EndsAt <= now) return new FormInvalid<EventField>([new FormError<EventField>(EventField.Ends, IsPast)]);
        if (_newLimit.Take(actor.PersonId) is { } wait) return new FormTooOften(wait);
        formKey = FormKey.Of(actor.PersonId, formKey);
        var ask = _askLimit.Once(actor.PersonId);
        var told = await database.WriteAsync<Told<SaveResult>>(async transaction =>
        {
            var connection = transaction.Connection!;
            await connection.ExecuteAsync(LockSql, new { actor.Session }, transaction);
            if (await Permit.RefusalAsync(transaction, actor, Act.CreateEvent, now) is { } standing) return new FormRefused(standing);
            if (await connection.QuerySingleOrDefaultAsync<(ulong, uint, DateTime)?>(SameFormSql, new { formKey = formKey.ToByteArray() }, transaction)
                is var (made, version, at)) return new EventSaved(made, version, at);
            var (organizers, errors) = await EventOrganizers.FindAsync(transaction, 0, actor.PersonId, it.Form, now);
            if (organizers is null) return new FormInvalid<EventField>(errors);
            if (organizers.NewlyAsked.Count > 0 && ask.Value is { } rest) return new FormTooOften(rest);
            var id = await EventRows.InsertAsync(transaction, formKey, now);
            await EventRows.WriteAsync(transaction, vocabulary, id, it, now, isNew: true);
            var invited = await organizers.WriteAsync(transaction, id, now);
            await EventRows.ListAsync(transaction, vocabulary, id);
            await ContentWatch.SavedAsync(transaction, EventContent.Kind, id, now);
            await connection.ExecuteAsync(DropDraftCommand.Sql, new { actor.PersonId, Form = NewDraftName }, transaction);
            return new(new EventSaved(id, 1, now), invited);
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>Saves the form if it started from the stored version. Otherwise returns what is stored.</summary>
    public async Task<SaveResult> RunAsync(Actor actor, ulong id, EventForm form, uint version, CancellationToken token = default)
    {
        if (_limit.Take(actor.PersonId) is { } wait) return new FormTooOften(wait);
        var now = time.GetUtcNow().UtcDateTime;
        var sent = form.Check(vocabulary);
        if (sent.Errors.Count > 0) return new FormInvalid<EventField>(sent.Errors);
        var ask = _askLimit.Once(actor.PersonId);
        var told = await database.WriteAsync<Told<SaveResult>>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.SaveEvent, now) is { } standing) return new FormRefused(standing);
            if (await EventLock.TakeAsync(transaction, id, actor.PersonId, now) is not { } held || held.Judge(Act.SaveEvent, actor) != Verdict.Allowed)
                return new FormNotFound();
            var before = (await EventRows.ReadAsync(transaction, id))!;
            var it = WithTimesOf(before, sent);
            if (before.Event.Version != version)
            {
                // The same save is being repeated, because its response was lost.
                return !it.Form.DiffersIn(before.Form).Any() ? await DoneAsync(transaction, actor, before.Event)
                    : new FormStale<EventForm>(before.Form, before.Event.Version, before.Event.UpdatedAt);
            }
            var (organizers, errors) = await EventOrganizers.FindAsync(transaction, id, actor.PersonId, it.Form, now);
            if (organizers is null) return new FormInvalid<EventField>(errors);
            if (organizers.NewlyAsked.Count > 0 && ask.Value is { } rest) return new FormTooOften(rest);
            await EventRows.WriteAsync(transaction, vocabulary, id, it, now, isNew: false);
            HashSet<ulong> people = [.. await organizers.WriteAsync(transaction, id, now, isTold: !held.IsHeldBack)];
            await EventRows.ListAsync(transaction, vocabulary, id);
            await ContentWatch.SavedAsync(transaction, EventContent.Kind, id, now);
            people.UnionWith(await TellOfChangeAsync(transaction, actor, held, before, it, now));
            people.UnionWith(await EventPlaces.FillAsync(transaction, id, now, untold: actor.PersonId));
            return new(await DoneAsync(transaction, actor, (await EventRows.ReadAsync(transaction, id))!.Event), people);
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>Keeps the stored times when the form did not change them. A form cannot say which of two occurrences of an ambiguous time is meant.</summary>
    private static CheckedEvent WithTimesOf(EventStored before, CheckedEvent sent) =>
        (sent.Form.Starts, sent.Form.Ends, sent.Form.Zone) == (before.Form.Starts, before.Form.Ends, before.Form.Zone)
            ? sent with { StartsAt = before.Event.StartsAt, EndsAt = before.Event.EndsAt } : sent;

    private static async Task<List<ulong>> TellOfChangeAsync(DbTransaction transaction, Actor actor, EventLock held, EventStored before,
        CheckedEvent after, DateTime now)
    {
        var it = before.Event;
        if (it.StartsAt != after.StartsAt && after.StartsAt - now > EventPlaces.ReminderBefore)
            await transaction.Connection!.ExecuteAsync(RemindAgainSql, new { it.Id }, transaction);
        var isSame = (it.StartsAt, it.EndsAt, it.Kind, it.Place ?? "", before.JoiningLink ?? "") == (after.StartsAt, after.EndsAt, after.Form.Kind,
            after.Form.Place, after.Form.JoiningLink);
        // Events held back by moderators cause no notifications.
        if (isSame || it.IsCancelled || after.EndsAt <= now || held.IsHeldBack) return [];
        var people = (await transaction.Connection!.QueryAsync<ulong>(PeopleSql, new { it.Id, actor.PersonId }, transaction)).AsList();
        foreach (var person in people) await NewNotice.AddOfContentAsync(transaction, person, EventNotice.Change, it.Id, now);
        return people;
    }

    private static async Task<EventSaved> DoneAsync(DbTransaction transaction, Actor actor, EventFound stored)
    {
        await transaction.Connection!.ExecuteAsync(DropDraftCommand.Sql, new { actor.PersonId, Form = DraftName(stored.Id) }, transaction);
        return new EventSaved(stored.Id, stored.Version, stored.UpdatedAt);
    }
}
