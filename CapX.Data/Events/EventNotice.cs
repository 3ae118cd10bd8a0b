namespace CapX.Data.Events;

/// <summary>Kinds of notices about events.</summary>
public static class EventNotice
{
    /// <summary>An event the person is registered for begins in a day.</summary>
    public const string Reminder = "event-reminder";

    /// <summary>The person was on the waiting list and has a place now.</summary>
    public const string Place = "event-place";

    /// <summary>The time or place of an event the person is registered for has changed.</summary>
    public const string Change = "event-change";

    /// <summary>An event the person is registered for was cancelled, or deleted together with its page.</summary>
    public const string Cancelled = "event-cancelled";

    /// <summary>The organizers removed the person's registration.</summary>
    public const string Removed = "event-removed";

    /// <summary>Someone invites the person to organize an event.</summary>
    public const string Organizer = "event-organizer";

    /// <summary>In the order of the settings page.</summary>
    public static readonly IReadOnlyList<string> All = [Reminder, Place, Change, Cancelled, Removed, Organizer];
}
