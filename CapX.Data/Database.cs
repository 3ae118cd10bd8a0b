using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Dapper;
using MySql.Data.MySqlClient;

namespace CapX.Data;

/// <summary>The one door to MariaDB: reads and transactions, each on a connection of its own, at most ten at a time.
/// The driver's asynchronous path hangs on timeouts, so work runs synchronously on the thread pool behind a gate.</summary>
public class Database : IDisposable
{
    /// <summary>ToolsDB allows 20 connections a tool; web and jobs share them.</summary>
    public const int MaximumConnections = 10;
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 30;
    private const int ReadOnlyServer = 1290;
    private static readonly HashSet<int> Deadlocks = [1205, 1213];

    // A row that was read has been deleted before another could point to it, such as somebody who erased the account.
    private const int PointsToNothing = 1452;

    private readonly DbDataSource _source;
    private readonly SemaphoreSlim _gate = new(MaximumConnections);
    private readonly ConcurrentDictionary<int, bool> _prepared = new();

    public Database(string connectionString)
    {
        var settings = Read(connectionString);
        settings.CharacterSet = "utf8mb4";
        settings.MaximumPoolSize = MaximumConnections;
        settings.ConnectionTimeout = ConnectSeconds;
        settings.DefaultCommandTimeout = CommandSeconds;
        settings.ConnectionLifeTime = 300;
        settings.AllowUserVariables = false;
        Name = settings.Database;
        IsOnThisMachine = settings.Server is "127.0.0.1" or "localhost" or "::1";
        ServerConnectionString = new MySqlConnectionStringBuilder(settings.ConnectionString) { Database = "" }.ConnectionString;
        _source = MySqlClientFactory.Instance.CreateDataSource(settings.ConnectionString);
    }

    /// <summary>The database's name, e.g. to refuse tests on anything but a test database.</summary>
    public string Name { get; }

    /// <summary>Whether the server is reached over loopback: a development or test database, never ToolsDB.</summary>
    public bool IsOnThisMachine { get; }

    private string ServerConnectionString { get; }

    /// <summary>Whether the server said no, for example to the user or the password.</summary>
    public static bool IsRefusal(Exception problem) => problem is DbException;

    /// <summary>Another database on the same server, e.g. for the benchmark.</summary>
    public Database Beside(string name) => new(new MySqlConnectionStringBuilder(ServerConnectionString) { Database = name }.ConnectionString);

    /// <summary>Runs a read; once more if the connection had been dropped. Throws <see cref="DatabaseAwayException"/> when the server cannot be reached.</summary>
    public Task<T> ReadAsync<T>(Func<DbConnection, T> read, CancellationToken token = default) =>
        GateAsync(() => Attempt(2, IsDropped, () =>
        {
            using var connection = Open();
            return read(connection);
        }), token);

    /// <summary>Runs one transaction; again after a deadlock, or where a row that it needs was deleted meanwhile, at most three times. Throws <see cref="DatabaseAwayException"/> when the server is away or read-only.</summary>
    public Task<T> WriteAsync<T>(Func<DbTransaction, T> write, CancellationToken token = default) =>
        GateAsync(() => Attempt(3, MayGoOtherwise, () =>
        {
            using var connection = Attempt(2, IsDropped, Open);
            using var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
            var result = write(transaction);
            Settle(transaction);
            return result;
        }), token);

    /// <summary>Runs work that needs one connection without a transaction, such as migrations under a lock. Never retried.</summary>
    public Task<T> HoldAsync<T>(Func<DbConnection, T> work, CancellationToken token = default) =>
        GateAsync(() =>
        {
            using var connection = Open();
            return work(connection);
        }, token);

    /// <summary>Creates the database if it is missing; for development, tests and a first deploy.</summary>
    public void CreateIfMissing()
    {
        using var connection = new MySqlConnection(ServerConnectionString);
        connection.Open();
        connection.Execute($"CREATE DATABASE IF NOT EXISTS `{Name.Replace("`", "``", StringComparison.Ordinal)}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    }

    public void Dispose()
    {
        _source.Dispose();
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a transaction ends with; tests rehearse thousands of acts and undo each.</summary>
    protected virtual void Settle(DbTransaction transaction) => transaction.Commit();

    /// <summary>What the driver says of a wrong one may repeat the password, so it is not told.</summary>
    private static MySqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new MySqlConnectionStringBuilder(connectionString);
        }
        catch (Exception wrong) when (wrong is MySqlException or ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw new ConnectionStringException();
        }
    }

    private async Task<T> GateAsync<T>(Func<T> work, CancellationToken token)
    {
        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MySqlException away) when (IsDropped(away) || away.Number == ReadOnlyServer)
        {
            throw new DatabaseAwayException("The database cannot be reached or is read-only.", away);
        }
        finally
        {
            _gate.Release();
        }
    }

    private DbConnection Open()
    {
        var connection = (MySqlConnection)_source.OpenConnection();
        if (_prepared.TryAdd(connection.ServerThread, true))
            connection.Execute($"SET SESSION max_statement_time = {CommandSeconds}, group_concat_max_len = 1048576, time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION'");
        return connection;
    }

    private T Attempt<T>(int times, Predicate<MySqlException> mayRetry, Func<T> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return work();
            }
            catch (MySqlException failure) when (mayRetry(failure) && attempt < times)
            {
                if (!IsDropped(failure)) continue;
                _prepared.Clear();
                MySqlConnection.ClearAllPools();
            }
        }
    }

    private static bool MayGoOtherwise(MySqlException failure) => Deadlocks.Contains(failure.Number) || failure.Number == PointsToNothing;

    /// <summary>The driver gives a lost or refused connection the number 0 or a client error of 1042 or 2000 and above.</summary>
    private static bool IsDropped(MySqlException failure) =>
        failure.Number is 0 or 1042 or 1053 or 1040 or (>= 2000 and < 3000) && failure is not { InnerException: TimeoutException };
}

/// <summary>The connection string is none that the driver understands; the message says how one looks, and repeats nothing of it.</summary>
public sealed class ConnectionStringException()
    : Exception("CAPX_DATABASE is no connection string. It looks like this: Server=127.0.0.1;Port=3306;User ID=name;Password=word;Database=name");

/// <summary>The database is unreachable or read-only; what was to be written is not written. Answer 503 with Retry-After.</summary>
public sealed class DatabaseAwayException(string message, Exception cause) : Exception(message, cause);
