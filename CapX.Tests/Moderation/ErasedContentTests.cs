using CapX.Data;
using CapX.Data.Content;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Privacy;
using CapX.Tests.Content;
using CapX.Tests.Infra;
using CapX.Tests.Privacy;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Content that moderators delete permanently leaves no trace, and nothing suggests that it could come back.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ErasedContentTests(DatabaseFixture data) : IAsyncLifetime
{
    private const string Mark = "zqelmstreet";

    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public async Task DisposeAsync()
    {
        _rig.Dispose();
        Assert.Empty(await OrphanedContent.FindAsync(data));
    }

    public static TheoryData<string> Things => [.. ContentKind.All.Where(kind => kind is not PrivateContent).Select(kind => kind.Code)];

    [Theory]
    [MemberData(nameof(Things))]
    public async Task What_is_erased_stands_in_no_column_of_any_table(string thing)
    {
        var key = await MarkedAsync(thing);
        // The evidence of earlier cases is deleted too.
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(await CaseAsync(thing, key), DecisionKind.NoAction, _rig.Second));
        var id = await CaseAsync(thing, key);
        Assert.Contains("report_evidence.parts", await Traces.OfAsync(data, Mark));
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Erase, _rig.Second));
        Assert.Empty(await Traces.OfAsync(data, Mark));
        Assert.Equal(0, _rig.Pair.Index.Count(new PeopleFilter { Queries = [Mark] }, Viewer.Member(_rig.Stranger.PersonId)));
        // The log keeps the fact, the time and the reason of the deletion. The account stays.
        Assert.Equal(["erase 2 1 1"],
            await data.QueryAsync<string>("""
                SELECT CONCAT_WS(' ', d.kind, (SELECT COUNT(*) FROM log_reason), d.erased_at IS NOT NULL, e.reason IS NOT NULL) FROM decision d
                 JOIN log_entry e ON e.id = d.entry_id WHERE d.case_id = @id
                """, new { id }));
        Assert.True((await _rig.Verify.RunAsync()).IsWhole);
        Assert.True(await new AccountExistsQuery(data.Database).RunAsync(_rig.Accused.PersonId));
        Assert.Equal(CaseActResult.NotNow, await _rig.Undo.RunAsync(_rig.Second, await _rig.DecisionOfAsync(id)));
    }

    [Theory]
    [MemberData(nameof(Things))]
    public async Task An_appeal_can_be_right_and_brings_nothing_back(string thing)
    {
        var id = await CaseAsync(thing, await MarkedAsync(thing));
        await _rig.DecideAsync(id, DecisionKind.Erase, _rig.Second);
        var decision = await _rig.DecisionOfAsync(id);
        var author = ContentSample.Of(thing).Author(_rig);
        Assert.Equal(NoticeKind.Decision, (await new NoticesQuery(data.Database, _rig.Clock).RunAsync(author.PersonId, 1)).Items[0].Kind);
        Assert.Equal((true, false),
            (await _rig.Mine.OneAsync(decision, author.PersonId))! is var told ? (told.MayAppeal(_rig.Clock.Now), told.MayUndo(_rig.Clock.Now)) : default);
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(author, decision, "It was a quotation", "en"));
        var appeal = (await data.QueryAsync<ulong>("SELECT case_id FROM appeal")).Single();
        // The second moderator made the decision, so the first one reviews the appeal.
        await _rig.Handle.ClaimAsync(_rig.Moderator, appeal);
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.ReviewAsync(_rig.Moderator, appeal, isKept: false, "It was", "en"));
        var mine = (await _rig.Mine.OneAsync(decision, author.PersonId))!;
        Assert.Equal((true, true, "undone"), (mine.UndoneAt is not null, mine.ErasedAt is not null, mine.AppealOutcome));
        Assert.Empty(await Traces.OfAsync(data, Mark));
        if (thing == MessageContent.Kind) Assert.Equal(["removed"], await data.QueryAsync<string>("SELECT moderated FROM exchange_message"));
    }

    [Fact]
    public async Task Nothing_is_erased_that_is_not_confirmed()
    {
        var id = await CaseAsync(PersonContent.Kind, await MarkedAsync(PersonContent.Kind));
        await _rig.Handle.ClaimAsync(_rig.Second, id);
        var before = await Traces.OfAsync(data, Mark);
        Assert.Equal(CaseActResult.NotConfirmed,
            await _rig.Decide.RunAsync(_rig.Second, id, new DecisionForm { Kind = "erase", Reason = "Why", ReasonLanguage = "en", FormKey = Guid.NewGuid() }));
        Assert.Equal(before, await Traces.OfAsync(data, Mark));
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM decision")).Single());
    }

    [Fact]
    public async Task Erasing_half_way_erases_nothing()
    {
        var id = await CaseAsync(ListingContent.Kind, await MarkedAsync(ListingContent.Kind));
        var before = await Traces.OfAsync(data, Mark);
        await data.ExecuteAsync("CREATE TRIGGER half_way AFTER DELETE ON content FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'half way'");
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => _rig.DecideAsync(id, DecisionKind.Erase, _rig.Second));
        }
        finally
        {
            await data.ExecuteAsync("DROP TRIGGER half_way");
        }
        Assert.Equal(before, await Traces.OfAsync(data, Mark));
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM decision")).Single());
    }

    [Fact]
    public async Task What_was_decided_before_about_it_can_be_taken_back_no_more()
    {
        var key = await MarkedAsync(ListingContent.Kind);
        var first = await CaseAsync(ListingContent.Kind, key);
        // A second case, reported before the listing was hidden.
        await data.ExecuteAsync("""
            INSERT INTO moderation_case (kind, thing, content_id, person_id, opened_at) SELECT kind, thing, content_id, person_id, opened_at
             FROM moderation_case
            """);
        await _rig.DecideAsync(first, DecisionKind.Hide, _rig.Second);
        var second = (await data.QueryAsync<ulong>("SELECT MAX(id) FROM moderation_case")).Single();
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(second, DecisionKind.Erase, _rig.Second));
        Assert.Equal(CaseActResult.NotNow, await _rig.Undo.RunAsync(_rig.Second, await _rig.DecisionOfAsync(first)));
    }

    [Fact]
    public async Task A_profile_that_was_hidden_and_erased_can_be_written_anew()
    {
        await MarkedAsync(PersonContent.Kind);
        var id = await _rig.CaseOfPersonAsync();
        await data.ExecuteAsync("""
            INSERT INTO moderation_case (kind, thing, content_id, person_id, opened_at)
             SELECT kind, thing, content_id, person_id, opened_at FROM moderation_case
            """);
        await _rig.DecideAsync(id, DecisionKind.Hide);
        await _rig.DecideAsync((await data.QueryAsync<ulong>("SELECT MAX(id) FROM moderation_case")).Single(), DecisionKind.Erase);
        var version = (await data.QueryAsync<uint>("SELECT version FROM person WHERE id = @PersonId", _rig.Accused)).Single();
        Assert.IsType<FormSaved>(await new SaveProfileCommand(data.Database, data.Vocabulary, _rig.Pair.Index, _rig.Clock).RunAsync(_rig.Accused,
            new ProfileForm { About = "New", AboutLanguage = "en", Visibility = ProfileVisibility.Public }, version));
        Assert.NotNull(await new FindPersonQuery(data.Database).RunAsync("Answering Person", Viewer.Anonymous));
        Assert.Empty(await Traces.OfAsync(data, Mark));
    }

    [Theory]
    [InlineData(OrganizationContent.Kind)]
    [InlineData(EventContent.Kind)]
    public async Task All_who_answered_for_it_read_why_and_may_appeal(string thing)
    {
        var other = await _rig.AddAsync("Other Owner");
        var key = await MarkedAsync(thing);
        await data.ExecuteAsync(thing == EventContent.Kind ? "INSERT INTO event_organizer (event_id, person_id) SELECT id, @PersonId FROM event"
            : """
                INSERT INTO organization_person (organization_id, person_id, standing, since_at) SELECT id, @PersonId, 'manager', '2026-01-01' FROM organization
                """, other);
        var id = await CaseAsync(thing, key);
        Assert.Equal(CaseActResult.Done, await _rig.DecideAsync(id, DecisionKind.Erase, _rig.Second, person: _rig.Accused.PersonId));
        var decision = await _rig.DecisionOfAsync(id);
        foreach (var owner in new[] { other, _rig.Accused }) Assert.Equal("Because of this", (await _rig.Mine.OneAsync(decision, owner.PersonId))?.Reason);
        Assert.Null(await _rig.Mine.OneAsync(decision, _rig.Stranger.PersonId));
        Assert.Equal(CaseActResult.NotFound, await _rig.Appeals.RunAsync(_rig.Stranger, decision, "Not mine", "en"));
        Assert.Equal(CaseActResult.Done, await _rig.Appeals.RunAsync(other, decision, "Ours", "en"));
    }

    [Fact]
    public async Task The_person_takes_along_what_was_decided_and_the_numbers_tell_it()
    {
        var id = await CaseAsync(ListingContent.Kind, await MarkedAsync(ListingContent.Kind));
        await _rig.DecideAsync(id, DecisionKind.Erase, _rig.Second);
        var told = Assert.Single((await new ExportQuery(data.Database, _rig.Clock).RunAsync(_rig.Accused.PersonId))!.Of<ExportedModeration>().Decisions);
        Assert.Equal(("erase", "listing", "Because of this", true), (told.Kind, told.Thing, told.Reason, told.ErasedAt is not null));
        Assert.Equal(ReportState.Acted, (await _rig.Reports.RunAsync(_rig.Reporter.PersonId, null)).Single().State);
        await data.ExecuteAsync("""
            INSERT INTO log_entry (id, made_at, act, detail, hash) SELECT 100 + seq, '2026-02-03', 'decide', 'case=1 kind=erase', '' FROM seq_1_to_6
            """);
        _rig.Clock.Now = TestClock.Start.AddDays(-1);
        Assert.Equal(6, (await new TransparencyQuery(data.Database, _rig.Clock).RunAsync())[0].Decisions.Single(c => c.Code == "erase").Count);
    }

    private Task<ulong> CaseAsync(string thing, object key) => ContentSample.Of(thing).CaseAsync(_rig, key);

    private Task<object> MarkedAsync(string thing) => ContentSample.Of(thing).MakeAsync(_rig, Mark);
}
