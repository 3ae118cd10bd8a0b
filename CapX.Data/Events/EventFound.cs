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

/// <summary>An event as lists, its page and the API show it. Contains no joining link.</summary>
public sealed record EventFound
{
    public required ulong Id { get; init; }
    public required string Title { get; init; }
    public string? Text { get; init; }

    /// <summary>The language of title and text.</summary>
    public required string Language { get; init; }

    /// <summary>One of <see cref="EventKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; init; }
    public required DateTime EndsAt { get; init; }

    /// <summary>The time zone that the organizers chose, a tz database id.</summary>
    public required string Zone { get; init; }
    public string? Place { get; init; }
    public string? WikiPage { get; init; }
    public required IReadOnlyList<string> Capacities { get; init; }
    public required IReadOnlyList<string> Methods { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>One of <see cref="EventRegistration"/>.</summary>
    public required string Registration { get; init; }

    /// <summary>How many people can register. Null for no limit. Also null for anyone but organizers when it would reveal a group of fewer than five
    /// people.</summary>
    public int? Seats { get; init; }

    /// <summary>How many more can register. Null under the same conditions as <see cref="Seats"/>, or when the number of registered people is
    /// withheld.</summary>
    public int? FreeSeats { get; init; }

    /// <summary>True when no place is free. Null for no limit.</summary>
    public bool? IsFull { get; init; }
    public required bool IsPublic { get; init; }
    public required bool IsCancelled { get; init; }

    /// <summary>The organizers whom the viewer may see, by name.</summary>
    public required IReadOnlyList<EventPerson> People { get; init; }

    /// <summary>People who are invited to organize and have not answered. For organizers only.</summary>
    public IReadOnlyList<EventPerson> Invited { get; init; } = [];
    public required IReadOnlyList<EventOrganization> Organizations { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public required uint Version { get; init; }

    /// <summary>Returns the event as the editor edits it. The joining link comes separately, because only organizers may read it.</summary>
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
