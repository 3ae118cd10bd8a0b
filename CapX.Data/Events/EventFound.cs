using System.Globalization;
using CapX.Data.Organizations;
using CapX.Data.People;

namespace CapX.Data.Events;

/// <summary>A person who organizes an event.</summary>
public sealed record EventPerson(string Username, string? DisplayName)
{
    public string Name => PersonNames.PlainOf(Username, DisplayName);
}

/// <summary>An organization that organizes an event.</summary>
public sealed record EventOrganization(string Slug, IReadOnlyList<OrganizationName> Names);

/// <summary>An event as lists, its page and the API show it: all but the joining link.</summary>
public sealed record EventFound
{
    public required ulong Id { get; init; }
    public required string Title { get; init; }
    public string? Text { get; init; }

    /// <summary>Of title and text.</summary>
    public required string Language { get; init; }

    /// <summary>One of <see cref="EventKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; init; }
    public required DateTime EndsAt { get; init; }

    /// <summary>The zone in which its organizers mean it, an id of the tz database.</summary>
    public required string Zone { get; init; }
    public string? Place { get; init; }
    public string? WikiPage { get; init; }
    public required IReadOnlyList<string> Capacities { get; init; }
    public required IReadOnlyList<string> Methods { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>One of <see cref="EventRegistration"/>.</summary>
    public required string Registration { get; init; }

    /// <summary>How many can be registered; null where there is no limit, and to others than organizers where it would tell of fewer than five
    /// people.</summary>
    public int? Seats { get; init; }

    /// <summary>How many more can register; null as above.</summary>
    public int? FreeSeats { get; init; }

    /// <summary>Whether no place is free; null where there is no limit.</summary>
    public bool? IsFull { get; init; }
    public required bool IsPublic { get; init; }
    public required bool IsCancelled { get; init; }

    /// <summary>Those whom the viewer may see, by name.</summary>
    public required IReadOnlyList<EventPerson> People { get; init; }

    /// <summary>Who is asked to organize it and has not answered; for organizers only.</summary>
    public IReadOnlyList<EventPerson> Invited { get; init; } = [];
    public required IReadOnlyList<EventOrganization> Organizations { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required uint Version { get; init; }

    /// <summary>As the editor edits it; the joining link is known to who may edit.</summary>
    public EventForm ToForm(string? joiningLink) => new()
    {
        Title = Title,
        Text = Text ?? "",
        Language = Language,
        Kind = Kind,
        Starts = EventZone.Write(StartsAt, Zone),
        Ends = EventZone.Write(EndsAt, Zone),
        Zone = Zone,
        Place = Place ?? "",
        JoiningLink = joiningLink ?? "",
        WikiPage = WikiPage ?? "",
        Capacities = Capacities,
        Methods = Methods,
        Languages = Languages,
        Registration = Registration,
        Seats = Seats?.ToString(CultureInfo.InvariantCulture) ?? "",
        IsPublic = IsPublic,
        People = [.. People.Concat(Invited).Select(p => p.Username)],
        Organizations = [.. Organizations.Select(o => o.Slug)],
    };
}
