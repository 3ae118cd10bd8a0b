using CapX.Data;
using CapX.Data.Capacities;
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

    public static TheoryData<string> Things => [.. ContentKind.All.Select(kind => kind.Code)];

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
        var author = thing == MessageContent.Kind ? _rig.Pair.Proposer : _rig.Accused;
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

    private Task<ulong> CaseAsync(string thing, object key) => _rig.CaseAsync(thing, key, by: thing == MessageContent.Kind ? _rig.Pair.Recipient : null);

    /// <summary>Creates content that contains the mark in each of its texts and in every copy of them. Returns the key for a report.</summary>
    private async Task<object> MarkedAsync(string thing)
    {
        var (me, other) = (_rig.Accused.PersonId, _rig.Stranger.PersonId);
        const string Change = """
            INSERT INTO capacity_change (id, capacity_id, what, before_facts, after_facts, changed_at) SELECT 1, id, 'merged', '{}', '{}', '2026-03-01'
             FROM capacity WHERE code = 'openrefine';
            """;
        switch (thing)
        {
            case PersonContent.Kind:
                await data.ExecuteAsync($$"""
                    {{Change}}
                    UPDATE person SET display_name = '{{Mark}} name', about = '{{Mark}} about', about_language = 'en', home_wiki = '{{Mark}}wiki'
                      WHERE id = @me;
                    UPDATE person_capacity SET note = '{{Mark}} note' WHERE person_id = @me AND role = 'offers';
                    INSERT INTO capacity_moved (change_id, content_id, role, note, target_note)
                     SELECT 1, content_id, 'offers', '{{Mark}} moved', '{{Mark}} kept' FROM person WHERE id = @me;
                    INSERT INTO draft (person_id, form, body, saved_at) VALUES (@me, 'profile', '{"about":"{{Mark}}"}', '2026-03-01');
                    INSERT INTO event_learned (person_id, text, language, may_quote, written_at)
                     VALUES (@me, '{{Mark}} said at an event', 'en', 1, '2026-03-01');
                    """, new { me });
                await _rig.Pair.Index.LoadAsync();
                return "Answering Person";
            case ListingContent.Kind:
                var listing = await new ListingBuilder { Person = me, Title = $"{Mark} title" }.With(f => f with { Text = $"{Mark} text" }).InsertAsync(data);
                await DraftAsync($"listing-{listing}");
                return listing;
            case EventContent.Kind:
                var happening = await EventAsync(b => b.By(me));
                await DraftAsync($"event-{happening}");
                return happening;
            case OrganizationContent.Kind:
                var (id, slug) = await new OrganizationBuilder { Name = $"{Mark} group" }.Called("fr", $"{Mark} groupe").About($"{Mark} about")
                    .Offers("openrefine").Having(me, "manager").With(f => f with { Website = $"https://{Mark}.example/" }).InsertAsync(data);
                await DraftAsync($"organization-{id}");
                await data.ExecuteAsync($$"""
                    {{Change}}
                    UPDATE organization_capacity SET note = '{{Mark}} note' WHERE organization_id = @id;
                    INSERT INTO organization_change (organization_id, author_id, what, form, changed_at)
                     VALUES (@id, @me, 'saved', '{"about":"{{Mark}}"}', '2026-03-01');
                    INSERT INTO capacity_moved (change_id, content_id, role, note) VALUES (1, @id, 'offers', '{{Mark}} moved');
                    """, new { id, me });
                var own = await new ListingBuilder { Organization = id, Title = $"{Mark} of the group" }.InsertAsync(data);
                await DraftAsync($"listing-{own}");
                await CaseAsync(ListingContent.Kind, own);
                var met = await EventAsync(b => b.ByOrganization(id));
                await DraftAsync($"event-{met}");
                await CaseAsync(EventContent.Kind, met);
                return slug;
            case SuggestionContent.Kind:
                return await _rig.SuggestedAsync($"{Mark} name", $"{Mark} description", $"{Mark} reason");
            default:
                await _rig.Pair.Propose.RunAsync(_rig.Pair.Proposer,
                    _rig.Pair.Proposal() with { Message = $"{Mark} message", Hope = $"{Mark} hope", Gives = $"{Mark} gives" });
                return (await data.QueryAsync<ulong>("SELECT id FROM exchange_message")).Single();
        }

        Task<int> DraftAsync(string form) =>
            data.ExecuteAsync($"INSERT INTO draft (person_id, form, body, saved_at) VALUES (@me, @form, '{Mark} draft', '2026-03-01')", new { me, form });

        async Task<ulong> EventAsync(Func<EventBuilder, EventBuilder> by)
        {
            var made = await by(new EventBuilder { Title = $"{Mark} meeting" }).Registered(other)
                .With(f => f with
                {
                    Kind = CapX.Data.Events.EventKind.Both,
                    Place = $"{Mark} 7",
                    Text = $"{Mark} text",
                    JoiningLink = $"https://example.org/{Mark}",
                    WikiPage = $"https://meta.wikimedia.org/wiki/{Mark}"
                }).InsertAsync(data);
            await data.ExecuteAsync($"""
                INSERT INTO event_learned (event_id, event_title, person_id, text, language, written_at)
                 VALUES (@made, '{Mark} meeting', @other, 'Much', 'en', '2026-03-01')
                """, new { made, other });
            return made;
        }
    }
}
