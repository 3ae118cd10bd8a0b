using System.Data.Common;
using CapX.Data;
using Dapper;
using Xunit;

namespace CapX.Tests.Infra;

/// <summary>The count of SQL commands, on which the tests of the limit of eight rely.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SqlCommandsTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    public Task InitializeAsync() => data.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Setting_up_a_connection_does_not_count()
    {
        using var fresh = new Database(data.ConnectionString + ";Application Name=count");
        Assert.Equal(0, await SqlCommands.CountAsync(() => fresh.ReadAsync(_ => Task.FromResult(true))));
        Assert.Equal(1, await SqlCommands.CountAsync(() => fresh.ReadAsync(AskAsync)));
    }

    [Fact]
    public async Task A_command_with_several_statements_is_one() =>
        Assert.Equal(1, await SqlCommands.CountAsync(() => data.Database.ReadAsync(c => c.ExecuteAsync("DO 1; DO 2; DO 3"))));

    [Fact]
    public async Task A_transaction_counts_its_commands_and_the_check_of_its_connection_but_not_begin_and_commit() =>
        Assert.Equal(1 + 2, await SqlCommands.CountAsync(() => data.Database.WriteAsync(async transaction =>
        {
            await transaction.Connection!.ExecuteAsync("DO 2", transaction: transaction);
            return await transaction.Connection!.ExecuteAsync("DO 3", transaction: transaction);
        })));

    [Fact]
    public async Task Only_the_commands_of_the_action_count_while_others_run()
    {
        using var stop = new CancellationTokenSource();
        var others = Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            while (!stop.IsCancellationRequested) await data.Database.ReadAsync(AskAsync);
        }));
        var counts = await Task.WhenAll(Enumerable.Range(1, 5).Select(asked => SqlCommands.CountAsync(async () =>
        {
            for (var i = 0; i < asked; i++) await data.Database.ReadAsync(AskAsync);
        })));
        await stop.CancelAsync();
        await others;
        Assert.Equal([1, 2, 3, 4, 5], counts);
    }

    [Fact]
    public async Task The_commands_of_a_page_count_for_its_visitor_alone()
    {
        using var member = await app.OpenAsAsync("member");
        await member.GetAsync("/people");
        var alone = await SqlCommands.CountAsync(() => member.GetAsync("/people"));
        Assert.InRange(alone, 1, 8);
        Assert.Equal(0, await SqlCommands.CountAsync(() => Task.Delay(1)));
        Assert.Equal([alone, 2 * alone], await Task.WhenAll(
            SqlCommands.CountAsync(() => member.GetAsync("/people")),
            SqlCommands.CountAsync(async () =>
            {
                await member.GetAsync("/people");
                await member.GetAsync("/people");
            })));
    }

    private static Task<int> AskAsync(DbConnection connection) => connection.ExecuteScalarAsync<int>("SELECT 1");
}
