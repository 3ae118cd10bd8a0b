using System.Data.Common;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Events;

/// <summary>What organizers do with an event besides editing it: cancel it, delete it, leave it, or remove a registration.</summary>
public sealed class OrganizeEventCommand(Database database, Vocabulary vocabulary, LiveUpdates news, TimeProvider time)
{
    private const string CancelSql = "UPDATE event SET state = 'cancelled', updated_at = @now, version = version + 1 WHERE id = @Id";

    private static readonly string PeopleSql = $"""
        SELECT r.person_id FROM event_registration r WHERE r.event_id = @Id AND r.person_id <> @PersonId AND {EventVisibility.NotPartedFromActorSql}
         ORDER BY r.id
        """;

    private static readonly string IsToldSql =
        $"SELECT {EventVisibility.NotPartedFromActorSql} FROM event_registration r WHERE r.event_id = @Id AND r.person_id = @participant";

    private const string CountSql = "SELECT COUNT(*) FROM event_organizer WHERE event_id = @Id AND standing = 'organizer'";

    private const string GoSql = "DELETE FROM event_organizer WHERE event_id = @Id AND person_id = @PersonId AND standing = 'organizer'";

    private const string RemoveSql = "DELETE FROM event_registration WHERE event_id = @Id AND person_id = @personId";

    // The texts about what people learned belong to their authors and stay.
    private const string DeleteSql = """
        UPDATE event_learned SET event_title = @Title WHERE event_id = @Id;
        DELETE FROM content WHERE id = @Id;
        """;

    /// <summary>Cancels the event, and notifies registered and waiting people. Idempotent.</summary>
    public Task<EventActResult> CancelAsync(Actor actor, ulong id, CancellationToken token = default) =>
        RunAsync(actor, id, Act.CancelEvent, async step =>
    {
        if (step.Event.IsCancelled) return EventActResult.Done;
        await step.Transaction.Connection!.ExecuteAsync(CancelSql, new { step.Event.Id, step.Now }, step.Transaction);
        await EventRows.ListAsync(step.Transaction, vocabulary, id);
        var told = await PeopleAsync(step);
        foreach (var person in told) await NewNotice.AddOfContentAsync(step.Transaction, person, EventNotice.Cancelled, id, step.Now);
        return new(EventActResult.Done, told);
    }, token);

    /// <summary>Deletes the event, except for the texts about what people learned. Notifies registered and waiting people of an upcoming event.</summary>
    public Task<EventActResult> DeleteAsync(Actor actor, ulong id, CancellationToken token = default) =>
        RunAsync(actor, id, Act.DeleteEvent, async step =>
    {
        // For a cancelled event they were notified before.
        var told = step.Event.IsCancelled || step.Event.IsOver ? [] : await PeopleAsync(step);
        await step.Transaction.Connection!.ExecuteAsync(DeleteSql, new { step.Event.Id, step.Event.Title }, step.Transaction);
        foreach (var person in told) await NewNotice.AddOfGoneAsync(step.Transaction, person, EventNotice.Cancelled, step.Event.Title, step.Now);
        return new(EventActResult.Done, told);
    }, token);

    /// <summary>Removes the actor from the organizers, unless they are the last one.</summary>
    public Task<EventActResult> GoAsync(Actor actor, ulong id, CancellationToken token = default) => RunAsync(actor, id, Act.LeaveOrganizing, async step =>
    {
        var connection = step.Transaction.Connection!;
        if (await connection.ExecuteScalarAsync<long>(CountSql, new { step.Event.Id }, step.Transaction) < 2) return EventActResult.LastOrganizer;
        // No row: the actor organizes only as a manager of an organization, and must remove the organization or stop managing it.
        if (await connection.ExecuteAsync(GoSql, new { step.Event.Id, actor.PersonId }, step.Transaction) == 0) return EventActResult.NotNow;
        await connection.ExecuteAsync(EventRows.NextVersionSql, new { step.Event.Id }, step.Transaction);
        await EventRows.ListAsync(step.Transaction, vocabulary, id);
        return EventActResult.Done;
    }, token);

    /// <summary>Removes a registered or waiting person, and notifies them. The next waiting person moves up.</summary>
    public Task<EventActResult> RemoveAsync(Actor actor, ulong id, ulong personId, CancellationToken token = default) =>
        RunAsync(actor, id, Act.RemoveRegistration, async step =>
    {
        var isTold = !step.Event.IsHeldBack
            && await step.Transaction.Connection!.ExecuteScalarAsync<bool>(IsToldSql, new { step.Event.Id, step.PersonId, participant = personId },
                step.Transaction);
        if (step.Event.IsOver || await step.Transaction.Connection!.ExecuteAsync(RemoveSql, new { step.Event.Id, personId }, step.Transaction) == 0)
            return EventActResult.NotNow;
        if (isTold) await NewNotice.AddOfContentAsync(step.Transaction, personId, EventNotice.Removed, id, step.Now);
        var next = await EventPlaces.FillAsync(step.Transaction, id, step.Now);
        return new(EventActResult.Done, isTold ? [personId, .. next] : next);
    }, token);

    private async Task<EventActResult> RunAsync(Actor actor, ulong id, Act asked, Func<Step, Task<Told<EventActResult>>> act, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = await database.WriteAsync<Told<EventActResult>>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, asked, now) is { } standing) return standing.Refusal();
            var held = await EventLock.TakeAsync(transaction, id, actor.PersonId, now);
            return held?.Judge(asked, actor) switch
            {
                Verdict.Allowed => await act(new Step(transaction, held, actor.PersonId, now)),
                Verdict.NotNow => EventActResult.NotNow,
                _ => EventActResult.NotFound,
            };
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>Returns whom to notify. No one while moderators hold the event back, and no one with a block between them and the actor.</summary>
    private static async Task<List<ulong>> PeopleAsync(Step step) =>
        step.Event.IsHeldBack
            ? [] : (await step.Transaction.Connection!.QueryAsync<ulong>(PeopleSql, new { step.Event.Id, step.PersonId }, step.Transaction)).AsList();

    /// <summary>An act in its transaction.</summary>
    private sealed record Step(DbTransaction Transaction, EventLock Event, ulong PersonId, DateTime Now);
}
