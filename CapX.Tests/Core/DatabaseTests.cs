using System.Diagnostics;
using CapX.Data;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests;

/// <summary>Access to a database that drops connections, has none free, or does not respond: it fails in time and recovers with the database.</summary>
[Collection(SharedDatabase.Name)]
public sealed class DatabaseTests : IDisposable
{
    private readonly CuttableWire _wire;
    private readonly Database _database;

    public DatabaseTests(DatabaseFixture data)
    {
        _wire = new(data);
        _database = new Database($"{_wire.ConnectionString};Default Command Timeout=2");
    }

    public void Dispose()
    {
        _database.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task Connections_dropped_while_idle_are_noticed_by_nobody()
    {
        for (var round = 0; round < 3; round++)
        {
            await ReadAllAsync();
            _wire.Cut();
            _wire.Mend();
            // Each kind of access. The reads use as many connections at once as were dropped.
            if (round == 0) await ReadAllAsync();
            if (round == 1) Assert.Equal(1,
                await _database.WriteAsync(transaction => transaction.Connection!.ExecuteScalarAsync<int>("SELECT 1", transaction: transaction)));
            if (round == 2) Assert.Equal(1, await _database.HoldAsync(connection => connection.ExecuteScalarAsync<int>("SELECT 1")));
        }
    }

    [Fact]
    public async Task Who_finds_all_connections_taken_waits_five_seconds_and_is_told()
    {
        var (taken, done) = (new CountdownEvent(Database.MaximumConnections), new TaskCompletionSource());
        var busy = Enumerable.Range(0, Database.MaximumConnections).Select(_ => _database.ReadAsync(async connection =>
        {
            taken.Signal();
            await done.Task;
            return await connection.ExecuteScalarAsync<int>("SELECT 1");
        })).ToList();
        Assert.True(taken.Wait(TimeSpan.FromSeconds(10)));
        var waited = Stopwatch.StartNew();
        await Assert.ThrowsAsync<DatabaseAwayException>(() => _database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT 1")));
        Assert.InRange(waited.Elapsed.TotalSeconds, 4.5, 9);
        var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT 1"), gone.Token));
        done.SetResult();
        Assert.All(await Task.WhenAll(busy), answer => Assert.Equal(1, answer));
        Assert.Equal(1, await _database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT 1")));
    }

    [Fact]
    public async Task A_frozen_server_is_away_after_the_time_of_a_statement_and_back_at_once()
    {
        await ReadAllAsync();
        _wire.Freeze();
        var waited = Stopwatch.StartNew();
        await Assert.ThrowsAsync<DatabaseAwayException>(() => _database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT 1")));
        await Assert.ThrowsAsync<DatabaseAwayException>(() =>
            _database.WriteAsync(transaction => transaction.Connection!.ExecuteScalarAsync<int>("SELECT 1", transaction: transaction)));
        Assert.InRange(waited.Elapsed.TotalSeconds, 2, 20);
        _wire.Mend();
        await ReadAllAsync();
    }

    [Fact]
    public async Task A_server_that_is_gone_is_away_at_once()
    {
        await ReadAllAsync();
        _wire.Cut();
        var waited = Stopwatch.StartNew();
        await Assert.ThrowsAsync<DatabaseAwayException>(() => _database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT 1")));
        Assert.InRange(waited.Elapsed.TotalSeconds, 0, 5);
        _wire.Mend();
        await ReadAllAsync();
    }

    [Fact]
    public async Task A_transaction_reads_what_others_have_committed() =>
        Assert.Equal("READ-COMMITTED",
            await _database.WriteAsync(transaction => transaction.Connection!.ExecuteScalarAsync<string>("SELECT @@tx_isolation", transaction: transaction)));

    /// <summary>Opens all connections of the pool.</summary>
    private async Task ReadAllAsync() =>
        Assert.All(await Task.WhenAll(Enumerable.Range(0, Database.MaximumConnections)
            .Select(_ => _database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT SLEEP(0.1) + 1")))), answer => Assert.Equal(1, answer));
}
