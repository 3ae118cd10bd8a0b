using CapX.Data.Moderation;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Deleting the account and coming back does not end a sanction. The kept data does not identify anyone.</summary>
[Collection(SharedDatabase.Name)]
public sealed class KeptSanctionTests(DatabaseFixture data) : IAsyncLifetime
{
    private ModerationRig _rig = null!;

    private EndSanctionsCommand End => new(data.Database, _rig.Pair.Index, _rig.Pair.News, DatabaseFixture.Hash, _rig.Clock);

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(DecisionKind.Limit, "", "limited", 730)]
    [InlineData(DecisionKind.Suspend, "", "suspended", 730)]
    [InlineData(DecisionKind.SuspendUntil, "2026-03-20", "suspended", 0)]
    public async Task Who_erases_the_account_and_comes_back_stands_as_before_until_the_sanction_ends(DecisionKind kind, string until, string standing, int days)
    {
        await _rig.DecideAsync(await _rig.CaseOfPersonAsync(), kind, until: until);
        var end = days == 0 ? new DateTime(2026, 3, 21, 12, 0, 0, DateTimeKind.Utc) : _rig.Clock.Now.AddDays(days);
        await EraseAsync();
        Assert.Equal([(standing, end)], await data.QueryAsync<(string, DateTime)>("SELECT kind, until_at FROM sanction"));
        await SignInAsync(_rig.Accused.PersonId);
        Assert.Equal(standing, await StandingAsync());
        await SignInAsync(_rig.Accused.PersonId + 1000);
        Assert.Equal("good", await StandingAsync(_rig.Accused.PersonId + 1000));
        Assert.Equal(0, await End.RunAsync());
        // Deleting the account again neither changes nor extends the sanction.
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await EraseAsync();
        Assert.Equal([end], await data.QueryAsync<DateTime>("SELECT until_at FROM sanction"));
        await SignInAsync(_rig.Accused.PersonId);
        Assert.Equal(standing, await StandingAsync());
        _rig.Clock.Now = end;
        Assert.Equal((1, 0), (await End.RunAsync(), await End.RunAsync()));
        Assert.Equal("good", await StandingAsync());
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await new RetainCommand(data.Database, _rig.Clock).RunAsync())["sanctions"]);
    }

    [Fact]
    public async Task A_decision_that_ends_does_not_end_what_was_kept()
    {
        await _rig.DecideAsync(await _rig.CaseOfPersonAsync(), DecisionKind.Limit);
        await EraseAsync();
        await SignInAsync(_rig.Accused.PersonId);
        await data.ExecuteAsync("UPDATE person SET updated_at = @now WHERE id = @PersonId", new { _rig.Accused.PersonId, now = TestClock.Start });
        var next = await _rig.CaseOfPersonAsync();
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(next, DecisionKind.Suspend));
        Assert.Equal("suspended", await StandingAsync());
        Assert.Equal(CaseActResult.Done, await _rig.Undo.RunAsync(_rig.Moderator, await _rig.DecisionOfAsync(next)));
        Assert.Equal("limited", await StandingAsync());
    }

    [Fact]
    public async Task Of_whom_nothing_holds_nothing_is_kept()
    {
        var id = await _rig.CaseOfPersonAsync();
        await _rig.DecideAsync(id, DecisionKind.Suspend);
        await _rig.Undo.RunAsync(_rig.Moderator, await _rig.DecisionOfAsync(id));
        await EraseAsync();
        Assert.Empty(await data.QueryAsync<string>("SELECT kind FROM sanction"));
        await SignInAsync(_rig.Accused.PersonId);
        Assert.Equal("good", await StandingAsync());
    }

    private async Task EraseAsync()
    {
        var actor = (await data.QueryAsync<long>("SELECT COUNT(*) FROM session WHERE person_id = @PersonId AND id = @Session", _rig.Accused)).Single() > 0
            ? _rig.Accused : await data.OpenSessionAsync(_rig.Accused.PersonId, TestClock.Start.AddYears(1));
        await data.ExecuteAsync("UPDATE session SET created_at = @Now", new { _rig.Clock.Now });
        Assert.Equal(EraseAccountResult.Erased,
            await new EraseAccountCommand(data.Database, _rig.Pair.Index, DatabaseFixture.Hash, _rig.Clock).RunAsync(actor, "Answering Person"));
    }

    private Task<SignedIn> SignInAsync(ulong id) =>
        new SignInCommand(data.Database, DatabaseFixture.Hash,
            _rig.Clock).RunAsync(new WikiAccount { Id = id, Username = id == _rig.Accused.PersonId ? "Answering Person" : "Another" },
                Guid.NewGuid().ToString());

    private async Task<string> StandingAsync(ulong? id = null) =>
        (await data.QueryAsync<string>("SELECT standing FROM person WHERE id = @id", new { id = id ?? _rig.Accused.PersonId })).Single();
}
