using System.Text.Json;
using System.Text.Json.Serialization;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Verbs;

/// <summary>Fills a development database with sample people and replaces those of an earlier run. Leaves real people alone.</summary>
public sealed class SeedPeopleCommand(Database database, Vocabulary vocabulary)
{
    private const int Portion = 1_000;

    // Sample ids have a range of their own. The name is an additional safeguard.
    private static readonly string DeleteSql =
        ContentKind.DeleteOwnedSql("(SELECT s.id FROM person s WHERE s.id BETWEEN @First AND @Last AND s.username LIKE 'Sample %')");


    private const string LastSql = "SELECT MAX(id) FROM person WHERE id >= @First AND username LIKE 'Sample %'";
    private const string AnybodySql = "SELECT EXISTS (SELECT 1 FROM person)";
    private const string CountSql = "SELECT COUNT(*) FROM person WHERE id >= @First AND username LIKE 'Sample %'";

    // The rows of a portion are passed as one JSON parameter: a constant statement for any number of rows, as fast as a multi-row INSERT.
    private const string ContentSql =
        "INSERT INTO content (kind) SELECT 'person' FROM JSON_TABLE(@Rows, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.Id')) sample";

    // The ids of rows that one statement inserted follow each other.
    private const string PersonSql = """
        INSERT INTO person (id, content_id, username, display_name, about, about_language, home_wiki, not_taking_until, visibility, indexable, joined_at,
               signed_in_at, updated_at, version)
        SELECT id, LAST_INSERT_ID() + ROW_NUMBER() OVER (ORDER BY id) - 1, username, display_name, about, about_language, home_wiki, not_taking_until,
               visibility, indexable, joined_at, updated_at, updated_at, 1
          FROM JSON_TABLE(@Rows, '$[*]' COLUMNS (
               id BIGINT UNSIGNED PATH '$.Id', username VARCHAR(255) PATH '$.Username', display_name VARCHAR(100) PATH '$.DisplayName',
               about TEXT PATH '$.About', about_language VARCHAR(35) PATH '$.AboutLanguage', home_wiki VARCHAR(60) PATH '$.HomeWiki',
               not_taking_until DATE PATH '$.NotTakingUntil', visibility VARCHAR(10) PATH '$.Visibility', indexable BOOLEAN PATH '$.Indexable',
               joined_at DATETIME PATH '$.JoinedAt', updated_at DATETIME PATH '$.UpdatedAt')) sample
        """;

    private const string LanguageSql = """
        INSERT INTO person_language (person_id, language, level)
        SELECT person_id, language, level
         FROM JSON_TABLE(@Rows, '$[*]' COLUMNS (person_id BIGINT UNSIGNED PATH '$.PersonId', language VARCHAR(35) PATH '$.Code',
         level CHAR(1) PATH '$.Level')) sample
        """;

    private const string TerritorySql = """
        INSERT INTO person_territory (person_id, territory)
        SELECT person_id, territory FROM JSON_TABLE(@Rows, '$[*]' COLUMNS (person_id BIGINT UNSIGNED PATH '$.PersonId', territory CHAR(3) PATH '$.Code')) sample
        """;

    private const string ProjectSql = """
        INSERT INTO person_project (person_id, project)
        SELECT person_id, project FROM JSON_TABLE(@Rows, '$[*]' COLUMNS (person_id BIGINT UNSIGNED PATH '$.PersonId', project VARCHAR(35) PATH '$.Code')) sample
        """;

    private const string CapacitySql = """
        INSERT INTO person_capacity (person_id, role, capacity_id, methods, note)
        SELECT person_id, role, capacity_id, methods, note FROM JSON_TABLE(@Rows, '$[*]' COLUMNS (
               person_id BIGINT UNSIGNED PATH '$.PersonId', role VARCHAR(10) PATH '$.Role', capacity_id INT UNSIGNED PATH '$.CapacityId',
               methods SMALLINT UNSIGNED PATH '$.Methods', note VARCHAR(500) PATH '$.Note')) sample
        """;

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter<CapacityRole>() } };

    /// <summary>True when the database has no people at all, sample or real.</summary>
    public Task<bool> IsNobodyThereAsync(CancellationToken token = default) =>
        database.ReadAsync(async c => !await c.ExecuteScalarAsync<bool>(AnybodySql), token);

    /// <summary>Writes <paramref name="count"/> sample people, the same ones for the same seed, and deletes all others. The vocabulary must be loaded. Throws
    /// <see cref="SeedRefusedException"/> for a possible production database.</summary>
    public async Task RunAsync(int count, int seed, CancellationToken token = default)
    {
        if (Refusal(database.IsOnThisMachine, database.Name) is { } refusal) throw new SeedRefusedException(refusal);
        var samples = new SamplePeople(seed, vocabulary);
        var lastBefore = await database.ReadAsync(c => c.ExecuteScalarAsync<ulong?>(LastSql, new { First = SamplePeople.FirstId }), token)
            .ConfigureAwait(false);
        var end = SamplePeople.FirstId + (ulong)count;
        for (var number = 0; number < count; number += Portion)
        {
            var portion = Enumerable.Range(number, Math.Min(Portion, count - number)).Select(samples.Make).ToList();
            await ReplaceAsync(portion, token).ConfigureAwait(false);
        }
        for (var first = end; first <= lastBefore; first += Portion)
            await database.WriteAsync(t => t.Connection!.ExecuteAsync(DeleteSql, new { First = first, Last = first + Portion - 1 }, t), token)
                .ConfigureAwait(false);
    }

    /// <summary>The number of sample people.</summary>
    public Task<long> CountAsync(CancellationToken token = default) =>
        database.ReadAsync(c => c.ExecuteScalarAsync<long>(CountSql, new { First = SamplePeople.FirstId }), token);

    /// <summary>Why a database must not be filled with samples, or null when it may. Checks the name too: through a tunnel ToolsDB looks local, but its
    /// databases are named USER__NAME.</summary>
    internal static string? Refusal(bool isOnThisMachine, string databaseName) =>
        !isOnThisMachine ? "Sample people can only be added to a database on this machine."
        : databaseName.Contains("__", StringComparison.Ordinal)
        ? $"“{databaseName}” has the name of a ToolsDB database. Sample people are only for development."
        : null;

    private Task<bool> ReplaceAsync(List<SamplePerson> people, CancellationToken token) => database.WriteAsync(async transaction =>
    {
        Task RunAsync(string sql, object parameters) => transaction.Connection!.ExecuteAsync(sql, parameters, transaction);
        Task InsertAsync<T>(string sql, IEnumerable<T> rows) => RunAsync(sql, new { Rows = JsonSerializer.Serialize(rows, Json) });
        static IEnumerable<SampleRow> Codes(SamplePerson person, IEnumerable<string> codes) =>
            codes.Select(code => new SampleRow { PersonId = person.Id, Code = code });
        static IEnumerable<SampleRow> Rows(SamplePerson person, IEnumerable<SampleRow> rows) => rows.Select(row => row with { PersonId = person.Id });
        await RunAsync(DeleteSql, new { First = people[0].Id, Last = people[^1].Id });
        await InsertAsync(ContentSql, people);
        await InsertAsync(PersonSql, people);
        await InsertAsync(LanguageSql, people.SelectMany(p => Rows(p, p.Languages)));
        await InsertAsync(TerritorySql, people.SelectMany(p => Codes(p, p.Territories)));
        await InsertAsync(ProjectSql, people.SelectMany(p => Codes(p, p.Projects)));
        await InsertAsync(CapacitySql, people.SelectMany(p => Rows(p, p.Capacities)));
        return true;
    }, token);
}

/// <summary>The database must not be filled with sample data. The message gives the reason.</summary>
public sealed class SeedRefusedException(string message) : Exception(message);
