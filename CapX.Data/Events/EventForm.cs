using CapX.Data.Editing;


namespace CapX.Data.Events;

public static class EventKind
{
    public const string Online = "online";
    public const string InPerson = "in-person";
    public const string Both = "both";

    public static readonly IReadOnlyList<string> All = [Online, InPerson, Both];
}

/// <summary>Where people register for an event.</summary>
public static class EventRegistration
{
    public const string Tool = "tool";

    /// <summary>On the event's wiki page.</summary>
    public const string Wiki = "wiki";
    public const string None = "none";

    public static readonly IReadOnlyList<string> All = [Tool, Wiki, None];
}

/// <summary>What organizers write about an event. The editor edits it, a draft stores it, and a save takes it.</summary>
public sealed record EventForm : IForm<EventForm, EventField>
{
    // In code points.
    public const int LongestTitle = 200;
    public const int LongestText = 8000;
    public const int LongestPlace = 500;
    public const int LongestLink = 500;
    public const int MostCapacities = 20;
    public const int MostLanguages = 20;
    public const int MostOrganizers = 20;
    public const int MostSeats = 100_000;

    public string Title { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>The language of title and text.</summary>
    public string Language { get; init; } = "";

    /// <summary>One of <see cref="EventKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Local time in <see cref="Zone"/>: 2026-12-01T18:00.</summary>
    public string Starts { get; init; } = "";
    public string Ends { get; init; } = "";

    /// <summary>A tz database id.</summary>
    public string Zone { get; init; } = "";
    public string Place { get; init; } = "";

    /// <summary>Shown to organizers and registered people only.</summary>
    public string JoiningLink { get; init; } = "";

    /// <summary>The URL of the event's wiki page.</summary>
    public string WikiPage { get; init; } = "";
    public IReadOnlyList<string> Capacities { get; init; } = [];
    public IReadOnlyList<string> Methods { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>One of <see cref="EventRegistration"/>.</summary>
    public string Registration { get; init; } = EventRegistration.Tool;

    /// <summary>How many people can register. Empty for no limit.</summary>
    public string Seats { get; init; } = "";
    public bool IsPublic { get; init; }

    /// <summary>User names of organizers and invited organizers.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>A user name that was typed but not yet added. Drafts keep it, and the form cannot be saved until it is added or cleared.</summary>
    public string Typed { get; init; } = "";

    /// <summary>Slugs of the organizing organizations.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = [];

    /// <inheritdoc />
    public IEnumerable<EventField> DiffersIn(EventForm other)
    {
        static bool AreEqual(IEnumerable<string> one, IEnumerable<string> two) => one.ToHashSet(StringComparer.Ordinal).SetEquals(two);
        if (Title != other.Title) yield return EventField.Title;
        if (Text != other.Text) yield return EventField.Text;
        if (Language != other.Language) yield return EventField.Language;
        if (Kind != other.Kind) yield return EventField.Kind;
        if (Starts != other.Starts) yield return EventField.Starts;
        if (Ends != other.Ends) yield return EventField.Ends;
        if (Zone != other.Zone) yield return EventField.Zone;
        if (Place != other.Place) yield return EventField.Place;
        if (JoiningLink != other.JoiningLink) yield return EventField.JoiningLink;
        if (WikiPage != other.WikiPage) yield return EventField.WikiPage;
        if (!AreEqual(Capacities, other.Capacities)) yield return EventField.Capacities;
        if (!AreEqual(Methods, other.Methods)) yield return EventField.Methods;
        if (!AreEqual(Languages, other.Languages)) yield return EventField.Languages;
        if (Registration != other.Registration) yield return EventField.Registration;
        if (Seats != other.Seats) yield return EventField.Seats;
        if (IsPublic != other.IsPublic) yield return EventField.Visibility;
        if (!AreEqual(People, other.People) || Typed != other.Typed) yield return EventField.People;
        if (!AreEqual(Organizations, other.Organizations)) yield return EventField.Organizations;
    }

    /// <inheritdoc />
    public EventForm WithField(EventField field, EventForm other) => field switch
    {
        EventField.Title => this with { Title = other.Title },
        EventField.Text => this with { Text = other.Text },
        EventField.Language => this with { Language = other.Language },
        EventField.Kind => this with { Kind = other.Kind },
        EventField.Starts => this with { Starts = other.Starts },
        EventField.Ends => this with { Ends = other.Ends },
        EventField.Zone => this with { Zone = other.Zone },
        EventField.Place => this with { Place = other.Place },
        EventField.JoiningLink => this with { JoiningLink = other.JoiningLink },
        EventField.WikiPage => this with { WikiPage = other.WikiPage },
        EventField.Capacities => this with { Capacities = other.Capacities },
        EventField.Methods => this with { Methods = other.Methods },
        EventField.Languages => this with { Languages = other.Languages },
        EventField.Registration => this with { Registration = other.Registration },
        EventField.Seats => this with { Seats = other.Seats },
        EventField.Visibility => this with { IsPublic = other.IsPublic },
        EventField.People => this with { People = other.People, Typed = other.Typed },
        EventField.Organizations => this with { Organizations = other.Organizations },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>Returns the form as it would be stored, its times in UTC, and all errors. Whether the organizers exist is checked when it is saved.</summary>
    public CheckedEvent Check(Vocabulary vocabulary) => new EventCheck(vocabulary).Run(this);
}

/// <summary>A validated form. The times are meaningless when there are errors.</summary>
public sealed record CheckedEvent(EventForm Form, DateTime StartsAt, DateTime EndsAt, IReadOnlyList<FormError<EventField>> Errors);

public enum EventField
{
    Title,
    Text,
    Language,
    Kind,
    Starts,
    Ends,
    Zone,
    Place,
    JoiningLink,
    WikiPage,
    Capacities,
    Methods,
    Languages,
    Registration,
    Seats,
    Visibility,
    People,
    Organizations,
}
