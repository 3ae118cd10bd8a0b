using CapX.Data;
using Dapper;

namespace CapX.Tests.Infra;

/// <summary>A person for a test, by default with a saved, public and empty profile. Writes directly to the tables, without the commands.</summary>
public sealed class PersonBuilder
{
    private const string PersonSql = """
        INSERT INTO content (kind) VALUES ('person');
        INSERT INTO person (id, content_id, username, name_lost_at, blocked, interface_language, display_name, about, about_language, home_wiki,
                            not_taking_until, visibility, about_seen, languages_seen, territories_seen, affiliations_seen, exchanges_seen, indexable,
                            joined_at, signed_in_at, updated_at, version)
        VALUES (@Id, LAST_INSERT_ID(), @Username, @NameLostAt, @Blocked, @InterfaceLanguage, @DisplayName, @About, @AboutLanguage, @HomeWiki, @NotTakingUntil,
                @Visibility, @AboutSeen, @LanguagesSeen, @TerritoriesSeen, @AffiliationsSeen, @ExchangesSeen, @Indexable,
                @JoinedAt, @JoinedAt, @UpdatedAt, @Version)
        """;

    private const string CapacitySql = """
        INSERT INTO person_capacity (person_id, role, capacity_id, methods, note)
        SELECT @Id, @Role, id, @Methods, @Note FROM capacity WHERE code = @Code
        ON DUPLICATE KEY UPDATE methods = VALUES(methods), note = VALUES(note)
        """;

    // Far above the ids of the practice wiki's accounts.
    private static long _lastId = 100_000;

    private readonly List<(string Role, string Code, int Methods, string? Note)> _capacities = [];
    private readonly Dictionary<string, string> _languages = [];
    private readonly List<string> _territories = [];
    private readonly List<string> _projects = [];

    public ulong Id { get; set; } = (ulong)Interlocked.Increment(ref _lastId);

    /// <summary>Defaults to "Person" and the id.</summary>
    public string? Username { get; set; }
    public DateTime? NameLostAt { get; set; }
    public bool Blocked { get; set; }
    public string? InterfaceLanguage { get; set; }
    public string? DisplayName { get; set; }
    public string? About { get; set; }
    public string? AboutLanguage { get; set; }
    public string? HomeWiki { get; set; }
    public DateTime? NotTakingUntil { get; set; }
    public string Visibility { get; set; } = "public";

    /// <summary>"profile", "members" or "nobody", as for the other parts.</summary>
    public string AboutSeen { get; set; } = "profile";
    public string LanguagesSeen { get; set; } = "profile";
    public string TerritoriesSeen { get; set; } = "profile";
    public string AffiliationsSeen { get; set; } = "profile";
    public string ExchangesSeen { get; set; } = "profile";
    public bool Indexable { get; set; }
    public DateTime JoinedAt { get; set; } = TestClock.Start.AddDays(-30);

    /// <summary>Null means that the person has logged in but never saved a profile.</summary>
    public DateTime? UpdatedAt { get; set; } = TestClock.Start.AddDays(-1);
    public uint Version { get; set; } = 1;

    public PersonBuilder Knows(string capacity) => With("knows", capacity, 0, null);

    /// <summary>Also adds the capacity as known, as in every saved profile. Methods are bits.</summary>
    public PersonBuilder Offers(string capacity, int methods = 0, string? note = null) => Knows(capacity).With("offers", capacity, methods, note);

    public PersonBuilder Wants(string capacity, int methods = 0, string? note = null) => With("wants", capacity, methods, note);

    public PersonBuilder Speaks(string language, string level = "3")
    {
        _languages[language] = level;
        return this;
    }

    public PersonBuilder In(params IEnumerable<string> territories)
    {
        _territories.AddRange(territories);
        return this;
    }

    public PersonBuilder On(params IEnumerable<string> projects)
    {
        _projects.AddRange(projects);
        return this;
    }

    /// <summary>Writes all rows in one transaction and returns the id.</summary>
    public Task<ulong> InsertAsync(Database database) => database.WriteAsync(async transaction =>
    {
        Task RunAsync(string sql, object rows) => transaction.Connection!.ExecuteAsync(sql, rows, transaction);
        await RunAsync(PersonSql, new
        {
            Id, Username = Username ?? $"Person {Id}", NameLostAt, Blocked, InterfaceLanguage, DisplayName, About,
            AboutLanguage = About is null ? null : AboutLanguage ?? "en", HomeWiki, NotTakingUntil, Visibility, AboutSeen, LanguagesSeen, TerritoriesSeen,
            AffiliationsSeen, ExchangesSeen, Indexable, JoinedAt, UpdatedAt, Version,
        });
        await RunAsync(CapacitySql, _capacities.Select(c => new { Id, c.Role, c.Code, c.Methods, c.Note }));
        await RunAsync("INSERT INTO person_language (person_id, language, level) VALUES (@Id, @Key, @Value)",
            _languages.Select(l => new { Id, l.Key, l.Value }));
        await RunAsync("INSERT INTO person_territory (person_id, territory) VALUES (@Id, @Code)", _territories.Distinct().Select(Code => new { Id, Code }));
        await RunAsync("INSERT INTO person_project (person_id, project) VALUES (@Id, @Code)", _projects.Distinct().Select(Code => new { Id, Code }));
        return Id;
    });

    private PersonBuilder With(string role, string code, int methods, string? note)
    {
        _capacities.Add((role, code, methods, note));
        return this;
    }
}
