using CapX.Data.Moderation;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Appeals go to a different moderator, stewards grant roles, and the log reveals any tampering.</summary>
[Collection(SharedDatabase.Name)]
public sealed class AppealAndLogTests(DatabaseFixture data) : IAsyncLifetime
{
    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_appeal_is_decided_by_another_moderator_and_undoes_the_decision()
    {
        var decision = await SuspendedAsync();
        Assert.Equal(CaseActResult.NotFound, await _rig.Appeals.RunAsync(_rig.Stranger, decision, "Not mine", "en"));
        // A suspended person can still appeal. A second appeal has no effect.
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(_rig.Accused, decision, "Look again", "en"));
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(_rig.Accused, decision, "Look again and again", "en"));
        var appeal = (await data.QueryAsync<ulong>("SELECT case_id FROM appeal")).Single();
        Assert.Null(await _rig.Cases.RunAsync(appeal, _rig.Moderator.PersonId));
        Assert.Equal(CaseActResult.NotFound, await _rig.Handle.ClaimAsync(_rig.Moderator, appeal));
        Assert.Equal(CaseActResult.NotFound, await _rig.Appeals.ReviewAsync(_rig.Moderator, appeal, isKept: true, "Mine stands", "en"));
        Assert.Equal(CaseActResult.NotClaimed, await _rig.Appeals.ReviewAsync(_rig.Second, appeal, isKept: false, "It was wrong", "en"));
        await _rig.Handle.ClaimAsync(_rig.Second, appeal);
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.ReviewAsync(_rig.Second, appeal, isKept: false, "It was wrong", "en"));
        Assert.Equal(["good"], await data.QueryAsync<string>("SELECT standing FROM person WHERE username = 'Answering Person'"));
        var mine = (await _rig.Mine.OneAsync(decision, _rig.Accused.PersonId))!;
        Assert.Equal(("undone", "It was wrong"), (mine.AppealOutcome, mine.AppealReason));
        Assert.Equal("It was wrong", (await _rig.Reports.RunAsync(_rig.Reporter.PersonId, null)).Single().Why);
    }

    [Fact]
    public async Task An_appeal_comes_within_thirty_days()
    {
        var decision = await SuspendedAsync();
        _rig.Clock.Now = TestClock.Start.AddDays(31);
        Assert.Equal(CaseActResult.NotNow, await _rig.Appeals.RunAsync(_rig.Accused, decision, "Too late", "en"));
    }

    [Fact]
    public async Task Roles_come_from_stewards_for_a_while_and_two_stewards_stay()
    {
        var day = DateOnly.FromDateTime(TestClock.Start.AddDays(100));
        foreach (var other in new[] { _rig.Stranger, _rig.Moderator, _rig.Accused })
            Assert.Equal(CaseActResult.NotFound, await _rig.Roles.GiveAsync(other, "Stranger", Role.Moderator, day));
        Assert.Equal(CaseActResult.BadChoice, await _rig.Roles.GiveAsync(_rig.Steward, "First_Steward", Role.Moderator, day));
        Assert.Equal(CaseActResult.BadChoice, await _rig.Roles.GiveAsync(_rig.Steward, "Nobody", Role.Moderator, day));
        Assert.Equal(CaseActResult.BadDate, await _rig.Roles.GiveAsync(_rig.Steward, "Stranger", Role.Moderator, day.AddYears(2)));
        Assert.Equal(CaseActResult.Done, await _rig.Roles.GiveAsync(_rig.Steward, "Stranger", Role.Moderator, day));
        Assert.NotNull(await _rig.Queue.RunAsync(_rig.Stranger.PersonId, isOpen: true, 1));
        Assert.Equal(CaseActResult.Done, await _rig.Roles.TakeAsync(_rig.OtherSteward, _rig.Stranger.PersonId, Role.Moderator));
        Assert.Null(await _rig.Queue.RunAsync(_rig.Stranger.PersonId, isOpen: true, 1));
        Assert.Equal(CaseActResult.NotNow, await _rig.Roles.TakeAsync(_rig.Steward, _rig.OtherSteward.PersonId, Role.Steward));
        // Two stewards take the role from each other at once: only one succeeds, so two of the three stewards remain.
        await _rig.AddAsync("Third Steward", Role.Steward);
        await Task.WhenAll(_rig.Roles.TakeAsync(_rig.Steward, _rig.OtherSteward.PersonId, Role.Steward),
            _rig.Roles.TakeAsync(_rig.OtherSteward, _rig.Steward.PersonId, Role.Steward));
        Assert.Equal(2, (await data.QueryAsync<long>("SELECT COUNT(*) FROM person_role WHERE role = 'steward'")).Single());
        _rig.Clock.Now = TestClock.Start.AddYears(2);
        await data.ExecuteAsync("UPDATE session SET expires_at = '2040-01-01'");
        Assert.Equal(CaseActResult.NotFound, await _rig.Roles.GiveAsync(_rig.Steward, "Stranger", Role.Moderator, day.AddYears(2)));
    }

    [Fact]
    public async Task The_operator_appoints_two_stewards_at_least()
    {
        await data.ExecuteAsync("DELETE FROM person_role");
        var day = new DateOnly(2027, 1, 1);
        await Assert.ThrowsAsync<TooFewStewardsException>(() => _rig.Roles.AppointStewardsAsync(["First Steward"], day));
        Assert.Equal(["Nobody"], await _rig.Roles.AppointStewardsAsync(["First Steward", "Nobody"], day));
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM person_role")).Single());
        Assert.Empty(await _rig.Roles.AppointStewardsAsync(["First Steward", "Second_Steward"], day));
        Assert.Empty(await _rig.Roles.AppointStewardsAsync(["Stranger"], day));
        Assert.True((await _rig.Verify.RunAsync()).IsWhole);
    }

    public static TheoryData<string, string> Tampering => new()
    {
        { "UPDATE log_entry SET act = 'advice' WHERE id = 2", "changed" },
        { "UPDATE log_entry SET detail = REPLACE(detail, 'suspend', 'advice') WHERE detail LIKE '%suspend%'", "changed" },
        { "UPDATE log_entry SET actor = NULL WHERE id = 1", "changed" },
        { "UPDATE log_entry SET made_at = made_at - INTERVAL 1 DAY WHERE id = 3", "changed" },
        { "DELETE FROM log_entry WHERE id = 2", "missing" },
        { "UPDATE log_reason SET text = 'Another reason'", "reason" },
        { "UPDATE log_entry a JOIN log_entry b ON b.id = 2 SET a.hash = b.hash WHERE a.id = 1", "changed" },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Whoever_changes_the_log_is_found_out(string sql, string wrong)
    {
        await SuspendedAsync();
        Assert.True((await _rig.Verify.RunAsync()).IsWhole);
        await data.ExecuteAsync($"SET foreign_key_checks = 0; {sql}; SET foreign_key_checks = 1");
        var verdict = await _rig.Verify.RunAsync();
        Assert.Equal((false, wrong), (verdict.IsWhole, verdict.Wrong));
    }

    [Fact]
    public async Task Cutting_off_the_end_is_seen_by_whoever_noted_it_down()
    {
        await SuspendedAsync();
        var head = (await _rig.Verify.RunAsync()).Head;
        Assert.True((await _rig.Verify.RunAsync(head)).IsWhole);
        await data.ExecuteAsync("SET foreign_key_checks = 0; DELETE FROM log_entry ORDER BY id DESC LIMIT 1; SET foreign_key_checks = 1");
        Assert.True((await _rig.Verify.RunAsync()).IsWhole);
        Assert.False((await _rig.Verify.RunAsync(head)).IsWhole);
    }

    [Fact]
    public async Task Erasing_the_person_leaves_the_chain_whole_and_nobody_to_be_found_by_it()
    {
        await SuspendedAsync();
        await new CapX.Data.Privacy.EraseAccountCommand(data.Database, _rig.Pair.Index, DatabaseFixture.Hash, _rig.Clock).RunAsync(_rig.Accused,
            "Answering Person");
        Assert.True((await _rig.Verify.RunAsync()).IsWhole);
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM log_reason")).Single());
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM report_evidence")).Single());
        Assert.Equal(["suspend"], await data.QueryAsync<string>("SELECT kind FROM decision WHERE person_id IS NULL"));
        Assert.Equal(1, (await data.QueryAsync<long>("SELECT COUNT(*) FROM moderation_case WHERE closed_at IS NOT NULL")).Single());
    }

    [Fact]
    public async Task Many_acts_at_once_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(i => _rig.Report.RunAsync(new Reporter { Actor = i % 2 == 0 ? _rig.Reporter : _rig.Stranger },
                ModerationRig.Form(PersonContent.Kind, $"Nobody {i}"))));
        var verdict = await _rig.Verify.RunAsync();
        Assert.Equal((12UL, true), (verdict.Rows, verdict.IsWhole));
    }

    private async Task<ulong> SuspendedAsync()
    {
        var id = await _rig.CaseOfPersonAsync();
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Suspend));
        return await _rig.DecisionOfAsync(id);
    }
}
