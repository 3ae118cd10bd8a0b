using CapX.Data;
using CapX.Data.Moderation;
using CapX.Data.Permissions;
using Dapper;
using Xunit;

namespace CapX.Tests.Infra;

/// <summary>Tests that touch the database stand in this collection: they run one after the other, on one real MariaDB.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDatabase : ICollectionFixture<DatabaseFixture>
{
    public const string Name = "database";
}

/// <summary>The test database of <c>CAPX_TEST_DATABASE</c>: made anew once a run, with schema and reference data.
/// A test class calls <see cref="EmptyAsync"/> when it starts.</summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    private const string CommandsSql = """
        SELECT SUM(CAST(variable_value AS UNSIGNED)) FROM information_schema.global_status
         WHERE variable_name IN ('COM_SELECT', 'COM_INSERT', 'COM_UPDATE', 'COM_DELETE', 'COM_REPLACE', 'COM_INSERT_SELECT')
        """;

    private const string Variable = "CAPX_TEST_DATABASE";

    private const string TablesSql = """
        SELECT table_name FROM information_schema.tables
         WHERE table_schema = DATABASE()
           AND table_name NOT IN ('migration', 'language', 'territory', 'project', 'language_level', 'reference_name', 'reference_file', 'capacity',
             'capacity_name', 'capacity_alias', 'taxonomy', 'log_lock', 'name_lock')
         ORDER BY table_name
        """;

    /// <summary>What CAPX_KEY is for every test, also for programs that tests start: they share a database.</summary>
    public const string Key = "dGhlIGtleSBvZiBhbGwgdGVzdHMsIDMyIGJ5dGVzICE=";

    private static readonly Lazy<Task<Database>> Shared = new(CreateAsync);
    private static readonly TestClock Clock = new();

    /// <summary>The one of all tests, also of the programs in them: these hear of what a test writes past them.</summary>
    internal static Task<Database> SharedAsync => Shared.Value;

    public Database Database { get; private set; } = null!;

    public Vocabulary Vocabulary { get; } = new();

    public static SecretBox Secrets { get; } = new(Convert.FromBase64String(Key));

    public static KeyedHash Hash { get; } = new(Secrets);

    public static string ConnectionString => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} is not set. Run the tests with ./capx test, "
            + "or set it to the connection string of a MariaDB whose database name ends in _test.");

    public async Task InitializeAsync()
    {
        Database = await Shared.Value;
        await Vocabulary.LoadAsync(Database);
    }

    /// <summary>Empties every table but the reference lists.</summary>
    public Task EmptyAsync() => Database.HoldAsync(async connection =>
    {
        // One command: hundreds of tests begin here.
        var deletes = string.Concat((await connection.QueryAsync<string>(TablesSql)).Select(table => $"DELETE FROM `{table}`; "));
        await connection.ExecuteAsync($"SET foreign_key_checks = 0; {deletes} SET foreign_key_checks = 1");
        return true;
    });

    /// <summary>Makes the tree of capacities as sql/data has it, after a test that changed it.</summary>
    public async Task ResetCapacitiesAsync()
    {
        await EmptyAsync();
        await Database.HoldAsync(connection => connection.ExecuteAsync("""
            SET foreign_key_checks = 0;
            DELETE FROM capacity_alias; DELETE FROM capacity_name; DELETE FROM capacity;
            SET foreign_key_checks = 1;
            ALTER TABLE capacity AUTO_INCREMENT = 1;
            DELETE FROM reference_file WHERE name LIKE 'capacities%';
            """));
        await new Migrator(Database, Clock).RunAsync();
        await Vocabulary.LoadAsync(Database);
    }

    /// <summary>Runs statements that a test needs and no command offers.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(sql, parameters, transaction));

    /// <summary>The first column of a question that a test asks the tables directly.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        Database.ReadAsync(async connection => (await connection.QueryAsync<T>(sql, parameters)).AsList());

    /// <summary>Gives somebody a role, for a year from where the tests' clocks start unless told.</summary>
    public Task<int> GrantAsync(string username, Role role, DateTime? until = null) => ExecuteAsync("""
        INSERT INTO person_role (person_id, role, until_at, granted_at) SELECT p.id, @role, @until, @now FROM person p WHERE p.username = @username
         AND p.name_lost_at IS NULL
        """, new { username = username.Replace('_', ' '), role = RoleCommand.Code(role), now = TestClock.Start, until = until ?? TestClock.Start.AddYears(1) });

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<Database> CreateAsync()
    {
        var database = new Database(ConnectionString);
        if (!database.Name.EndsWith("_test", StringComparison.Ordinal))
            throw new InvalidOperationException($"{Variable} names the database “{database.Name}”. Tests empty their database, so its name must end in _test.");
        await database.CreateIfMissingAsync();
        await database.HoldAsync(connection =>
            connection.ExecuteAsync($"""
                DROP DATABASE `{database.Name}`;
                CREATE DATABASE `{database.Name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
                USE `{database.Name}`
                """));
        await new Migrator(database, Clock).RunAsync();
        return database;
    }

    /// <summary>How many SQL commands something takes that can be done again: the least of three times, because workers of the program wake every few seconds,
    /// and what they ask counts.</summary>
    public async Task<long> CommandsAsync(Func<Task> act)
    {
        var counts = new List<long>();
        while (counts.Count < 3)
        {
            var before = (await QueryAsync<long>(CommandsSql))[0];
            await act();
            // Asking is one of them.
            counts.Add((await QueryAsync<long>(CommandsSql))[0] - before - 1);
        }
        return counts.Min();
    }
}
