using CapX.Data.Bench;
using CapX.Data.SignIn;
using CapX.Data.Verbs;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Bench;

[Collection(SharedDatabase.Name)]
public sealed class StatementPlansTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly StatementPlans _plans = new(fixture.Database);

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync()
    {
        _plans.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Says_where_a_long_table_is_read_from_one_end_to_the_other()
    {
        await new SeedPeopleCommand(fixture.Database, fixture.Vocabulary).RunAsync(1500, seed: 1);
        var scan = await _plans.AskAsync("SELECT p.id FROM person p WHERE p.about = 'nothing of that kind'");
        Assert.StartsWith("p (", Assert.Single(scan.Scans), StringComparison.Ordinal);
        Assert.InRange(scan.RowsRead, 1500, 1600);

        var lookup = await _plans.AskAsync("SELECT p.id FROM person p WHERE p.id = 900000007");
        Assert.Empty(lookup.Scans);
        Assert.Equal(["p const PRIMARY"], lookup.Steps);
        Assert.InRange(lookup.RowsRead, 1, 2);
    }

    [Fact]
    public async Task Takes_back_what_a_statement_writes()
    {
        var id = await new PersonBuilder { Username = "Stays" }.InsertAsync(fixture.Database);
        Assert.Equal(["person range PRIMARY"], (await _plans.AskAsync($"DELETE FROM person WHERE id = {id}")).Steps);
        Assert.Equal(["Stays"], await fixture.QueryAsync<string>("SELECT username FROM person"));
    }

    [Fact]
    public async Task Records_what_is_asked_with_its_values()
    {
        var session = Enumerable.Range(0, 256).Select(b => (byte)b).ToArray();
        var actor = await fixture.NewcomerAsync();
        var recorded = await _plans.RecordAsync(async () =>
        {
            await new SignOutCommand(fixture.Database).RunAsync(actor.Session);
            await new SignOutCommand(fixture.Database).RunAsync(session);
        });
        Assert.Equal($"DELETE FROM session WHERE id = X'{Convert.ToHexString(actor.Session)}'\n"
            + $"DELETE FROM session WHERE id = X'{Convert.ToHexString(session)}'", string.Join('\n', recorded));
    }

    [Theory]
    [InlineData(true, "capx_bench", true)]
    [InlineData(true, "capx_test", true)]
    [InlineData(true, "capx", false)]
    [InlineData(true, "s55555__capx_bench", false)]
    [InlineData(false, "capx_bench", false)]
    public void Sample_exchanges_are_for_databases_of_measurements(bool isOnThisMachine, string name, bool isTaken) =>
        Assert.Equal(isTaken, SeedExchangesCommand.Refusal(isOnThisMachine, name) is null);

    [Fact]
    public async Task The_same_exchanges_are_made_each_time()
    {
        const string ContentSql = """
            SELECT CONCAT_WS('|', e.id, e.proposer_person_id, e.recipient_person_id, e.kind, e.state, e.proposed_at, e.changed_at,
                   (SELECT GROUP_CONCAT(m.author_id, m.sent_at ORDER BY m.id) FROM exchange_message m WHERE m.exchange_id = e.id),
                   (SELECT GROUP_CONCAT(n.person_id, n.kind, n.due_at, n.read_at ORDER BY n.id) FROM notice n WHERE n.exchange_id = e.id),
                   (SELECT GROUP_CONCAT(d.state, d.queued_at) FROM delivery d WHERE d.exchange_id = e.id))
              FROM exchange e ORDER BY e.id
            """;
        await new SeedPeopleCommand(fixture.Database, fixture.Vocabulary).RunAsync(50, seed: 1);
        var seed = new SeedExchangesCommand(fixture.Database);
        await seed.RunAsync(1000, people: 50);
        var first = await fixture.QueryAsync<string>(ContentSql);
        await seed.RunAsync(1000, people: 50);
        Assert.Equal(first, await fixture.QueryAsync<string>(ContentSql));
        Assert.Equal(1000, first.Count);
        Assert.Equal([0], await fixture.QueryAsync<long>("SELECT COUNT(*) FROM exchange WHERE proposer_person_id = recipient_person_id"));
        Assert.Equal([9L], await fixture.QueryAsync<long>("SELECT COUNT(DISTINCT state) FROM exchange"));
        await fixture.EmptyAsync();
    }
}
