using System.Data.Common;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Events;

/// <summary>What organizers do with an event besides writing it: cancel it, delete it, go, take somebody's registration back.</summary>
public sealed class OrganizeEventCommand(Database database, Vocabulary vocabulary, ExchangeNews news, TimeProvider time)
{
    private const string CancelSql = "UPDATE event SET state = 'cancelled', updated_at = @now, version = version + 1 WHERE id = @Id";

    private const string PeopleSql = $"""
        SELECT r.person_id FROM event_registration r WHERE r.event_id = @Id AND r.person_id <> @PersonId AND {EventVisibility.NotPartedFromActorSql}
         ORDER BY r.id
        """;

    private const string IsToldSql =
        $"SELECT {EventVisibility.NotPartedFromActorSql} FROM event_registration r WHERE r.event_id = @Id AND r.person_id = @participant";

    private const string CountSql = "SELECT COUNT(*) FROM event_organizer WHERE event_id = @Id AND standing = 'organizer'";

    private const string GoSql = "DELETE FROM event_organizer WHERE event_id = @Id AND person_id = @PersonId AND standing = 'organizer'";

    private const string RemoveSql = "DELETE FROM event_registration WHERE event_id = @Id AND person_id = @personId";

    // What people learned stays theirs.
    private const string DeleteSql = """
        UPDATE event_learned SET event_title = @Title WHERE event_id = @Id;
        DELETE FROM event WHERE id = @Id;
        """;

    /// <summary>It does not take place; whoever is registered or waits is told. Done also where it was so before. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
    public Task<EventActed> CancelAsync(Actor actor, ulong id, CancellationToken token = default) => RunAsync(actor, id, Act.CancelEvent, async (step, told) =>
    {
        if (step.Event.IsCancelled) return EventActed.Done;
        await step.Transaction.Connection!.ExecuteAsync(CancelSql, new { step.Event.Id, step.Now }, step.Transaction);
        await EventRows.ListAsync(step.Transaction, vocabulary, id);
        foreach (var person in await PeopleAsync(step)) told.Add(person);
        foreach (var person in told.OfType<ulong>()) await NewNotice.AddOfEventAsync(step.Transaction, person, NoticeKind.EventCancelled, id, step.Now);
        return EventActed.Done;
    }, token);

    /// <summary>Nothing of it is left but what people learned; whoever is registered for one that was to come is told. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
    public Task<EventActed> DeleteAsync(Actor actor, ulong id, CancellationToken token = default) => RunAsync(actor, id, Act.DeleteEvent, async (step, told) =>
    {
        // Of a cancelled one they know.
        if (!step.Event.IsCancelled && !step.Event.IsOver) foreach (var person in await PeopleAsync(step)) told.Add(person);
        await step.Transaction.Connection!.ExecuteAsync(DeleteSql, new { step.Event.Id, step.Event.Title }, step.Transaction);
        await CatalogueEntry.RemoveAsync(step.Transaction, CatalogueKind.Event, id);
        foreach (var person in told.OfType<ulong>()) await NewNotice.AddOfDeletedEventAsync(step.Transaction, person, step.Event.Title, step.Now);
        return EventActed.Done;
    }, token);

    /// <summary>The actor organizes it no longer; not the last one. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<EventActed> GoAsync(Actor actor, ulong id, CancellationToken token = default) => RunAsync(actor, id, Act.LeaveOrganizing, async (step, _) =>
    {
        var connection = step.Transaction.Connection!;
        if (await connection.ExecuteScalarAsync<long>(CountSql, new { step.Event.Id }, step.Transaction) < 2) return EventActed.LastOrganizer;
        // Who speaks for an organizing organization goes with it, or speaks for it no longer.
        if (await connection.ExecuteAsync(GoSql, new { step.Event.Id, actor.PersonId }, step.Transaction) == 0) return EventActed.NotNow;
        await connection.ExecuteAsync(EventRows.NextVersionSql, new { step.Event.Id }, step.Transaction);
        await EventRows.ListAsync(step.Transaction, vocabulary, id);
        return EventActed.Done;
    }, token);

    /// <summary>Somebody who is registered, or waits, is not any more, and is told; the next one waiting moves up. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
    public Task<EventActed> RemoveAsync(Actor actor, ulong id, ulong personId, CancellationToken token = default) =>
        RunAsync(actor, id, Act.RemoveRegistration, async (step, told) =>
    {
        var isTold = !step.Event.IsHeldBack
            && await step.Transaction.Connection!.ExecuteScalarAsync<bool>(IsToldSql, new { step.Event.Id, step.PersonId, participant = personId },
                step.Transaction);
        if (step.Event.IsOver || await step.Transaction.Connection!.ExecuteAsync(RemoveSql, new { step.Event.Id, personId }, step.Transaction) == 0)
            return EventActed.NotNow;
        if (isTold)
        {
            await NewNotice.AddOfEventAsync(step.Transaction, personId, NoticeKind.EventRemoved, id, step.Now);
            told.Add(personId);
        }
        foreach (var next in await EventPlaces.FillAsync(step.Transaction, id, step.Now)) told.Add(next);
        return EventActed.Done;
    }, token);

    private async Task<EventActed> RunAsync(Actor actor, ulong id, Act asked, Func<Step, List<ulong?>, Task<EventActed>> act, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = new List<ulong?>();
        var acted = await database.WriteAsync(async transaction =>
        {
            told.Clear();
            if (await Permit.RefusalAsync(transaction, actor, asked, now) is { } standing) return standing.Refusal();
            var held = await EventLock.TakeAsync(transaction, id, actor.PersonId, now);
            return held?.Judge(asked, actor) switch
            {
                Verdict.Allowed => await act(new Step(transaction, held, actor.PersonId, now), told),
                Verdict.NotNow => EventActed.NotNow,
                _ => EventActed.NotFound,
            };
        }, token).ConfigureAwait(false);
        if (acted == EventActed.Done) news.Tell(0, [.. told]);
        return acted;
    }

    /// <summary>Who is told of what becomes of it: nobody while moderators hold it back, and nobody whom a block parts from who acts.</summary>
    private static async Task<List<ulong>> PeopleAsync(Step step) =>
        step.Event.IsHeldBack
            ? [] : (await step.Transaction.Connection!.QueryAsync<ulong>(PeopleSql, new { step.Event.Id, step.PersonId }, step.Transaction)).AsList();

    /// <summary>One act inside its transaction.</summary>
    private sealed record Step(DbTransaction Transaction, EventLock Event, ulong PersonId, DateTime Now);
}
