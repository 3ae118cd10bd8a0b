using CapX.Data.Exchanges;
using CapX.Data.Notices;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Exchanges;

[Collection(SharedDatabase.Name)]
public sealed class ChangeExchangeTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private Pair _pair = null!;

    public async Task InitializeAsync() => _pair = await Pair.MakeAsync(fixture);

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Does_for_each_party_what_the_rules_allow_and_nothing_for_a_stranger()
    {
        var wrong = new List<string>();
        foreach (var state in Enum.GetValues<ExchangeState>())
            foreach (var action in Enum.GetValues<ExchangeAction>())
                foreach (var (who, side) in new[] { (_pair.Proposer, (ExchangeSide?)ExchangeSide.Proposer), (_pair.Recipient, ExchangeSide.Recipient),
                    (_pair.Stranger, null) })
                {
                    await fixture.ExecuteAsync("DELETE FROM exchange");
                    var id = await _pair.InStateAsync(state);
                    var answer = await _pair.Change.RunAsync(who, id, action, "a word");
                    var next = side is { } known ? ExchangeLife.After(state, action, known) : null;
                    var expected = side is null ? ExchangeActResult.NotFound : next is null ? ExchangeActResult.NotNow : ExchangeActResult.Done;
                    if (answer != expected || await _pair.StateAsync(id) != (next ?? state)) wrong.Add($"{state} {action} {side}: {answer}");
                }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Is_done_once_by_two_clicks_at_once()
    {
        var id = await _pair.ProposedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _pair.Change.RunAsync(_pair.Recipient, id, ExchangeAction.Accept, null)));
        Assert.All(answers, answer => Assert.Equal(ExchangeActResult.Done, answer));
        Assert.Equal(["proposed", "accepted"], await fixture.QueryAsync<string>("SELECT state FROM exchange_change ORDER BY id"));
        Assert.Equal(1, (await _pair.Notices.RunAsync(_pair.Proposer.PersonId, 1)).Total);
    }

    [Fact]
    public async Task Only_one_of_two_who_race_against_each_other_wins()
    {
        var id = await _pair.ProposedAsync();
        var accept = _pair.Change.RunAsync(_pair.Recipient, id, ExchangeAction.Accept, null);
        var withdraw = _pair.Change.RunAsync(_pair.Proposer, id, ExchangeAction.Withdraw, null);
        Assert.Single(await Task.WhenAll(accept, withdraw), ExchangeActResult.Done);
        Assert.Equal(2, (await _pair.CountAsync("exchange_change")).Single());
    }

    [Fact]
    public async Task Keeps_its_time_author_and_word()
    {
        var id = await _pair.ProposedAsync();
        _pair.Clock.Advance(TimeSpan.FromHours(2));
        await _pair.Change.RunAsync(_pair.Recipient, id, ExchangeAction.Decline, "  No   time ");
        var found = await _pair.Query.RunAsync(id, _pair.Proposer.PersonId);
        Assert.Equal(new ExchangeChange(ExchangeState.Declined, _pair.Clock.Now, false, "No time", "Answering Person"), found!.Changes[^1]);
        Assert.Equal(ExchangeActResult.BadText, await _pair.Change.RunAsync(_pair.Recipient, id, ExchangeAction.Accept, new string('x', 501)));
    }

    [Fact]
    public async Task Ended_sessions_and_blocked_accounts_change_nothing()
    {
        var id = await _pair.ProposedAsync();
        await fixture.ExecuteAsync("UPDATE person SET blocked = TRUE WHERE id = @PersonId", _pair.Recipient);
        Assert.Equal(ExchangeActResult.Blocked, await _pair.Change.RunAsync(_pair.Recipient, id, ExchangeAction.Accept, null));
        await fixture.ExecuteAsync("DELETE FROM session");
        Assert.Equal(ExchangeActResult.SignedOut, await _pair.Change.RunAsync(_pair.Proposer, id, ExchangeAction.Withdraw, null));
        Assert.Equal(ExchangeState.Proposed, await _pair.StateAsync(id));
    }

    [Fact]
    public async Task Expires_after_thirty_days()
    {
        var id = await _pair.ProposedAsync();
        var expire = new ExpireExchangesCommand(fixture.Database, _pair.News, _pair.Clock);
        _pair.Clock.Advance(TimeSpan.FromDays(29.9));
        Assert.Equal(0, await expire.RunAsync());
        _pair.Clock.Advance(TimeSpan.FromDays(0.1));
        Assert.Equal(1, await expire.RunAsync());
        Assert.Equal(ExchangeState.Expired, await _pair.StateAsync(id));
        Assert.Equal(NoticeKind.Change, Assert.Single((await _pair.Notices.RunAsync(_pair.Proposer.PersonId, 1)).Items).Kind);
        Assert.Equal(0, await expire.RunAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_actions_never_break_an_invariant(int seed)
    {
        var random = new Random(seed);
        var id = await _pair.ProposedAsync();
        var actors = new[] { _pair.Proposer, _pair.Recipient, _pair.Stranger };
        for (var i = 0; i < 60; i++)
        {
            var actor = actors[random.Next(actors.Length)];
            _pair.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 600)));
            switch (random.Next(4))
            {
                case 0: await _pair.Send.RunAsync(actor, id, $"text {i}", null, Guid.NewGuid()); break;
                case 1: await _pair.Outcome.RunAsync(actor, id, new OutcomeForm { Happened = random.Next(2) == 0 }); break;
                default: await _pair.Change.RunAsync(actor, id, Enum.GetValues<ExchangeAction>()[random.Next(6)], null); break;
            }
            var states = (await fixture.QueryAsync<string>("SELECT state FROM exchange_change WHERE exchange_id = @id ORDER BY id",
                new { id })).ConvertAll(ExchangeLife.State);
            Assert.Equal(await _pair.StateAsync(id), states[^1]);
            Assert.Equal(states.Count, states.Distinct().Count());
            Assert.Empty(await fixture.QueryAsync<ulong>("""
                SELECT author_id FROM exchange_message WHERE author_id = @PersonId UNION SELECT author_id FROM exchange_change WHERE author_id = @PersonId
                """, _pair.Stranger));
            Assert.Equal(states.Contains(ExchangeState.Documented), (await _pair.CountAsync("exchange_outcome")).Single() > 0);
        }
    }
}
