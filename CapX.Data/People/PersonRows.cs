using System.Data.Common;
using Dapper;

namespace CapX.Data.People;

/// <summary>The rows that belong to some persons: one command a table, however many persons. Each command checks visibility by itself:
/// somebody may hide between two of them.</summary>
internal static class PersonRows
{
    private const string LanguageSql = $"""
        SELECT l.person_id AS {nameof(Row.PersonId)}, l.language AS {nameof(Row.Code)}, l.level AS {nameof(Row.Level)}
          FROM person_language l JOIN person p ON p.id = l.person_id
         WHERE l.person_id IN @Ids AND {PersonVisibility.Sql}
         ORDER BY l.person_id, l.level DESC, l.language
        """;

    private const string TerritorySql = $"""
        SELECT t.person_id AS {nameof(Row.PersonId)}, t.territory AS {nameof(Row.Code)}
          FROM person_territory t JOIN person p ON p.id = t.person_id
         WHERE t.person_id IN @Ids AND {PersonVisibility.Sql}
         ORDER BY t.person_id, t.territory
        """;

    private const string ProjectSql = $"""
        SELECT r.person_id AS {nameof(Row.PersonId)}, r.project AS {nameof(Row.Code)}
          FROM person_project r JOIN person p ON p.id = r.person_id
         WHERE r.person_id IN @Ids AND {PersonVisibility.Sql}
         ORDER BY r.person_id, r.project
        """;

    private const string CapacitySql = $"""
        SELECT h.person_id AS {nameof(Row.PersonId)}, h.role AS {nameof(Row.Role)}, c.code AS {nameof(Row.Code)}, h.methods AS {nameof(Row.Methods)}, h.note AS {nameof(Row.Note)}
          FROM person_capacity h JOIN capacity c ON c.id = h.capacity_id JOIN person p ON p.id = h.person_id
         WHERE h.person_id IN @Ids AND {PersonVisibility.Sql}
         ORDER BY h.person_id, h.role, c.code
        """;

    /// <summary>Puts the persons together in the order given, in four commands; none for nobody.</summary>
    public static IReadOnlyList<PersonFound> Fill(DbConnection connection, IReadOnlyList<PersonRow> persons, Viewer viewer)
    {
        if (persons.Count == 0) return [];
        var parameters = new { Ids = persons.Select(p => p.Id), Viewer = viewer.PersonId };
        ILookup<ulong, Row> Read(string sql) => connection.Query<Row>(sql, parameters).ToLookup(r => r.PersonId);
        var (languages, territories, projects, capacities) = (Read(LanguageSql), Read(TerritorySql), Read(ProjectSql), Read(CapacitySql));
        return [.. persons.Select(p => new PersonFound
        {
            Id = p.Id,
            Username = p.Username,
            DisplayName = p.DisplayName,
            About = p.About is null ? null : new AboutText(p.About, p.AboutLanguage),
            Languages = [.. languages[p.Id].Select(l => new LanguageLevel(l.Code, l.Level))],
            Territories = [.. territories[p.Id].Select(t => t.Code)],
            Projects = [.. projects[p.Id].Select(r => r.Code)],
            HomeWiki = p.HomeWiki,
            Knows = [.. capacities[p.Id].Where(c => c.Role == CapacityRole.Knows).Select(c => c.Code)],
            Offers = [.. capacities[p.Id].Where(c => c.Role == CapacityRole.Offers).Select(Shared)],
            Wants = [.. capacities[p.Id].Where(c => c.Role == CapacityRole.Wants).Select(Shared)],
            UpdatedAt = p.UpdatedAt,
            JoinedAt = p.JoinedAt,
            NotTakingUntil = p.NotTakingUntil,
        })];
    }

    private static SharedCapacity Shared(Row row) => new(row.Code, Methods.FromBits(row.Methods), row.Note);

    private sealed record Row
    {
        public ulong PersonId { get; init; }
        public string Code { get; init; } = "";
        public string Level { get; init; } = "";
        public CapacityRole Role { get; init; }
        public int Methods { get; init; }
        public string? Note { get; init; }
    }
}

/// <summary>The columns of the person table that others may see.</summary>
internal sealed record PersonRow
{
    public const string ColumnsSql = $"""
        p.id AS {nameof(Id)}, p.username AS {nameof(Username)}, p.display_name AS {nameof(DisplayName)}, p.about AS {nameof(About)}, p.about_language AS {nameof(AboutLanguage)},
        p.home_wiki AS {nameof(HomeWiki)}, p.not_taking_until AS {nameof(NotTakingUntil)}, p.updated_at AS {nameof(UpdatedAt)}, p.joined_at AS {nameof(JoinedAt)},
        p.visibility AS {nameof(Visibility)}, p.indexable AS {nameof(Indexable)}, p.version AS {nameof(Version)}
        """;

    public ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public string? About { get; init; }
    public string? AboutLanguage { get; init; }
    public string? HomeWiki { get; init; }
    public DateOnly? NotTakingUntil { get; init; }
    public DateTime? UpdatedAt { get; init; }
    public DateTime JoinedAt { get; init; }
    public required string Visibility { get; init; }
    public bool Indexable { get; init; }
    public uint Version { get; init; }
}
