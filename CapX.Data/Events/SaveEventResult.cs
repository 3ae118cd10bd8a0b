using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Events;

/// <summary>The result of a save. Nothing was changed unless it is <see cref="EventSaved"/>.</summary>
public abstract record SaveEventResult;

/// <summary>Saved now, or before by the same form. The next save starts from this version. Time in UTC.</summary>
public sealed record EventSaved(ulong Id, uint Version, DateTime At) : SaveEventResult;

/// <summary>Someone else saved after this form was opened. Contains what they saved. Time in UTC.</summary>
public sealed record EventStale(EventForm Current, uint Version, DateTime At) : SaveEventResult;

/// <summary>The session has ended, or the account is blocked on the wiki.</summary>
public sealed record EventRefused(ActorStanding Why) : SaveEventResult;

/// <summary>The event does not exist, or the actor does not organize it.</summary>
public sealed record EventNotFound : SaveEventResult;

public sealed record EventInvalid(IReadOnlyList<FormError<EventField>> Errors) : SaveEventResult;

public sealed record EventTooOften(TimeSpan Wait) : SaveEventResult;

/// <summary>The result of an act on an event.</summary>
public enum EventActResult
{
    Done,

    /// <summary>No place was free, so the actor is on the waiting list.</summary>
    Waiting,
    SignedOut,

    /// <summary>The account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>The event does not exist, or the actor may not do this.</summary>
    NotFound,

    /// <summary>Not possible, or no longer. Also the answer to someone whom the organizer blocked, so as not to reveal the block.</summary>
    NotNow,

    /// <summary>The last organizer cannot leave. They can cancel or delete the event.</summary>
    LastOrganizer,

    /// <summary>The text is empty or too long, or its language is unknown.</summary>
    BadText,
    TooOften,
}

internal static class EventStandingExtensions
{
    public static EventActResult Refusal(this ActorStanding standing) => standing == ActorStanding.Blocked ? EventActResult.Blocked : EventActResult.SignedOut;
}
