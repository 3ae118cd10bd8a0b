using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Events;

public sealed record EventSaved(ulong Id, uint Version, DateTime At) : FormSaved(Version, At);

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
