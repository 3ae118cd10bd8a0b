using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Accepts or declines an invitation to organize an event.</summary>
public sealed class AnswerEventCommand(Database database, Vocabulary vocabulary, TimeProvider time)
{
    private const string AcceptSql = "UPDATE event_organizer SET standing = 'organizer' WHERE event_id = @id AND person_id = @PersonId";

    private const string DeclineSql = "DELETE FROM event_organizer WHERE event_id = @id AND person_id = @PersonId AND standing = 'invited'";

    /// <summary>Makes the actor an organizer. Idempotent.</summary>
    public Task<EventActResult> AcceptAsync(Actor actor, ulong id, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.AcceptOrganizing, now) is { } standing) return standing.Refusal();
            if (await EventLock.TakeAsync(transaction, id, actor.PersonId, now) is not { } held || !(held.IsSeen || held.IsInvited))
                return EventActResult.NotFound;
            // Since the invitation, moderators may have hidden the event, or a block may have come between the two people.
            if (held.Judge(Act.AcceptOrganizing, actor) != Verdict.Allowed || held.IsParted || !held.IsSeen)
                return held.IsOrganizer ? EventActResult.Done : EventActResult.NotNow;
            await transaction.Connection!.ExecuteAsync(AcceptSql, new { id, actor.PersonId }, transaction);
            await EventRows.ListAsync(transaction, vocabulary, id);
            return EventActResult.Done;
        }, token);
    }

    /// <summary>Declines and deletes the invitation. Idempotent. Also works for accounts blocked on the wiki and for people who can no longer see the
    /// event.</summary>
    public Task<EventActResult> DeclineAsync(Actor actor, ulong id, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.DeclineOrganizing, now) is not null) return EventActResult.SignedOut;
            if (await EventLock.TakeAsync(transaction, id, actor.PersonId, now) is not { } held || !(held.IsSeen || held.IsInvited))
                return EventActResult.NotFound;
            if (held.Judge(Act.DeclineOrganizing, actor) == Verdict.Allowed)
            {
                await transaction.Connection!.ExecuteAsync(DeclineSql, new { id, actor.PersonId }, transaction);
                await transaction.Connection!.ExecuteAsync(EventRows.NextVersionSql, new { held.Id }, transaction);
            }
            return EventActResult.Done;
        }, token);
    }
}
