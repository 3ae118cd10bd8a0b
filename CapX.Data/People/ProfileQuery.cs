using System.Data.Common;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.People;

/// <summary>A person's own profile as a form, with its version.</summary>
public sealed record MyProfile
{
    public required ProfileForm Form { get; init; }

    /// <summary>The version for optimistic concurrency, passed back on save. 0 before the first save.</summary>
    public required uint Version { get; init; }

    public required string Username { get; init; }

    /// <summary>A display name that was hidden because it looks like another person's name. Cleared by the next save.</summary>
    public string? HiddenDisplayName { get; init; }

    /// <summary>UTC. Null before the first save.</summary>
    public DateTime? UpdatedAt { get; init; }
}

/// <summary>Reads a person's own profile for editing.</summary>
public sealed class ProfileQuery(Database database, TimeProvider time)
{
    private const string PersonSql = $"""
        SELECT p.username AS {nameof(PersonColumns.Username)}, p.display_name AS {nameof(PersonColumns.DisplayName)},
               p.display_name_hidden AS {nameof(PersonColumns.HiddenDisplayName)}, p.about AS {nameof(PersonColumns.About)},
               p.about_language AS {nameof(PersonColumns.AboutLanguage)}, p.home_wiki AS {nameof(PersonColumns.HomeWiki)},
                 p.not_taking_until AS {nameof(PersonColumns.NotTakingUntil)},
               p.visibility AS {nameof(PersonColumns.Visibility)},
               p.about_seen AS {nameof(PersonColumns.AboutSeen)}, p.languages_seen AS {nameof(PersonColumns.LanguagesSeen)},
                 p.territories_seen AS {nameof(PersonColumns.TerritoriesSeen)},
               p.affiliations_seen AS {nameof(PersonColumns.AffiliationsSeen)}, p.exchanges_seen AS {nameof(PersonColumns.ExchangesSeen)},
                 p.indexable AS {nameof(PersonColumns.Indexable)}, p.updated_at AS {nameof(PersonColumns.UpdatedAt)},
                 p.version AS {nameof(PersonColumns.Version)}
          FROM person p
         WHERE p.id = @Viewer AND {PersonVisibility.Sql}
        """;

    private const string LanguageSql = $"""
        SELECT language AS {nameof(Row.Code)}, level AS {nameof(Row.Level)} FROM person_language WHERE person_id = @Viewer ORDER BY level DESC, language
        """;

    private const string TerritorySql = "SELECT territory FROM person_territory WHERE person_id = @Viewer ORDER BY territory";
    private const string ProjectSql = "SELECT project FROM person_project WHERE person_id = @Viewer ORDER BY project";

    private const string CapacitySql = $"""
        SELECT h.role AS {nameof(Row.Role)}, c.code AS {nameof(Row.Code)}, h.methods AS {nameof(Row.Methods)}, h.note AS {nameof(Row.Note)}
          FROM person_capacity h JOIN capacity c ON c.id = h.capacity_id
         WHERE h.person_id = @Viewer
         ORDER BY h.role, c.code
        """;

    /// <summary>Null when the person does not exist. A <see cref="ProfileForm.NotTakingUntil"/> in the past is returned as null. Five queries.</summary>
    public Task<MyProfile?> RunAsync(ulong personId, CancellationToken token = default)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return database.ReadAsync(connection => ReadAsync(connection, null, personId, today), token);
    }

    // Reads the person's row first. After a concurrent save the version is then the older one, and a save based on it is refused as stale.
    internal static async Task<MyProfile?> ReadAsync(DbConnection connection, DbTransaction? transaction, ulong personId, DateOnly today)
    {
        var parameters = new { Viewer = personId };
        Task<IEnumerable<T>> QueryAsync<T>(string sql) => connection.QueryAsync<T>(sql, parameters, transaction);
        if ((await QueryAsync<PersonColumns>(PersonSql)).SingleOrDefault() is not { } person) return null;
        var capacities = (await QueryAsync<Row>(CapacitySql)).ToLookup(r => r.Role);
        return new MyProfile
        {
            Username = person.Username,
            HiddenDisplayName = person.HiddenDisplayName,
            Version = person.Version,
            UpdatedAt = person.UpdatedAt,
            Form = new ProfileForm
            {
                DisplayName = person.DisplayName ?? "",
                About = person.About ?? "",
                AboutLanguage = person.AboutLanguage ?? "",
                Languages = [.. (await QueryAsync<Row>(LanguageSql)).Select(l => new LanguageLevel(l.Code, l.Level))],
                Territories = [.. await QueryAsync<string>(TerritorySql)],
                Projects = [.. await QueryAsync<string>(ProjectSql)],
                HomeWiki = person.HomeWiki ?? "",
                Knows = [.. capacities["knows"].Select(c => c.Code)],
                Offers = [.. capacities["offers"].Select(Shared)],
                Wants = [.. capacities["wants"].Select(Shared)],
                NotTakingUntil = person.NotTakingUntil >= today ? person.NotTakingUntil : null,
                Visibility = Enum.Parse<ProfileVisibility>(person.Visibility, ignoreCase: true),
                Parts = new ProfileParts
                {
                    About = person.AboutSeen,
                    Languages = person.LanguagesSeen,
                    Territories = person.TerritoriesSeen,
                    Affiliations = person.AffiliationsSeen,
                    Exchanges = person.ExchangesSeen,
                },
                Indexable = person.Indexable,
            },
        };
    }

    private static SharedCapacity Shared(Row row) => new(row.Code, Methods.FromBits(row.Methods), row.Note);

    private sealed record PersonColumns
    {
        public required string Username { get; init; }
        public string? DisplayName { get; init; }
        public string? HiddenDisplayName { get; init; }
        public string? About { get; init; }
        public string? AboutLanguage { get; init; }
        public string? HomeWiki { get; init; }
        public DateOnly? NotTakingUntil { get; init; }
        public required string Visibility { get; init; }
        public PartVisibility AboutSeen { get; init; }
        public PartVisibility LanguagesSeen { get; init; }
        public PartVisibility TerritoriesSeen { get; init; }
        public PartVisibility AffiliationsSeen { get; init; }
        public PartVisibility ExchangesSeen { get; init; }
        public bool Indexable { get; init; }
        public DateTime? UpdatedAt { get; init; }
        public uint Version { get; init; }
    }

    private sealed record Row
    {
        public string Role { get; init; } = "";
        public string Code { get; init; } = "";
        public string Level { get; init; } = "";
        public int Methods { get; init; }
        public string? Note { get; init; }
    }
}
