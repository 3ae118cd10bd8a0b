using CapX.Data;
using CapX.Data.Content;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.People;
using CapX.Tests.Content;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>The effects of a decision, who can make it, and that reversing it leaves no trace.</summary>
[Collection(SharedDatabase.Name)]
public sealed class DecisionTests(DatabaseFixture data) : IAsyncLifetime
{
    private static readonly string[] Content =
    [
        "person", "person_language", "person_territory", "person_project", "person_capacity", "listing", "listing_capacity", "organization",
        "organization_name", "organization_capacity", "organization_person",
        "event", "event_organizer", "exchange", "exchange_message", "capacity_suggestion",
    ];

    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    private Task<ProfileFound?> PersonAsync(ulong? viewer) =>
        new FindPersonQuery(data.Database).RunAsync("Answering Person", viewer is { } id ? Viewer.Member(id) : Viewer.Anonymous);

    public static IEnumerable<object[]> Contents =>
        from thing in ContentKind.All.Where(kind => kind is not PrivateContent).Select(kind => kind.Code)
        from kind in new[] { DecisionKind.Hide, DecisionKind.Remove }
        select new object[] { thing, kind };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Hiding_and_removing_leave_no_trace_once_undone(string thing, DecisionKind kind)
    {
        var sample = ContentSample.Of(thing);
        var id = await sample.CaseAsync(_rig, await sample.MakeAsync(_rig, "reported"));
        var before = await _rig.BytesAsync(Content);
        Assert.True(await sample.IsSeenAsync(_rig, _rig.Stranger.PersonId));
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, kind, _rig.Second));
        Assert.False(await sample.IsSeenAsync(_rig, _rig.Stranger.PersonId));
        Assert.NotEqual(before, await _rig.BytesAsync(Content));
        Assert.Equal(CaseActResult.Done, await _rig.Undo.RunAsync(_rig.Second, await _rig.DecisionOfAsync(id)));
        Assert.True(await sample.IsSeenAsync(_rig, _rig.Stranger.PersonId));
        Assert.Equal(before, await _rig.BytesAsync(Content));
    }

    [Theory]
    [InlineData(DecisionKind.Limit, "limited")]
    [InlineData(DecisionKind.SuspendUntil, "suspended")]
    [InlineData(DecisionKind.Suspend, "suspended")]
    public async Task Sanctions_hold_and_leave_no_trace_once_undone(DecisionKind kind, string standing)
    {
        var before = await _rig.BytesAsync(Content);
        var id = await _rig.CaseOfPersonAsync();
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, kind, until: "2026-06-01"));
        Assert.Equal([standing], await data.QueryAsync<string>("SELECT standing FROM person WHERE username = 'Answering Person'"));
        Assert.Equal(standing == "suspended", await PersonAsync(_rig.Stranger.PersonId) is null);
        Assert.Equal(standing == "suspended" ? 0 : 1, _rig.Pair.Index.Count(new PeopleFilter { [Facet.Offers] = ["openrefine"] }, Viewer.Anonymous));
        var proposal = await _rig.Pair.Propose.RunAsync(_rig.Accused,
            new Proposal
            {
                RecipientId = _rig.Stranger.PersonId, Kind = ExchangeKind.Ask, Capacity = "openrefine", Message = "Hello",
                FormKey = Guid.NewGuid()
            });
        Assert.Equal(new ProposalRefused(standing == "limited" ? ProposalRefusal.Limited : ProposalRefusal.SignedOut), proposal);
        Assert.IsType<FormRefused>(await new SaveListingCommand(data.Database, data.Vocabulary, _rig.Clock).PostAsync(_rig.Accused,
            new ListingForm { Kind = "ask", Title = "T", Language = "en", Capacities = ["openrefine"] }, Guid.NewGuid()));
        Assert.Equal(CaseActResult.Done, await _rig.Undo.RunAsync(_rig.Second, await _rig.DecisionOfAsync(id)));
        Assert.Equal(before, await _rig.BytesAsync(Content));
        Assert.NotNull(await PersonAsync(null));
    }

    [Fact]
    public async Task A_suspension_ends_on_its_day_by_itself()
    {
        await _rig.DecideAsync(await _rig.CaseOfPersonAsync(), DecisionKind.SuspendUntil, until: "2026-03-20");
        var end = new EndSanctionsCommand(data.Database, _rig.Pair.Index, _rig.Pair.News, DatabaseFixture.Hash, _rig.Clock);
        Assert.Equal(0, await end.RunAsync());
        _rig.Clock.Now = new DateTime(2026, 3, 21, 12, 0, 1, DateTimeKind.Utc);
        Assert.Equal((1, 0), (await end.RunAsync(), await end.RunAsync()));
        Assert.NotNull(await PersonAsync(null));
        Assert.Equal(1, _rig.Pair.Index.Count(new PeopleFilter { [Facet.Offers] = ["openrefine"] }, Viewer.Anonymous));
    }

    [Fact]
    public async Task What_was_removed_is_erased_after_thirty_days_unless_an_appeal_is_open()
    {
        var listing = await new ListingBuilder { Person = _rig.Accused.PersonId, Title = "Removed one" }.InsertAsync(data);
        var id = await _rig.CaseAsync(ListingContent.Kind, listing);
        await _rig.DecideAsync(id, DecisionKind.Remove);
        var decision = await _rig.DecisionOfAsync(id);
        var erase = new EraseRemovedCommand(data.Database, _rig.Pair.Index, _rig.Clock);
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(_rig.Accused, decision, "It is right", "en"));
        _rig.Clock.Now = TestClock.Start.AddDays(31);
        Assert.Equal(0, await erase.RunAsync());
        var appeal = (await data.QueryAsync<ulong>("SELECT case_id FROM appeal")).Single();
        await _rig.Handle.ClaimAsync(_rig.Second, appeal);
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.ReviewAsync(_rig.Second, appeal, isKept: true, "It stands", "en"));
        Assert.Equal(1, await erase.RunAsync());
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM listing")).Single());
        Assert.Equal(CaseActResult.NotNow, await _rig.Undo.RunAsync(_rig.Moderator, decision));
    }

    [Fact]
    public async Task The_person_reads_why_and_the_reporter_only_that_it_is_decided()
    {
        var id = await _rig.CaseOfPersonAsync();
        await _rig.DecideAsync(id, DecisionKind.Hide);
        var notices = new NoticesQuery(data.Database, _rig.Clock);
        var told = Assert.Single((await notices.RunAsync(_rig.Accused.PersonId, 1)).Items);
        Assert.Equal(NoticeKind.Decision, told.Kind);
        var decision = (await _rig.Mine.OneAsync(told.DecisionId!.Value, _rig.Accused.PersonId))!;
        Assert.Equal((DecisionKind.Hide, "Because of this", "en", null), (decision.Kind, decision.Reason, decision.ReasonLanguage, decision.DecidedBy));
        Assert.Null(await _rig.Mine.OneAsync(decision.Id, _rig.Reporter.PersonId));
        var report = (await _rig.Reports.RunAsync(_rig.Reporter.PersonId, null)).Single();
        Assert.Equal((ReportState.Acted, null), (report.State, report.Why));
        Assert.Equal(NoticeKind.Report, Assert.Single((await notices.RunAsync(_rig.Reporter.PersonId, 1)).Items).Kind);
    }

    [Fact]
    public async Task Whom_nothing_is_done_about_is_not_told_of_the_report()
    {
        await _rig.DecideAsync(await _rig.CaseOfPersonAsync(), DecisionKind.NoAction);
        Assert.Empty((await new NoticesQuery(data.Database, _rig.Clock).RunAsync(_rig.Accused.PersonId, 1)).Items);
        Assert.Equal("Because of this", (await _rig.Reports.RunAsync(_rig.Reporter.PersonId, null)).Single().Why);
    }

    [Fact]
    public async Task Only_a_moderator_without_a_conflict_sees_or_handles_a_case()
    {
        var id = await _rig.CaseOfPersonAsync();
        // They have an exchange with the accused, are the accused, reported the case, are not moderators, no longer are, or are suspended.
        await _rig.Pair.Propose.RunAsync(_rig.Second, _rig.Pair.Proposal());
        foreach (var name in new[] { "Answering Person", "Asking Person" }) await data.GrantAsync(name, CapX.Data.Permissions.Role.Moderator);
        var former = await _rig.AddAsync("Former Moderator", CapX.Data.Permissions.Role.Moderator);
        await data.ExecuteAsync("UPDATE person_role SET until_at = @now WHERE person_id = @PersonId",
            new { former.PersonId, now = TestClock.Start.AddDays(-1) });
        var suspended = await _rig.AddAsync("Suspended Moderator", CapX.Data.Permissions.Role.Moderator);
        await data.ExecuteAsync("UPDATE person SET standing = 'suspended' WHERE id = @PersonId", suspended);
        foreach (var other in new[] { _rig.Second, _rig.Accused, _rig.Reporter, _rig.Stranger, _rig.Steward, former, suspended })
        {
            Assert.Null(await _rig.Cases.RunAsync(id, other.PersonId));
            Assert.Empty((await _rig.Queue.RunAsync(other.PersonId, isOpen: true, 1))?.Items ?? []);
            Assert.Equal(CaseActResult.NotFound, await _rig.Handle.ClaimAsync(other, id));
            Assert.Equal(CaseActResult.NotFound, await _rig.DecideAsync(id, DecisionKind.Hide, other));
            Assert.Equal(CaseActResult.NotFound, await _rig.Handle.NoteAsync(other, id, "A note", null, Guid.NewGuid()));
        }
        Assert.NotNull(await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId));
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Advice));
    }

    [Fact]
    public async Task One_moderator_at_a_time_has_a_case_in_hand_and_two_decisions_at_once_are_one()
    {
        var id = await _rig.CaseOfPersonAsync();
        Assert.Equal(CaseActResult.NotClaimed,
            await _rig.Decide.RunAsync(_rig.Moderator, id, new DecisionForm { Kind = "advice", Reason = "R", ReasonLanguage = "en" }));
        var claims = await Task.WhenAll(_rig.Handle.ClaimAsync(_rig.Moderator, id), _rig.Handle.ClaimAsync(_rig.Second, id));
        Assert.Equal([CaseActResult.Done, CaseActResult.NotClaimed], claims.Order());
        var (mine, other) = claims[0] == CaseActResult.Done ? (_rig.Moderator, _rig.Second) : (_rig.Second, _rig.Moderator);
        Assert.Equal(CaseActResult.NotClaimed, await _rig.Handle.ReleaseAsync(other, id));
        var form = new DecisionForm { Kind = "advice", Reason = "R", ReasonLanguage = "en", FormKey = Guid.NewGuid() };
        Assert.All(await Task.WhenAll(_rig.Decide.RunAsync(mine, id, form), _rig.Decide.RunAsync(mine, id, form)),
            acted => Assert.Equal(CaseActResult.Done, acted));
        Assert.Equal(1, (await data.QueryAsync<long>("SELECT COUNT(*) FROM decision")).Single());
        // A claim expires after a day.
        var next = await _rig.CaseAsync(PersonContent.Kind, "Stranger");
        await _rig.Handle.ClaimAsync(_rig.Moderator, next);
        _rig.Clock.Now = TestClock.Start.AddHours(25);
        Assert.Equal(CaseActResult.Done, await _rig.Handle.ClaimAsync(_rig.Second, next));
    }

    [Theory]
    [InlineData("nonsense", "Reason", "en", "", CaseActResult.BadChoice)]
    [InlineData("hide", " ", "en", "", CaseActResult.BadText)]
    [InlineData("hide", "Reason", "xx-nonsense", "", CaseActResult.BadText)]
    [InlineData("suspend-until", "Reason", "en", "", CaseActResult.BadDate)]
    [InlineData("suspend-until", "Reason", "en", "2020-01-01", CaseActResult.BadDate)]
    [InlineData("suspend-until", "Reason", "en", "9999-12-31", CaseActResult.BadDate)]
    [InlineData("limit", "Reason", "en", "rubbish", CaseActResult.BadDate)]
    public async Task A_decision_that_makes_no_sense_is_refused(string kind, string reason, string language, string until, CaseActResult expected)
    {
        var id = await _rig.CaseOfPersonAsync();
        await _rig.Handle.ClaimAsync(_rig.Moderator, id);
        Assert.Equal(expected,
            await _rig.Decide.RunAsync(_rig.Moderator, id, new DecisionForm { Kind = kind, Reason = reason, ReasonLanguage = language, Until = until }));
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM decision")).Single());
    }
}
