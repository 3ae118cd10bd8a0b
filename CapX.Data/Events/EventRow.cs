using System.Text.Json;
using CapX.Data.Content;
using CapX.Data.Organizations;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Events;

/// <summary>A row of the query for events "e". Lists come as JSON, so one SQL command reads any number of events.</summary>
internal record EventRow
{
    private const string PersonSql =
        "JSON_OBJECT('Username', p.username, 'DisplayName', p.display_name, 'Standing', a.standing) ORDER BY COALESCE(p.display_name, p.username), p.id";

    private const string SharedColumnsSql = $"""
        e.id AS {nameof(Id)}, e.title AS {nameof(Title)}, e.text AS {nameof(Text)}, e.language AS {nameof(Language)}, e.kind AS {nameof(Kind)},
          e.methods AS {nameof(MethodBits)},
        e.starts_at AS {nameof(StartsAt)}, e.ends_at AS {nameof(EndsAt)}, e.zone AS {nameof(Zone)}, e.place AS {nameof(Place)},
          e.wiki_page AS {nameof(WikiPage)},
        e.registration AS {nameof(Registration)}, e.seats AS {nameof(Seats)}, e.visibility AS {nameof(Visibility)}, e.state AS {nameof(State)},
        e.created_at AS {nameof(CreatedAt)}, e.updated_at AS {nameof(UpdatedAt)}, e.version AS {nameof(Version)},
        (SELECT COUNT(*) FROM event_registration r WHERE r.event_id = e.id AND r.state = 'registered') AS {nameof(Taken)},
        (SELECT COUNT(*) FROM event_learned w WHERE w.event_id = e.id AND w.may_quote) AS {nameof(Quoted)},
        (SELECT JSON_ARRAYAGG(c.code ORDER BY c.code) FROM event_capacity h STRAIGHT_JOIN capacity c ON c.id = h.capacity_id
          WHERE h.event_id = e.id) AS {nameof(Capacities)},
        (SELECT JSON_ARRAYAGG(l.language ORDER BY l.language) FROM event_language l WHERE l.event_id = e.id) AS {nameof(Languages)},
        (SELECT JSON_ARRAYAGG(JSON_OBJECT('Slug', g.slug, 'Language', n.language, 'Name', n.name) ORDER BY g.slug, n.position)
           FROM event_organizer a JOIN organization g ON g.id = a.organization_id AND g.state NOT IN ('hidden', 'withheld')
             JOIN organization_name n ON n.organization_id = g.id
          WHERE a.event_id = e.id) AS {nameof(Organizations)}
        """;

    /// <summary>Columns for a viewer. Includes the organizers whom the viewer may see. Organizers see all of them, and the invited people.</summary>
    public const string ColumnsSql = $"""
        {SharedColumnsSql}{Members}, {EventVisibility.OrganizesSql} AS {nameof(IsOrganizer)}{End},
        (SELECT JSON_ARRAYAGG({PersonSql}) FROM event_organizer a JOIN person p ON p.id = a.person_id WHERE a.event_id = e.id
          AND ((a.standing = 'organizer' AND {PersonVisibility.Sql}){Members} OR {EventVisibility.OrganizesSql}{End})) AS {nameof(People)}
        """;

    /// <summary>All columns, for commands that have already checked permission.</summary>
    public const string StoredColumnsSql = $"""
        {SharedColumnsSql}, TRUE AS {nameof(IsOrganizer)},
        (SELECT JSON_ARRAYAGG({PersonSql}) FROM event_organizer a JOIN person p ON p.id = a.person_id WHERE a.event_id = e.id) AS {nameof(People)},
          e.joining_link AS {nameof(JoiningLink)}
        """;

    public ulong Id { get; init; }
    public required string Title { get; init; }
    public string? Text { get; init; }
    public required string Language { get; init; }
    public required string Kind { get; init; }
    public int MethodBits { get; init; }
    public DateTime StartsAt { get; init; }
    public DateTime EndsAt { get; init; }
    public required string Zone { get; init; }
    public string? Place { get; init; }
    public string? WikiPage { get; init; }
    public required string Registration { get; init; }
    public long? Seats { get; init; }

    /// <summary>How many people are registered.</summary>
    public long Taken { get; init; }

    /// <summary>How many texts about what was learned others may read, so that their authors are known.</summary>
    public long Quoted { get; init; }
    public bool IsOrganizer { get; init; }
    public required string Visibility { get; init; }
    public required string State { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    public uint Version { get; init; }
    public string? Capacities { get; init; }
    public string? Languages { get; init; }
    public string? People { get; init; }
    public string? Organizations { get; init; }
    public string? JoiningLink { get; init; }

    /// <summary>True when a number of registered people may be shown. Organizers see the names anyway. For others, five must remain after subtracting the
    /// people known by their texts and one more. Anyone can register and then read the page logged out.</summary>
    public bool MayTell(long registered) => IsOrganizer || registered - Quoted - 1 >= EventQuery.SmallestShown;

    public EventFound Found() => new()
    {
        Id = Id,
        Title = Title,
        Text = Text,
        Language = Language,
        Kind = Kind,
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        Zone = Zone,
        Place = Place,
        WikiPage = WikiPage,
        Capacities = List<string>(Capacities),
        Methods = Methods.FromBits(MethodBits),
        Languages = List<string>(Languages),
        Registration = Registration,
        // For a full event, the number of seats equals the number of people.
        Seats = Seats is { } seats && MayTell(seats) ? (int)seats : null,
        FreeSeats = Seats is { } all && MayTell(all) && MayTell(Taken) ? (int)Math.Max(0, all - Taken) : null,
        IsFull = Seats is { } places ? Taken >= places : null,
        IsPublic = Visibility == "public",
        IsCancelled = State == "cancelled",
        People = Persons("organizer"),
        Invited = Persons("invited"),
        Organizations = [.. List<NameRow>(Organizations).GroupBy(n => n.Slug)
            .Select(names => new EventOrganization(names.Key, [.. names.Select(n => new OrganizationName(n.Language, n.Name))]))],
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Version = Version,
    };

    private IReadOnlyList<EventPerson> Persons(string standing) =>
        [.. List<PersonRow>(People).Where(p => p.Standing == standing).Select(p => new EventPerson(p.Username, p.DisplayName))];

    private static T[] List<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<T[]>(json)!;

    private sealed record PersonRow(string Username, string? DisplayName, string Standing);

    private sealed record NameRow(string Slug, string Language, string Name);
}
