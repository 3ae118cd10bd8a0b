using System.Text.Json;
using CapX.Data.Organizations;

namespace CapX.Data.Listings;

/// <summary>A row of the query for listings "l". Lists come as JSON, so one SQL command reads any number of listings.</summary>
internal record ListingRow
{
    public const string ColumnsSql = $"""
        l.id AS {nameof(Id)}, l.kind AS {nameof(Kind)}, l.resource AS {nameof(Resource)}, l.title AS {nameof(Title)}, l.text AS {nameof(Text)},
          l.language AS {nameof(Language)},
        l.visibility = 'public' AS {nameof(IsPublic)}, l.methods AS {nameof(MethodBits)}, l.anywhere AS {nameof(Anywhere)}, l.link AS {nameof(Link)},
          l.licence AS {nameof(Licence)}, l.format AS {nameof(Format)},
        l.open_until AS {nameof(OpenUntil)}, l.state AS {nameof(State)}, l.created_at AS {nameof(CreatedAt)}, l.updated_at AS {nameof(UpdatedAt)},
          l.version AS {nameof(Version)},
        l.person_id AS {nameof(PersonId)}, w.username AS {nameof(Username)}, w.display_name AS {nameof(DisplayName)}, o.slug AS {nameof(Slug)},
        (SELECT JSON_ARRAYAGG(JSON_OBJECT('Language', n.language, 'Name', n.name) ORDER BY n.position) FROM organization_name n
          WHERE n.organization_id = o.id) AS {nameof(Names)},
        (SELECT JSON_ARRAYAGG(c.code ORDER BY c.code) FROM listing_capacity h STRAIGHT_JOIN capacity c ON c.id = h.capacity_id
          WHERE h.listing_id = l.id) AS {nameof(Capacities)},
        (SELECT JSON_ARRAYAGG(t.territory ORDER BY t.territory) FROM listing_territory t WHERE t.listing_id = l.id) AS {nameof(Territories)},
        (SELECT JSON_ARRAYAGG(g.language ORDER BY g.language) FROM listing_language g WHERE g.listing_id = l.id) AS {nameof(Languages)}
        """;

    /// <summary>The tables of the columns. The caller adds the visibility condition from <see cref="ListingVisibility"/>.</summary>
    public const string FromSql = "listing l LEFT JOIN person w ON w.id = l.person_id LEFT JOIN organization o ON o.id = l.organization_id";

    public ulong Id { get; init; }
    public required string Kind { get; init; }
    public string? Resource { get; init; }
    public required string Title { get; init; }
    public string? Text { get; init; }
    public required string Language { get; init; }
    public bool IsPublic { get; init; }
    public int MethodBits { get; init; }
    public bool Anywhere { get; init; }
    public string? Link { get; init; }
    public string? Licence { get; init; }
    public string? Format { get; init; }
    public DateOnly? OpenUntil { get; init; }
    public required string State { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    public uint Version { get; init; }
    public ulong? PersonId { get; init; }
    public string? Username { get; init; }
    public string? DisplayName { get; init; }
    public string? Slug { get; init; }
    public string? Names { get; init; }
    public string? Capacities { get; init; }
    public string? Territories { get; init; }
    public string? Languages { get; init; }

    public ListingFound Found() => new()
    {
        Id = Id,
        Owner = new ListingOwner { PersonId = PersonId, Username = Username, DisplayName = DisplayName, Slug = Slug, Names = List<OrganizationName>(Names) },
        Kind = Kind,
        Resource = Resource,
        Title = Title,
        Text = Text,
        Language = Language,
        IsPublic = IsPublic,
        Capacities = List<string>(Capacities),
        Methods = Methods.FromBits(MethodBits),
        Anywhere = Anywhere,
        Territories = List<string>(Territories),
        Languages = List<string>(Languages),
        Link = Link,
        Licence = Licence,
        Format = Format,
        OpenUntil = OpenUntil,
        State = Enum.Parse<ListingState>(State, ignoreCase: true),
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Version = Version,
    };

    private static T[] List<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<T[]>(json)!;
}
