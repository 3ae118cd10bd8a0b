using CapX.Data;
using CapX.Data.Moderation;
using CapX.Data.Permissions;
using Dapper;
using Xunit;

namespace CapX.Tests.Infra;

/// <summary>The collection of all tests that use the database. They run one after another on one real MariaDB.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDatabase : ICollectionFixture<DatabaseFixture>
{
    public const string Name = "database";
}

/// <summary>The database of <c>CAPX_TEST_DATABASE</c>, recreated once per run with schema and reference data. Each test class calls
/// <see cref="EmptyAsync"/> when it starts.</summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    private const string Variable = "CAPX_TEST_DATABASE";

    private const string TablesSql = """
        SELECT table_name FROM information_schema.tables
         WHERE table_schema = DATABASE()
           AND table_name NOT IN ('migration', 'language', 'territory', 'project', 'language_level', 'reference_name', 'reference_file', 'capacity',
             'capacity_name', 'capacity_alias', 'taxonomy', 'log_lock', 'name_lock')
         ORDER BY table_name
        """;

    /// <summary>CAPX_KEY for all tests and for the programs that they start, because they share a database.</summary>
    public const string Key = "dGhlIGtleSBvZiBhbGwgdGVzdHMsIDMyIGJ5dGVzICE=";

    private static readonly Lazy<Task<Database>> Shared = new(CreateAsync);
    private static readonly TestClock Clock = new();

    /// <summary>One instance for all tests and the programs in them, so that the programs notice what a test writes directly.</summary>
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

    /// <summary>Empties all tables except the reference data.</summary>
    public Task EmptyAsync() => Database.HoldAsync(async connection =>
    {
        // A single command, because hundreds of tests start here.
        var deletes = string.Concat((await connection.QueryAsync<string>(TablesSql)).Select(table => $"DELETE FROM `{table}`; "));
        await connection.ExecuteAsync($"SET foreign_key_checks = 0; {deletes} SET foreign_key_checks = 1");
        return true;
    });

    /// <summary>Restores the capacity tree of sql/data after a test that changed it.</summary>
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

    /// <summary>Runs SQL for changes that no command offers.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(sql, parameters, transaction));

    /// <summary>Runs a query directly on the tables.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        Database.ReadAsync(async connection => (await connection.QueryAsync<T>(sql, parameters)).AsList());

    /// <summary>Grants a role, by default for one year from the start of the tests' clocks.</summary>
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
        await database.RecreateAsync();
        await new Migrator(database, Clock).RunAsync();
        return database;
    }
}
