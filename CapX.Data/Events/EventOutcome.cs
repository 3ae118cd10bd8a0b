using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Events;

/// <summary>What became of a save; whatever is not <see cref="EventSaved"/> has changed nothing.</summary>
public abstract record EventOutcome;

/// <summary>Stored, or found as the same form stored it before; the next save starts from this version. Time in UTC.</summary>
public sealed record EventSaved(ulong Id, uint Version, DateTime At) : EventOutcome;

/// <summary>Somebody saved after this form was opened; here is what they saved. Time in UTC.</summary>
public sealed record EventStale(EventForm Current, uint Version, DateTime At) : EventOutcome;

/// <summary>The session is over, or the account is blocked on the wiki.</summary>
public sealed record EventRefused(ActorStanding Why) : EventOutcome;

/// <summary>There is none, or the actor does not organize it.</summary>
public sealed record EventNotFound : EventOutcome;

public sealed record EventInvalid(IReadOnlyList<FormError<EventField>> Errors) : EventOutcome;

public sealed record EventTooOften(TimeSpan Wait) : EventOutcome;

/// <summary>Whether something was done at an event, and why not.</summary>
public enum EventActed
{
    Done,

    /// <summary>There was no place: the actor is on the waiting list.</summary>
    Waiting,
    SignedOut,

    /// <summary>The account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>No such event, or it is not the actor's to do.</summary>
    NotFound,

    /// <summary>It cannot be done, or not any more; also said to somebody whom its organizer blocked, who is not to know.</summary>
    NotNow,

    /// <summary>The last organizer cannot go: the event can be cancelled or deleted.</summary>
    LastOrganizer,

    /// <summary>Nothing was written, or too much, or in no known language.</summary>
    BadText,
    TooOften,
}

internal static class EventStandingExtensions
{
    /// <summary>The refusal of somebody who may not act.</summary>
    public static EventActed Refusal(this ActorStanding standing) => standing == ActorStanding.Blocked ? EventActed.Blocked : EventActed.SignedOut;
}
