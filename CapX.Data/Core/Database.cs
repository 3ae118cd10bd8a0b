using System.Data;
using System.Data.Common;
using Dapper;
using MySqlConnector;

namespace CapX.Data;

/// <summary>Access to MariaDB: reads and transactions, each on its own pooled connection, at most ten at a time. All work runs on the thread pool, outside a
/// page's synchronization context. Every method throws <see cref="DatabaseAwayException"/> when the database cannot be reached or does not answer in
/// time.</summary>
public class Database : IDisposable
{
    /// <summary>ToolsDB allows 20 connections per tool, shared by the web process and the jobs.</summary>
    public const int MaximumConnections = 10;

    /// <summary>The source of the activities with which the driver reports each command.</summary>
    internal const string ActivitySource = "MySqlConnector";

    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 30;

    // In order: read-only server, unreachable host or exhausted pool, command timeout, statement stopped by max_statement_time.
    private static readonly HashSet<int> Away = [1290, (int)MySqlErrorCode.UnableToConnectToHost, (int)MySqlErrorCode.CommandTimeoutExpired, 1969];
    private static readonly HashSet<int> Deadlocks = [1205, 1213];

    // In order: a connection lost in the driver (0), too many connections, server shutdown, connection killed.
    private static readonly HashSet<int> Dropped = [0, 1040, 1053, 1927];

    // A foreign key points to a row that was deleted after it was read, for example because that account was erased.
    private const int PointsToNothing = 1452;

    private static readonly string SessionSql =
        $"SET SESSION max_statement_time = {CommandSeconds}, group_concat_max_len = 1048576, time_zone = '+00:00', "
        + "sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION'";

    private readonly string _connectionString;
    private MySqlDataSource _source;
    private long _commits;

    public Database(string connectionString)
    {
        var settings = Read(connectionString);
        settings.CharacterSet = "utf8mb4";
        settings.MaximumPoolSize = MaximumConnections;
        settings.ConnectionTimeout = ConnectSeconds;
        settings.ConnectionLifeTime = 300;
        settings.AllowUserVariables = false;
        // No code changes session state, so the pool need not reset a connection between uses. A reset costs more than a small read.
        settings.ConnectionReset = false;
        // A server that does not answer would not answer a request to cancel either.
        settings.CancellationTimeout = -1;
        Name = settings.Database;
        IsOnThisMachine = settings.Server is "127.0.0.1" or "localhost" or "::1";
        ServerConnectionString = new MySqlConnectionStringBuilder(settings.ConnectionString) { Database = "" }.ConnectionString;
        _connectionString = settings.ConnectionString;
        _source = NewSource();
    }

    /// <summary>The database's name. Tests use it to refuse anything but a test database.</summary>
    public string Name { get; }

    /// <summary>How many transactions may have been committed through this object. It grows after the commit and before the writer gets its result.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>True when the server is reached over loopback: a development or test database, never ToolsDB.</summary>
    public bool IsOnThisMachine { get; }

    private string ServerConnectionString { get; }

    private string QuotedName => $"`{Name.Replace("`", "``", StringComparison.Ordinal)}`";

    private string CreateSql => $"CREATE DATABASE IF NOT EXISTS {QuotedName} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci";

    /// <summary>True when the server itself reported the error, such as a wrong user or password.</summary>
    public static bool IsRefusal(Exception problem) => problem is DbException;

    /// <summary>Returns another database on the same server, for example for the benchmark.</summary>
    public Database Beside(string name) => new(new MySqlConnectionStringBuilder(ServerConnectionString) { Database = name }.ConnectionString);

    /// <summary>Runs a read, and retries once when the connection was dropped.</summary>
    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken token = default) =>
        EnterAsync(() => AttemptAsync(2, IsDropped, async () =>
        {
            await using var connection = await OpenAsync(token);
            return await read(connection);
        }), token);

    /// <summary>Runs one transaction, at most three times. Retries after a deadlock, a lock timeout, or a foreign key failure because a needed row was deleted
    /// meanwhile.</summary>
    public Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> write, CancellationToken token = default) =>
        EnterAsync(() => AttemptAsync(3, MayGoOtherwise, async () =>
        {
            await using var connection = await OpenAnsweringAsync(token);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
            var result = await write(transaction);
            try
            {
                await SettleAsync(transaction);
            }
            finally
            {
                // The commit may have succeeded even if its response was lost.
                Interlocked.Increment(ref _commits);
            }
            return result;
        }), token);

    /// <summary>Runs work that needs one connection without a transaction, such as migrations under a lock. Never retries.</summary>
    public Task<T> HoldAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken token = default) =>
        EnterAsync(async () =>
        {
            await using var connection = await OpenAnsweringAsync(token);
            try
            {
                return await work(connection);
            }
            finally
            {
                Interlocked.Increment(ref _commits);
            }
        }, token);

    /// <summary>Creates the database if it is missing, for development, tests and a first deployment.</summary>
    public Task CreateIfMissingAsync() => OnServerAsync(CreateSql);

    /// <summary>Deletes the database with all its data, and creates it empty. <see cref="Migrator.RebuildAsync"/> checks first that it is not in
    /// production.</summary>
    internal Task RecreateAsync() => OnServerAsync($"DROP DATABASE IF EXISTS {QuotedName}; {CreateSql}");

    public void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends a transaction. Tests override it to roll back each of thousands of rehearsed acts.</summary>
    protected virtual Task SettleAsync(DbTransaction transaction) => transaction.CommitAsync();

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new MySqlConnection(ServerConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Hides the driver's own message about an invalid connection string, which may repeat the password.</summary>
    private static MySqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new MySqlConnectionStringBuilder(connectionString);
        }
        catch (Exception wrong) when (wrong
            is MySqlException or ArgumentException or FormatException or OverflowException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ConnectionStringException();
        }
    }

    private static async Task<T> EnterAsync<T>(Func<Task<T>> work, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        try
        {
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception away) when (IsDropped(away) || away is MySqlException { Number: var number } && Away.Contains(number))
        {
            throw new DatabaseAwayException("The database is unreachable or read-only, or all connections are in use.", away);
        }
    }

    private MySqlDataSource NewSource() => new MySqlDataSourceBuilder(_connectionString)
        .UseConnectionOpenedCallback(async (opened, token) =>
        {
            if (opened.Conditions != MySqlConnectionOpenedConditions.None)
                await opened.Connection.ExecuteAsync(new CommandDefinition(SessionSql, cancellationToken: token));
        }).Build();

    private async Task<DbConnection> OpenAsync(CancellationToken token)
    {
        while (true)
        {
            var source = _source;
            try
            {
                return await source.OpenConnectionAsync(token);
            }
            catch (ObjectDisposedException) when (source != _source)
            {
                // Another caller has just replaced the data source, because one of its connections had been dropped.
            }
        }
    }

    /// <summary>Opens a connection and checks that it is alive, for work that cannot be run twice. Without the check, the driver would wait forever to begin a
    /// transaction on a frozen server.</summary>
    private Task<DbConnection> OpenAnsweringAsync(CancellationToken token) => AttemptAsync(2, IsDropped, async () =>
    {
        var connection = await OpenAsync(token);
        try
        {
            await connection.ExecuteAsync("DO 1");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    });

    private async Task<T> AttemptAsync<T>(int times, Predicate<Exception> mayRetry, Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            var source = _source;
            try
            {
                return await work();
            }
            catch (Exception failure) when (mayRetry(failure) && attempt < times)
            {
                if (IsDropped(failure)) await ReplaceAsync(source);
            }
        }
    }

    /// <summary>Replaces the pool. When one connection was dropped, the idle ones were dropped too.</summary>
    private async Task ReplaceAsync(MySqlDataSource source)
    {
        var fresh = NewSource();
        var replaced = Interlocked.CompareExchange(ref _source, fresh, source) == source;
        await (replaced ? source : fresh).DisposeAsync();
    }

    private static bool MayGoOtherwise(Exception failure) =>
        failure is MySqlException { Number: var number } && (Deadlocks.Contains(number) || number == PointsToNothing);

    /// <summary>Recognizes a dropped connection. When it drops during a read, the driver throws <see cref="EndOfStreamException"/>, not a MySQL
    /// error.</summary>
    private static bool IsDropped(Exception failure) => failure switch
    {
        EndOfStreamException => true,
        MySqlException { InnerException: TimeoutException } => false,
        MySqlException { Number: var number } => Dropped.Contains(number),
        _ => false,
    };
}

/// <summary>The connection string is invalid. The message shows the expected format and repeats nothing of the given one.</summary>
public sealed class ConnectionStringException()
    : Exception("CAPX_DATABASE is not a connection string, which looks like this: Server=127.0.0.1;Port=3306;User ID=name;Password=word;Database=name");

/// <summary>The database is unreachable or read-only, or all connections are taken. Nothing was written, unless only the response to a commit was lost. Answer
/// 503 with Retry-After.</summary>
public sealed class DatabaseAwayException(string message, Exception cause) : Exception(message, cause);
