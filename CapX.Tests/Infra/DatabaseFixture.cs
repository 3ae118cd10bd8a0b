using System.Data.Common;
using CapX.Data;
using CapX.Data.Moderation;
using CapX.Data.Permissions;
using Dapper;
using Xunit;

namespace CapX.Tests.Infra;

/// <summary>A database of its own for each collection, new in every run, with schema and reference data: that of <c>CAPX_TEST_DATABASE</c>, then others beside
/// it. Each test class calls <see cref="EmptyAsync"/> when it starts.</summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    private const string Variable = "CAPX_TEST_DATABASE";
    private const string Ending = "_test";

    private const string TablesSql = """
        SELECT table_name FROM information_schema.tables
         WHERE table_schema = DATABASE()
           AND table_name NOT IN ('migration', 'language', 'territory', 'project', 'language_level', 'reference_name', 'reference_file', 'capacity',
             'capacity_name', 'capacity_alias', 'taxonomy', 'log_lock', 'name_lock')
         ORDER BY table_name
        """;

    /// <summary>CAPX_KEY for all tests and for the programs that they start, because those of a collection share a database.</summary>
    public const string Key = "dGhlIGtleSBvZiBhbGwgdGVzdHMsIDMyIGJ5dGVzICE=";

    private static readonly TestClock Clock = new();
    private static int _made;

    /// <summary>Names the tables that have rows.</summary>
    private string _filledSql = "";

    /// <summary>One instance for all tests of the collection and the programs in them, so that the programs notice what a test writes directly.</summary>
    public Database Database { get; } = New();

    public Vocabulary Vocabulary { get; } = new();

    public static SecretBox Secrets { get; } = new(Convert.FromBase64String(Key));

    public static KeyedHash Hash { get; } = new(Secrets);

    public string ConnectionString => Connection(Database.Name);

    public async Task InitializeAsync()
    {
        await Database.RecreateAsync();
        await new Migrator(Database, Clock).RunAsync();
        await Vocabulary.LoadAsync(Database);
        _filledSql = string.Join(" UNION ALL ", (await QueryAsync<string>(TablesSql)).Select(table => $"(SELECT '{table}' FROM `{table}` LIMIT 1)"));
    }

    /// <summary>Empties all tables except the reference data.</summary>
    public Task EmptyAsync() => Database.HoldAsync(async connection =>
    {
        // Thousands of tests start here, and most tables are empty then.
        var deletes = string.Concat((await connection.QueryAsync<string>(_filledSql)).Select(table => $"DELETE FROM `{table}`; "));
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

    /// <summary>A further database, whose name begins as that of this one. The caller creates it.</summary>
    public Database Beside(string word) => new(Connection(NameWith(Database.Name, word)));

    public Task DisposeAsync()
    {
        Database.Dispose();
        return Task.CompletedTask;
    }

    private static Database New()
    {
        var name = (string)Given["Database"];
        if (!name.EndsWith(Ending, StringComparison.Ordinal))
            throw new InvalidOperationException($"{Variable} names the database “{name}”. Tests empty their database, so its name must end in {Ending}.");
        var number = Interlocked.Increment(ref _made);
        return new(Connection(number == 1 ? name : NameWith(name, $"{number}")));
    }

    private static string NameWith(string name, string word) => $"{name[..^Ending.Length]}_{word}{Ending}";

    /// <summary>The connection string of a database on the same server.</summary>
    internal static string Connection(string database) => new DbConnectionStringBuilder { ConnectionString = Given.ConnectionString, ["Database"] = database }
        .ConnectionString;

    private static DbConnectionStringBuilder Given => new()
    {
        ConnectionString = Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} is not set. "
            + $"Run the tests with ./capx test, or set it to the connection string of a MariaDB whose database name ends in {Ending}.")
    };
}
