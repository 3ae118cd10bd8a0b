using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Registers a person for an event or its waiting list, and cancels a registration. One registration per person. Holds the lock on the event's row, so
/// that no place is given twice.</summary>
public sealed class RegisterCommand(Database database, LiveUpdates news, TimeProvider time)
{
    private const int MostAnHour = 60;

    private const string AddSql = "INSERT INTO event_registration (event_id, person_id, state, registered_at) VALUES (@id, @PersonId, 'waiting', @now)";

    private const string DropSql = "DELETE FROM event_registration WHERE event_id = @id AND person_id = @PersonId";

    private readonly CallLimit _limit = new(time, MostAnHour, TimeSpan.FromHours(1));

    /// <summary>Returns Done or Waiting. Idempotent.</summary>
    public async Task<EventActResult> RunAsync(Actor actor, ulong id, CancellationToken token = default)
    {
        if (_limit.Take(actor.PersonId) is not null) return EventActResult.TooOften;
        var now = time.GetUtcNow().UtcDateTime;
        return await database.WriteAsync(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.Register, now) is { } standing) return standing.Refusal();
            if (await EventLock.TakeAsync(transaction, id, actor.PersonId, now) is not { IsSeen: true } held) return EventActResult.NotFound;
            if (held.Mine is { } mine) return mine == "registered" ? EventActResult.Done : EventActResult.Waiting;
            // An organizer needs no registration.
            if (held.Judge(Act.Register, actor) != Verdict.Allowed || held.IsParted || held.Registration != EventRegistration.Tool)
                return EventActResult.NotNow;
            await transaction.Connection!.ExecuteAsync(AddSql, new { id, actor.PersonId, now }, transaction);
            return (await EventPlaces.FillAsync(transaction, id, now, untold: actor.PersonId)).Contains(actor.PersonId) ? EventActResult.Done
                : EventActResult.Waiting;
        }, token).ConfigureAwait(false);
    }

    /// <summary>Cancels a registration. Idempotent. Also works for people who can no longer see the event. The next waiting person moves up.</summary>
    public async Task<EventActResult> LeaveAsync(Actor actor, ulong id, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = await database.WriteAsync<Told<EventActResult>>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.LeaveEvent, now) is not null) return EventActResult.SignedOut;
            if (await EventLock.TakeAsync(transaction, id, actor.PersonId, now) is not { } held || (held.Mine is null && !held.IsSeen))
                return EventActResult.NotFound;
            if (held.Judge(Act.LeaveEvent, actor) != Verdict.Allowed) return EventActResult.Done;
            await transaction.Connection!.ExecuteAsync(DropSql, new { id, actor.PersonId }, transaction);
            return new(EventActResult.Done, await EventPlaces.FillAsync(transaction, id, now));
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }
}
