using CapX.Data.Capacities;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Deleting the account does not end a report. Its data is kept for at most 90 days.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ErasedCaseTests(DatabaseFixture data) : IAsyncLifetime
{
    private const string Name = "Answering Person";

    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync() => Task.Run(_rig.Dispose);

    [Theory]
    [InlineData(PersonContent.Kind, "A note")]
    [InlineData(ListingContent.Kind, "Ugly listing")]
    [InlineData(EventContent.Kind, "Ugly event")]
    [InlineData(MessageContent.Kind, "Ugly message")]
    [InlineData(SuggestionContent.Kind, "A description")]
    public async Task Whatever_was_reported_stays_decidable_with_its_evidence_and_counts_when_the_person_returns(string thing, string evidence)
    {
        var id = await _rig.ReportedAsync(thing);
        await EraseAsync();
        var found = (await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!;
        Assert.Equal((null, null, false), (found.Row.ClosedAt, found.Row.Username, found.HasThing));
        Assert.Contains(evidence, string.Join('\n', found.Reports[0].Evidence.Select(part => part.Text)), StringComparison.Ordinal);
        Assert.DoesNotContain(Name, string.Join('\n', found.Reports[0].Evidence.Select(part => part.Text)), StringComparison.Ordinal);
        var former = Assert.Single(found.Responsible);
        Assert.Equal((null, _rig.Clock.Now, _rig.Clock.Now.AddDays(90)), (former.Username, former.ErasedAt!.Value, former.EndsAt!.Value));
        Assert.Contains((await _rig.Queue.RunAsync(_rig.Moderator.PersonId, isOpen: true, 1))!.Value.Items, row => row.Id == id && row.EndsAt == former.EndsAt);

        Assert.Equal(CaseActResult.Done, await _rig.Handle.ClaimAsync(_rig.Moderator, id));
        Assert.Equal(CaseActResult.Done, await _rig.Handle.NoteAsync(_rig.Moderator, id, "Look at this", null, Guid.NewGuid()));
        foreach (var kind in new[] { DecisionKind.Hide, DecisionKind.Remove, DecisionKind.Erase })
            Assert.Equal(CaseActResult.BadChoice, await _rig.DecideAsync(id, kind));
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Suspend));
        _rig.Clock.Advance(TimeSpan.FromDays(45));
        await SignInAsync();

        Assert.Equal("suspended", await StandingAsync());
        var decision = Assert.Single(await _rig.Mine.RunAsync(_rig.Accused.PersonId));
        Assert.Equal(("Because of this", true), (decision.Reason, decision.MayAppeal(_rig.Clock.Now)));
        Assert.Contains((await _rig.Pair.Notices.RunAsync(_rig.Accused.PersonId, 1)).Items, notice => notice.DecisionId == decision.Id);
        Assert.Equal([_rig.Accused.PersonId], await data.QueryAsync<ulong?>("SELECT person_id FROM moderation_case"));
        Assert.Equal([_rig.Accused.PersonId], await data.QueryAsync<ulong?>("SELECT person_id FROM report_evidence"));
        var back = await data.OpenSessionAsync(_rig.Accused.PersonId, _rig.Clock.Now.AddYears(1));
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(back, decision.Id, "Look again", "en"));
        var appeal = (await data.QueryAsync<ulong>("SELECT case_id FROM appeal")).Single();
        await _rig.Handle.ClaimAsync(_rig.Second, appeal);
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.ReviewAsync(_rig.Second, appeal, isKept: false, "It was nothing", "en"));
        Assert.Equal("good", await StandingAsync());
    }

    [Fact]
    public async Task A_case_returns_with_the_account_while_it_is_open()
    {
        var id = await _rig.CaseOfPersonAsync();
        await EraseAsync();
        await SignInAsync();
        Assert.Empty(await data.QueryAsync<ulong>("SELECT id FROM erased_case"));
        var found = (await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!;
        Assert.Equal((Name, null), (found.Row.Username, found.Row.ErasedAt));
        Assert.Equal(_rig.Accused.PersonId, Assert.Single(found.Responsible).Id);
        // Another report about the same person joins the case, and that person cannot handle it as a moderator.
        await data.ExecuteAsync("UPDATE person SET updated_at = @now WHERE id = @PersonId", new { _rig.Accused.PersonId, now = TestClock.Start });
        Assert.Equal(id, await _rig.CaseAsync(PersonContent.Kind, Name, by: _rig.Stranger));
        await data.GrantAsync(Name, Role.Moderator);
        Assert.Null(await _rig.Cases.RunAsync(id, _rig.Accused.PersonId));
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Limit));
        Assert.Equal("limited", await StandingAsync());
    }

    [Theory]
    [InlineData(DecisionKind.Suspend, "", "suspended")]
    [InlineData(DecisionKind.Limit, "2026-12-31", "limited")]
    public async Task After_ninety_days_everything_goes_but_the_hash_of_a_sanction(DecisionKind kind, string until, string standing)
    {
        var id = await _rig.CaseOfPersonAsync();
        await EraseAsync();
        await _rig.Handle.NoteAsync(_rig.Moderator, id, "Look at this", null, Guid.NewGuid());
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, kind, until: until));
        _rig.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        await RetainAsync();
        Assert.Equal((1, 1, true), await KeptAsync());
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await RetainAsync();
        await RetainAsync();
        Assert.Equal((0, 0, false), await KeptAsync());
        Assert.Empty(await data.QueryAsync<string>("SELECT text FROM log_reason"));
        var end = kind == DecisionKind.Suspend ? TestClock.Start.AddDays(730) : new DateTime(2027, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        Assert.Equal([(standing, end)], await data.QueryAsync<(string, DateTime)>("SELECT kind, until_at FROM sanction"));
        await SignInAsync();
        Assert.Equal(standing, await StandingAsync());
        Assert.Empty(await _rig.Mine.RunAsync(_rig.Accused.PersonId));
    }

    [Fact]
    public async Task A_case_that_nobody_decides_in_time_is_closed_and_its_reporter_reads_so()
    {
        var id = await _rig.CaseOfPersonAsync();
        await EraseAsync();
        var receipt = Assert.Single(await _rig.Reports.RunAsync(_rig.Reporter.PersonId, null));
        Assert.Equal((ReportState.Received, _rig.Clock.Now.AddDays(90)), (receipt.State, receipt.EndsAt!.Value));
        _rig.Clock.Advance(TimeSpan.FromDays(90));
        await RetainAsync();
        Assert.Equal((0, 0, false), await KeptAsync());
        receipt = Assert.Single(await _rig.Reports.RunAsync(_rig.Reporter.PersonId, null));
        Assert.Equal((ReportState.Ended, null, null), (receipt.State, receipt.EndsAt, receipt.Text));
        Assert.Equal(CaseActResult.NotNow, await _rig.Handle.ClaimAsync(_rig.Moderator, id));
        Assert.Empty(await data.QueryAsync<string>("SELECT kind FROM sanction"));
        await SignInAsync();
        Assert.Equal("good", await StandingAsync());
    }

    [Theory]
    [InlineData("public", true, true)]
    [InlineData("members", true, false)]
    [InlineData("hidden", false, false)]
    public async Task Only_a_reporter_who_could_see_the_person_learns_that_there_was_an_account(string visibility, bool isMemberTold, bool isVisitorTold)
    {
        await data.ExecuteAsync("UPDATE person SET visibility = @visibility WHERE id = @PersonId", new { visibility, _rig.Accused.PersonId });
        var visitor = new byte[32];
        await _rig.CaseOfPersonAsync();
        await _rig.Report.RunAsync(new Reporter { Visitor = visitor }, ModerationRig.Form(PersonContent.Kind, Name));
        await EraseAsync();
        Assert.Equal(isMemberTold, Assert.Single(await _rig.Reports.RunAsync(_rig.Reporter.PersonId, null)).EndsAt is not null);
        Assert.Equal(isVisitorTold, Assert.Single(await _rig.Reports.RunAsync(null, visitor)).EndsAt is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Conflicts_hold_when_the_exchange_no_longer_says_with_whom_it_was(bool returns)
    {
        await data.ExecuteAsync("""
            INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
            SELECT @Moderator, @Accused, 'ask', id, 'accepted', '2026-02-27', '2026-02-28', 'a' FROM capacity WHERE code = 'openrefine'
            """, new { Moderator = _rig.Moderator.PersonId, Accused = _rig.Accused.PersonId });
        var (group, _) = await new OrganizationBuilder { Name = "Third party" }.InsertAsync(data);
        await data.ExecuteAsync("""
            INSERT INTO exchange (proposer_person_id, recipient_organization_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
            SELECT @Accused, @group, 'ask', id, 'done', '2026-02-27', '2026-02-28', 'b' FROM capacity WHERE code = 'openrefine';
            INSERT INTO organization_person (organization_id, person_id, standing, since_at) VALUES (@group, @Curator, 'manager', '2026-02-01');
            """, new { group, Accused = _rig.Accused.PersonId, Curator = _rig.Curator.PersonId });
        var id = await _rig.CaseOfPersonAsync();
        await EraseAsync();
        if (returns) await SignInAsync();
        foreach (var name in new[] { "First Curator", "Asking Person" }) await data.GrantAsync(name, Role.Moderator);
        foreach (var actor in new[] { _rig.Moderator, _rig.Curator, _rig.Reporter })
        {
            Assert.Null(await _rig.Cases.RunAsync(id, actor.PersonId));
            Assert.DoesNotContain((await _rig.Queue.RunAsync(actor.PersonId, isOpen: true, 1))!.Value.Items, row => row.Id == id);
            Assert.Equal(CaseActResult.NotFound, await _rig.Handle.ClaimAsync(actor, id));
        }
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Advice, _rig.Second));
    }

    [Fact]
    public async Task What_was_only_proposed_to_a_moderator_makes_no_conflict_afterwards_either()
    {
        await data.ExecuteAsync("""
            INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
            SELECT @Accused, @Moderator, 'ask', id, 'proposed', '2026-02-27', '2026-02-28', 'a' FROM capacity WHERE code = 'openrefine'
            """, new { Moderator = _rig.Moderator.PersonId, Accused = _rig.Accused.PersonId });
        var id = await _rig.CaseOfPersonAsync();
        await EraseAsync();
        Assert.NotNull(await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId));
    }

    [Fact]
    public async Task An_event_that_others_organize_too_keeps_its_case_and_evidence_for_good()
    {
        var happening = await new EventBuilder { Title = "Ugly event" }.By(_rig.Accused.PersonId, _rig.Stranger.PersonId).InsertAsync(data);
        var id = await _rig.CaseAsync(EventContent.Kind, happening);
        await EraseAsync();
        var found = (await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!;
        Assert.Equal((true, "Stranger", null), (found.HasThing, found.Row.Username, found.Row.ErasedAt));
        Assert.Contains(found.Reports[0].Evidence, part => part.Text == "Ugly event");
        Assert.Equal(["Stranger", null], found.Responsible.Select(person => person.Username));
        // The decision concerns the one of the two responsible people who deleted the account.
        await _rig.Handle.ClaimAsync(_rig.Moderator, id);
        var form = new DecisionForm
        {
            Kind = "suspend", Reason = "Because", ReasonLanguage = "en", FormerId = found.Responsible[1].FormerId,
            FormKey = Guid.NewGuid()
        };
        Assert.Equal(CaseActResult.Done, await _rig.Decide.RunAsync(_rig.Moderator, id, form));
        Assert.Equal("good", await StandingAsync(_rig.Stranger.PersonId));
        _rig.Clock.Advance(TimeSpan.FromDays(90));
        await RetainAsync();
        Assert.NotEmpty((await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!.Reports[0].Evidence);
        await SignInAsync();
        Assert.Equal("suspended", await StandingAsync());
    }

    [Fact]
    public async Task Somebody_who_alone_managed_a_reported_organization_can_be_sanctioned_afterwards()
    {
        var (_, slug) = await new OrganizationBuilder { Name = "Reported group" }.Having(_rig.Accused.PersonId, "manager").InsertAsync(data);
        var id = await _rig.CaseAsync(OrganizationContent.Kind, slug);
        await EraseAsync();
        Assert.True((await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!.HasThing);
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Suspend));
        await SignInAsync();
        Assert.Equal("suspended", await StandingAsync());
        await data.GrantAsync(Name, Role.Moderator);
        Assert.Null(await _rig.Cases.RunAsync(id, _rig.Accused.PersonId));
    }

    [Fact]
    public async Task Somebody_who_never_agreed_to_anything_does_not_escape_by_saying_no_thanks()
    {
        await data.ExecuteAsync("DELETE FROM consent; UPDATE person SET version = 0, updated_at = NULL WHERE id = @PersonId", new { _rig.Accused.PersonId });
        var id = await _rig.CaseOfPersonAsync();
        Assert.Equal(EraseAccountResult.Erased,
            await new EraseAccountCommand(data.Database, _rig.Pair.Index, DatabaseFixture.Hash, _rig.Clock).DeclineAsync(_rig.Accused));
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Suspend));
        await SignInAsync();
        Assert.Equal("suspended", await StandingAsync());
    }

    [Fact]
    public async Task A_decision_taken_back_before_the_person_returns_leaves_nothing()
    {
        var id = await _rig.CaseOfPersonAsync();
        await EraseAsync();
        await _rig.DecideAsync(id, DecisionKind.Suspend);
        Assert.Equal(CaseActResult.Done, await _rig.Undo.RunAsync(_rig.Moderator, await _rig.DecisionOfAsync(id)));
        await SignInAsync();
        Assert.Equal("good", await StandingAsync());
        Assert.Equal(0, (await _rig.Pair.Notices.RunAsync(_rig.Accused.PersonId, 1)).Total);
    }

    [Fact]
    public async Task A_reporter_who_erases_the_account_closes_no_case()
    {
        var id = await _rig.CaseOfPersonAsync();
        await data.ExecuteAsync("UPDATE session SET created_at = @Now", new { _rig.Clock.Now });
        Assert.Equal(EraseAccountResult.Erased,
            await new EraseAccountCommand(data.Database, _rig.Pair.Index, DatabaseFixture.Hash, _rig.Clock).RunAsync(_rig.Reporter, "Asking Person"));
        var found = (await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!;
        Assert.Equal((null, null), (found.Row.ClosedAt, found.Reports[0].Text));
        Assert.NotEmpty(found.Reports[0].Evidence);
        Assert.Empty(await data.QueryAsync<ulong>("SELECT id FROM erased_case"));
    }

    [Fact]
    public async Task Erasing_again_keeps_the_case_once_more()
    {
        var id = await _rig.CaseOfPersonAsync();
        await EraseAsync();
        await SignInAsync();
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        await EraseAsync();
        Assert.Equal(_rig.Clock.Now.AddDays(90), (await _rig.Cases.RunAsync(id, _rig.Moderator.PersonId))!.Row.EndsAt);
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Suspend));
        await SignInAsync();
        Assert.Equal("suspended", await StandingAsync());
    }

    /// <summary>The number of evidence rows and of reports with a text, and whether other data of erased cases is left.</summary>
    private async Task<(long, long, bool)> KeptAsync() =>
        (await data.QueryAsync<(long, long,
            bool)>("""
                SELECT (SELECT COUNT(*) FROM report_evidence) AS Item1, (SELECT COUNT(text) FROM report) AS Item2, EXISTS (SELECT 1 FROM erased_case)
                 OR EXISTS (SELECT 1 FROM case_note) AS Item3
                """)).Single();

    private Task<IReadOnlyDictionary<string, int>> RetainAsync() => new RetainCommand(data.Database, _rig.Clock).RunAsync();

    private async Task EraseAsync()
    {
        var actor = await data.OpenSessionAsync(_rig.Accused.PersonId, _rig.Clock.Now.AddYears(1));
        await data.ExecuteAsync("UPDATE session SET created_at = @Now", new { _rig.Clock.Now });
        Assert.Equal(EraseAccountResult.Erased,
            await new EraseAccountCommand(data.Database, _rig.Pair.Index, DatabaseFixture.Hash, _rig.Clock).RunAsync(actor, Name));
    }

    private Task<SignedIn> SignInAsync() =>
        new SignInCommand(data.Database, DatabaseFixture.Hash, _rig.Clock).RunAsync(new WikiAccount { Id = _rig.Accused.PersonId, Username = Name },
            Guid.NewGuid().ToString());

    private async Task<string> StandingAsync(ulong? id = null) =>
        (await data.QueryAsync<string>("SELECT standing FROM person WHERE id = @id", new { id = id ?? _rig.Accused.PersonId })).Single();
}
