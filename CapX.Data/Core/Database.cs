using System.Data;
using System.Data.Common;
using Dapper;
using MySqlConnector;

namespace CapX.Data;

/// <summary>The one door to MariaDB: reads and transactions, each on a connection of its own, at most ten at a time.
/// What runs behind it runs on the thread pool, outside a page's own context.</summary>
public class Database : IDisposable
{
    /// <summary>ToolsDB allows 20 connections a tool; web and jobs share them.</summary>
    public const int MaximumConnections = 10;
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 30;

    // The server is read-only; it cannot be reached, or all connections stay taken; it did not answer in time, or itself thinks that it took too long.
    private static readonly HashSet<int> Away = [1290, (int)MySqlErrorCode.UnableToConnectToHost, (int)MySqlErrorCode.CommandTimeoutExpired, 1969];
    private static readonly HashSet<int> Deadlocks = [1205, 1213];

    // The server shuts down, has too many connections, ended this one; the driver itself gives a lost connection the number 0.
    private static readonly HashSet<int> Dropped = [0, 1040, 1053, 1927];

    // A row that was read has been deleted before another could point to it, such as somebody who erased the account.
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
        // Nothing here leaves a mark on a session, so that none is wiped between two uses: that costs more than a small read.
        settings.ConnectionReset = false;
        // A server that answers nothing does not answer "stop that" either.
        settings.CancellationTimeout = -1;
        Name = settings.Database;
        IsOnThisMachine = settings.Server is "127.0.0.1" or "localhost" or "::1";
        ServerConnectionString = new MySqlConnectionStringBuilder(settings.ConnectionString) { Database = "" }.ConnectionString;
        _connectionString = settings.ConnectionString;
        _source = NewSource();
    }

    /// <summary>The database's name, e.g. to refuse tests on anything but a test database.</summary>
    public string Name { get; }

    /// <summary>How often something may have been written through this object. It goes up after the commit and before the writer hears of it.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Whether the server is reached over loopback: a development or test database, never ToolsDB.</summary>
    public bool IsOnThisMachine { get; }

    private string ServerConnectionString { get; }

    /// <summary>Whether the server said no, for example to the user or the password.</summary>
    public static bool IsRefusal(Exception problem) => problem is DbException;

    /// <summary>Another database on the same server, e.g. for the benchmark.</summary>
    public Database Beside(string name) => new(new MySqlConnectionStringBuilder(ServerConnectionString) { Database = name }.ConnectionString);

    /// <summary>Runs a read; once more if the connection had been dropped. Throws <see cref="DatabaseAwayException"/> when the server cannot be reached or all
    /// connections stay taken.</summary>
    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken token = default) =>
        EnterAsync(() => AttemptAsync(2, IsDropped, async () =>
        {
            await using var connection = await OpenAsync(token);
            return await read(connection);
        }), token);

    /// <summary>Runs one transaction; again after a deadlock, or where a row that it needs was deleted meanwhile, at most three times. Throws <see
    /// cref="DatabaseAwayException"/> when the server is away or read-only, or all connections stay taken.</summary>
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
                // A commit whose answer was lost may have been made.
                Interlocked.Increment(ref _commits);
            }
            return result;
        }), token);

    /// <summary>Runs work that needs one connection without a transaction, such as migrations under a lock. Never retried.</summary>
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

    /// <summary>Creates the database if it is missing; for development, tests and a first deploy.</summary>
    public async Task CreateIfMissingAsync()
    {
        await using var connection = new MySqlConnection(ServerConnectionString);
        await connection.OpenAsync();
        var name = Name.Replace("`", "``", StringComparison.Ordinal);
        await connection.ExecuteAsync($"CREATE DATABASE IF NOT EXISTS `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    }

    public void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a transaction ends with; tests rehearse thousands of acts and undo each.</summary>
    protected virtual Task SettleAsync(DbTransaction transaction) => transaction.CommitAsync();

    /// <summary>What the driver says of a wrong one may repeat the password, so it is not told.</summary>
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
            throw new DatabaseAwayException("The database cannot be reached or is read-only, or all connections are taken.", away);
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
                // Replaced at this very moment, because a connection of it had been dropped.
            }
        }
    }

    /// <summary>One of which is known that it was not dropped while it lay idle, for work that cannot be done twice. The driver would also wait without an end
    /// for a frozen server to begin a transaction.</summary>
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

    /// <summary>Where one connection was dropped, the idle ones beside it were too.</summary>
    private async Task ReplaceAsync(MySqlDataSource source)
    {
        var fresh = NewSource();
        var replaced = Interlocked.CompareExchange(ref _source, fresh, source) == source;
        await (replaced ? source : fresh).DisposeAsync();
    }

    private static bool MayGoOtherwise(Exception failure) =>
        failure is MySqlException { Number: var number } && (Deadlocks.Contains(number) || number == PointsToNothing);

    /// <summary>The driver throws its own error for what ended while it read, which is none of MySQL's.</summary>
    private static bool IsDropped(Exception failure) => failure switch
    {
        EndOfStreamException => true,
        MySqlException { InnerException: TimeoutException } => false,
        MySqlException { Number: var number } => Dropped.Contains(number),
        _ => false,
    };
}

/// <summary>The connection string is none that the driver understands; the message says how one looks, and repeats nothing of it.</summary>
public sealed class ConnectionStringException()
    : Exception("CAPX_DATABASE is no connection string. It looks like this: Server=127.0.0.1;Port=3306;User ID=name;Password=word;Database=name");

/// <summary>The database is unreachable or read-only, or all connections are taken; what was to be written is not written. Answer 503 with
/// Retry-After.</summary>
public sealed class DatabaseAwayException(string message, Exception cause) : Exception(message, cause);
