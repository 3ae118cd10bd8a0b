using System.Text.Json;
using CapX.Data.People;

namespace CapX.Data.Organizations;

/// <summary>An organization "o" as read by SQL. Lists are JSON columns, so one query reads any number of rows.</summary>
internal record OrganizationRow
{
    public const string ColumnsSql = $"""
        o.id AS {nameof(Id)}, o.slug AS {nameof(Slug)}, o.state AS {nameof(State)}, o.type AS {nameof(Type)}, o.about AS {nameof(About)},
          o.about_language AS {nameof(AboutLanguage)},
        o.meta_page AS {nameof(MetaPage)}, o.website AS {nameof(Website)}, o.mastodon AS {nameof(Mastodon)}, o.report_link AS {nameof(ReportLink)},
        o.created_at AS {nameof(CreatedAt)}, o.updated_at AS {nameof(UpdatedAt)}, o.version AS {nameof(Version)},
        (SELECT JSON_ARRAYAGG(JSON_OBJECT('Language', n.language, 'Name', n.name) ORDER BY n.position) FROM organization_name n
          WHERE n.organization_id = o.id) AS {nameof(Names)},
        (SELECT JSON_ARRAYAGG(t.territory ORDER BY t.territory) FROM organization_territory t WHERE t.organization_id = o.id) AS {nameof(Territories)},
        (SELECT JSON_ARRAYAGG(j.project ORDER BY j.project) FROM organization_project j WHERE j.organization_id = o.id) AS {nameof(Projects)},
        (SELECT JSON_ARRAYAGG(JSON_OBJECT('Role', h.role, 'Code', c.code, 'Methods', h.methods, 'Note', h.note) ORDER BY c.code)
           FROM organization_capacity h STRAIGHT_JOIN capacity c ON c.id = h.capacity_id WHERE h.organization_id = o.id) AS {nameof(Capacities)}
        """;

    public ulong Id { get; init; }
    public required string Slug { get; init; }
    public required string State { get; init; }
    public required string Type { get; init; }
    public string? About { get; init; }
    public string? AboutLanguage { get; init; }
    public string? MetaPage { get; init; }
    public string? Website { get; init; }
    public string? Mastodon { get; init; }
    public string? ReportLink { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    public uint Version { get; init; }
    public string? Names { get; init; }
    public string? Territories { get; init; }
    public string? Projects { get; init; }
    public string? Capacities { get; init; }

    public OrganizationFound Found()
    {
        var capacities = List<CapacityRow>(Capacities);
        IReadOnlyList<SharedCapacity> Shared(string role) =>
            [.. capacities.Where(c => c.Role == role).Select(c => new SharedCapacity(c.Code, Methods.FromBits(c.Methods), c.Note))];
        return new OrganizationFound
        {
            Id = Id,
            Slug = Slug,
            State = Enum.Parse<OrganizationState>(State, ignoreCase: true),
            Names = List<OrganizationName>(Names),
            Type = Type,
            About = About is null ? null : new AboutText(About, AboutLanguage),
            Territories = List<string>(Territories),
            Projects = List<string>(Projects),
            Knows = [.. capacities.Where(c => c.Role == "knows").Select(c => c.Code)],
            Offers = Shared("offers"),
            Wants = Shared("wants"),
            MetaPage = MetaPage,
            Website = Website,
            Mastodon = Mastodon,
            ReportLink = ReportLink,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Version = Version,
        };
    }

    private static T[] List<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<T[]>(json)!;

    private sealed record CapacityRow(string Role, string Code, int Methods, string? Note);
}
