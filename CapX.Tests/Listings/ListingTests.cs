using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Listings;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.Search;
using CapX.Tests.Content;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Listings;

/// <summary>The permissions to act on a listing, and its visibility.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ListingTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly LiveUpdates _news = new();
    private Actor _owner = null!;
    private Actor _other = null!;
    private Actor _manager = null!;
    private ulong _group;

    private SaveListingCommand Save => new(fixture.Database, fixture.Vocabulary, _clock);
    private ChangeListingCommand Change => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private ExpireListingsCommand Expire => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private ListingQuery Query => new(fixture.Database);
    private FindListingsQuery Find => new(fixture.Database, new CatalogueQuery(fixture.Database, _clock));

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        (_owner, _other, _manager) = (await AddAsync("Sample Owner"), await AddAsync("Sample Other"), await AddAsync("Sample Manager"));
        (_group, _) = await new OrganizationBuilder { Name = "Sample Group" }.Having(_manager.PersonId, "manager").Having(_other.PersonId, "member")
            .InsertAsync(fixture);
    }

    public async Task DisposeAsync() => Assert.Empty(await OrphanedContent.FindAsync(fixture));

    private async Task<Actor> AddAsync(string name, string visibility = "public") =>
        await fixture.OpenSessionAsync(await new PersonBuilder { Username = name, Visibility = visibility }.InsertAsync(fixture.Database),
            TestClock.Start.AddYears(1));

    [Fact]
    public async Task What_is_posted_is_found_by_its_words_and_by_what_it_is_about()
    {
        var id = await PostedAsync(Form() with
        {
            Title = "  Who helps  with clean-up? ",
            Text = "Our spreadsheet is a mess.\n\n\n\nReally.",
            Territories = ["gh"],
            Languages = ["FR", "fr"],
            Methods = ["Training"]
        });
        var shown = (await Query.RunAsync(id, Viewer.Anonymous))!;
        Assert.Equal(("Who helps with clean-up?", "Our spreadsheet is a mess.\n\nReally.", "Sample Owner"),
            (shown.Listing.Title, shown.Listing.Text, shown.Listing.Owner.Username));
        Assert.Equal(["fr"], shown.Listing.Languages);
        foreach (var filter in new[]
        {
            With(Facet.Capacity, fixture.Vocabulary.Capacities["openrefine"].Parent!), With(Facet.Territory, "002"),
            With(ListingFacets.Kind, "ask"), With(Facet.Language, "fr"), With(Facet.Method, "training"),
            All with { Queries = ["spread mess"] }, All with { Queries = ["openref"] },
        })
            Assert.Equal([id], (await Find.RunAsync(filter, Viewer.Anonymous)).Items.Select(l => l.Id));
        Assert.Equal(0, (await Find.RunAsync(With(Facet.Territory, "BR"), Viewer.Anonymous)).Total);
    }

    [Fact]
    public async Task Each_field_says_what_is_wrong_with_it()
    {
        async Task<ListingField[]> WrongAsync(ListingForm form) =>
            [.. Assert.IsType<FormInvalid<ListingField>>(await Save.PostAsync(_owner, form, Guid.NewGuid())).Errors.Select(e => e.Field).Distinct()];
        Assert.Equal([ListingField.Kind, ListingField.Title, ListingField.Capacities], await WrongAsync(new ListingForm()));
        Assert.Equal([ListingField.Kind], await WrongAsync(Form() with { Kind = "'; DROP TABLE listing; --" }));
        Assert.Equal([ListingField.Resource], await WrongAsync(Form() with { Kind = "resource" }));
        Assert.Equal([ListingField.Title], await WrongAsync(Form() with { Title = new string('x', 201) }));
        Assert.Equal([ListingField.Title], await WrongAsync(Form() with { Title = "half of a pair \ud83d" }));
        Assert.Equal([ListingField.Title], await WrongAsync(Form() with { Title = "\u202e\u200b" }));
        Assert.Equal([ListingField.Text], await WrongAsync(Form() with { Text = new string('x', 4001) }));
        Assert.Equal([ListingField.Language], await WrongAsync(Form() with { Language = "klingon" }));
        Assert.Equal([ListingField.Capacities], await WrongAsync(Form() with { Capacities = ["openrefine", "no-such"] }));
        Assert.Equal([ListingField.Capacities],
            await WrongAsync(Form() with { Capacities = [.. fixture.Vocabulary.Capacities.Entries.Take(21).Select(c => c.Code)] }));
        Assert.Equal([ListingField.Methods], await WrongAsync(Form() with { Methods = ["telepathy"] }));
        Assert.Equal([ListingField.Territories], await WrongAsync(Form() with { Territories = ["XX"] }));
        Assert.Equal([ListingField.Languages], await WrongAsync(Form() with { Languages = ["xx-yy"] }));
        Assert.Equal([ListingField.Link], await WrongAsync(Form() with { Link = "javascript:alert(1)" }));
        Assert.Equal([ListingField.Licence, ListingField.Format], await WrongAsync(Material() with { Licence = "mine", Format = "scroll" }));
        Assert.Equal([ListingField.OpenUntil], await WrongAsync(Form() with { OpenUntil = Today.AddDays(-1) }));
        Assert.Equal([ListingField.OpenUntil], await WrongAsync(Form() with { OpenUntil = Today.AddYears(2).AddDays(1) }));
        Assert.Equal([ListingField.As], await WrongAsync(Form() with { As = "sample-group" }));
    }

    [Fact]
    public async Task Licence_and_format_are_of_learning_material_and_the_kind_of_a_resource_of_resources()
    {
        var (form, errors) = (Form() with { Resource = "venue", Licence = "cc0", Format = "video" }).Check(fixture.Vocabulary, Today);
        Assert.Empty(errors);
        Assert.Equal(("", "", ""), (form.Resource, form.Licence, form.Format));
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one_and_nobody_posts_more_than_twenty_a_day()
    {
        var key = Guid.NewGuid();
        var both = await Task.WhenAll(Save.PostAsync(_owner, Form(), key), Save.PostAsync(_owner, Form(), key));
        Assert.Single(both.Cast<ListingSaved>().Select(s => s.Id).Distinct());
        for (var number = 1; number < SaveListingCommand.MostADay; number++) await new ListingBuilder { Person = _owner.PersonId }.InsertAsync(fixture);
        _clock.Advance(TimeSpan.FromHours(1));
        await fixture.ExecuteAsync("UPDATE listing SET created_at = @At", new { At = TestClock.Start });
        Assert.IsType<ListingTooMany>(await Save.PostAsync(_owner, Form(), Guid.NewGuid()));
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.IsType<ListingSaved>(await Save.PostAsync(_owner, Form(), Guid.NewGuid()));
    }

    [Fact]
    public async Task Only_managers_post_for_an_organization_and_only_while_they_are()
    {
        var form = Form() with { As = "sample-group" };
        Assert.IsType<FormInvalid<ListingField>>(await Save.PostAsync(_other, form, Guid.NewGuid()));
        var id = Assert.IsType<ListingSaved>(await Save.PostAsync(_manager, form, Guid.NewGuid())).Id;
        Assert.Equal("sample-group", (await Query.RunAsync(id, Viewer.Anonymous))!.Listing.Owner.Slug);
        Assert.True((await Query.RunAsync(id, Viewer.Member(_manager.PersonId)))!.IsMine);

        await fixture.ExecuteAsync("DELETE FROM organization_person WHERE person_id = @PersonId", new { _manager.PersonId });
        Assert.IsType<FormNotFound>(await Save.RunAsync(_manager, id, form, 1));
        foreach (var act in new[] { ListingAct.Close, ListingAct.Open, ListingAct.Delete })
            Assert.Equal(ListingActResult.NotFound, await Change.RunAsync(_manager, id, act));
        Assert.False((await Query.RunAsync(id, Viewer.Member(_manager.PersonId)))!.IsMine);
    }

    [Fact]
    public async Task A_stranger_somebody_blocked_on_the_wiki_and_somebody_signed_out_change_nothing()
    {
        var id = await PostedAsync(Form());
        Assert.IsType<FormNotFound>(await Save.RunAsync(_other, id, Form(), 1));
        foreach (var act in new[] { ListingAct.Close, ListingAct.Open, ListingAct.Delete })
            Assert.Equal(ListingActResult.NotFound, await Change.RunAsync(_other, id, act));
        await fixture.ExecuteAsync("UPDATE person SET blocked = 1 WHERE id = @PersonId", new { _owner.PersonId });
        Assert.Equal(new FormRefused(ActorStanding.Blocked), await Save.RunAsync(_owner, id, Form(), 1));
        Assert.Equal(new FormRefused(ActorStanding.Blocked), await Save.PostAsync(_owner, Form(), Guid.NewGuid()));
        // A blocked person can still close their own listing.
        Assert.Equal(ListingActResult.Done, await Change.RunAsync(_owner, id, ListingAct.Close));
        Assert.Equal(ListingActResult.Blocked, await Change.RunAsync(_owner, id, ListingAct.Open));
        await fixture.ExecuteAsync("DELETE FROM session");
        Assert.Equal(new FormRefused(ActorStanding.SignedOut), await Save.RunAsync(_owner, id, Form(), 1));
        Assert.Equal(ListingActResult.SignedOut, await Change.RunAsync(_owner, id, ListingAct.Delete));
        Assert.Equal(ListingState.Closed, (await Query.RunAsync(id, Viewer.Anonymous))!.Listing.State);
    }

    [Fact]
    public async Task A_stale_save_says_what_is_stored_and_one_sent_again_is_found()
    {
        var id = await PostedAsync(Form());
        Assert.Equal(2u, Assert.IsType<ListingSaved>(await Save.RunAsync(_owner, id, Form() with { Title = "Second" }, 1)).Version);
        Assert.Equal("Second", Assert.IsType<FormStale<ListingForm>>(await Save.RunAsync(_owner, id, Form() with { Title = "Third" }, 1)).Current.Title);
        Assert.Equal(2u, Assert.IsType<ListingSaved>(await Save.RunAsync(_owner, id, Form() with { Title = "Second" }, 1)).Version);
    }

    [Theory]
    [InlineData("public", true, "visitor member blocked")]
    [InlineData("public", false, "member")]
    [InlineData("members", true, "member")]
    [InlineData("members", false, "member")]
    [InlineData("hidden", true, "")]
    public async Task Nobody_sees_more_of_a_listing_than_of_whose_it_is(string profile, bool isPublic, string seenBy)
    {
        var id = await PostedAsync(Form() with { IsPublic = isPublic });
        await fixture.ExecuteAsync("UPDATE person SET visibility = @profile WHERE id = @PersonId", new { profile, _owner.PersonId });
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@owner, @blocked, UTC_TIMESTAMP(6))",
            new { owner = _owner.PersonId, blocked = _manager.PersonId });
        var seen = new List<string>();
        foreach (var (name, viewer) in new[] { ("visitor", Viewer.Anonymous), ("member", Viewer.Member(_other.PersonId)),
            ("blocked", Viewer.Member(_manager.PersonId)) })
        {
            var one = await Query.RunAsync(id, viewer) is not null;
            Assert.Equal(one, (await Find.RunAsync(All, viewer)).Items.Count == 1);
            Assert.Equal(one, (await Find.RunAsync(All, viewer)).Total == 1);
            Assert.Equal(one, (await Find.ByIdAsync([id], viewer)).Count == 1);
            Assert.Equal(one, (await Find.PostedByAsync(_owner.PersonId, null, viewer)).Count == 1);
            if (one) seen.Add(name);
        }
        Assert.Equal(seenBy, string.Join(' ', seen));
        var own = (await Query.RunAsync(id, Viewer.Member(_owner.PersonId)))!;
        Assert.Equal((true, profile == "hidden"), (own.IsMine, own.IsUnseen));
        Assert.Single(await Find.MineAsync(_owner.PersonId));
    }

    [Fact]
    public async Task What_somebody_may_not_see_they_cannot_need()
    {
        var id = await PostedAsync(Form() with { IsPublic = false });
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@owner, @blocked, UTC_TIMESTAMP(6))",
            new { owner = _owner.PersonId, blocked = _manager.PersonId });
        Assert.Equal(ListingActResult.NotFound, await Change.RunAsync(_manager, id, ListingAct.Need));
        // The block applies even to a listing that everyone can see while logged out.
        await fixture.ExecuteAsync("UPDATE listing SET visibility = 'public'");
        Assert.Equal(ListingActResult.NotFound, await Change.RunAsync(_manager, id, ListingAct.Need));
        Assert.Equal(0, (await Query.RunAsync(id, Viewer.Anonymous))!.Needs);
    }

    [Fact]
    public async Task A_need_counts_once_a_person_and_only_the_owner_sees_whose_it_is()
    {
        var id = await PostedAsync(Form());
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Change.RunAsync(_other, id, ListingAct.Need)));
        Assert.All(all, acted => Assert.Equal(ListingActResult.Done, acted));
        Assert.Equal(ListingActResult.NotFound, await Change.RunAsync(_owner, id, ListingAct.Need));
        var shown = (await Query.RunAsync(id, Viewer.Member(_manager.PersonId)))!;
        Assert.Equal((1, 0, false), (shown.Needs, shown.NeededBy.Count, shown.INeedIt));
        Assert.Equal("Sample Other", Assert.Single((await Query.RunAsync(id, Viewer.Member(_owner.PersonId)))!.NeededBy).Name);
        Assert.Equal([ListingNotice.Need],
            await fixture.QueryAsync<string>("SELECT kind FROM notice WHERE person_id = @PersonId", new { _owner.PersonId }));

        Assert.Equal(ListingActResult.Done, await Change.RunAsync(_other, id, ListingAct.NeedNoMore));
        Assert.Equal(0, (await Query.RunAsync(id, Viewer.Anonymous))!.Needs);
        await Change.RunAsync(_owner, id, ListingAct.Close);
        Assert.Equal(ListingActResult.NotNow, await Change.RunAsync(_other, id, ListingAct.Need));
    }

    [Fact]
    public async Task It_ends_after_its_last_day_and_its_owner_is_told_once()
    {
        var id = await PostedAsync(Form() with { OpenUntil = Today.AddDays(1) });
        var ofGroup = await new ListingBuilder { Organization = _group }.With(f => f with { OpenUntil = Today.AddDays(1) }).InsertAsync(fixture);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await Expire.RunAsync());
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await Expire.RunAsync());
        Assert.Equal(0, await Expire.RunAsync());
        Assert.Equal(ListingState.Expired, (await Query.RunAsync(id, Viewer.Anonymous))!.Listing.State);
        Assert.Equal([id, ofGroup], (await Find.RunAsync(With(ListingFacets.State, "expired"), Viewer.Anonymous)).Items.Select(l => l.Id).Order());
        Assert.Equal(0, (await Find.RunAsync(With(ListingFacets.State, "open"), Viewer.Anonymous)).Total);
        foreach (var person in new[] { _owner.PersonId, _manager.PersonId })
            Assert.Equal([ListingNotice.Expired], await fixture.QueryAsync<string>("SELECT kind FROM notice WHERE person_id = @person", new { person }));

        var again = (await Query.RunAsync(id, Viewer.Member(_owner.PersonId)))!.Listing;
        Assert.Null(again.ToForm(Today).OpenUntil);
        Assert.IsType<ListingSaved>(await Save.RunAsync(_owner, id, again.ToForm(Today), again.Version));
        Assert.Equal(ListingState.Open, (await Query.RunAsync(id, Viewer.Anonymous))!.Listing.State);
        Assert.Equal(ListingActResult.Done, await Change.RunAsync(_manager, ofGroup, ListingAct.Open));
        Assert.Equal((ListingState.Open, null), (await Query.RunAsync(ofGroup, Viewer.Anonymous))!.Listing is var l ? (l.State, l.OpenUntil) : default);
    }

    [Fact]
    public async Task Two_links_to_the_same_page_are_seen_to_be_the_same()
    {
        var id = await PostedAsync(Material() with { Link = "http://www.Example.org/course/" });
        foreach (var link in new[] { "https://example.org/course", "example.org/course/", "HTTPS://EXAMPLE.ORG/course#part" })
            Assert.Equal([id], (await Query.WithSameLinkAsync(link, 0, Viewer.Anonymous)).Select(l => l.Id));
        Assert.Empty(await Query.WithSameLinkAsync("https://example.org/course?part=2", 0, Viewer.Anonymous));
        Assert.Empty(await Query.WithSameLinkAsync("https://example.org/course", id, Viewer.Anonymous));
        Assert.Empty(await Query.WithSameLinkAsync("no link", 0, Viewer.Anonymous));
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = @PersonId", new { _owner.PersonId });
        Assert.Empty(await Query.WithSameLinkAsync("https://example.org/course", 0, Viewer.Member(_other.PersonId)));
    }

    [Fact]
    public async Task Deleting_one_keeps_the_exchange_that_came_of_it()
    {
        var id = await PostedAsync(Form());
        await fixture.ExecuteAsync("""
            INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, listing_id, proposed_at, changed_at, form_key)
            SELECT @other, @owner, 'offer', id, @id, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UNHEX('01') FROM capacity WHERE code = 'openrefine'
            """, new { other = _other.PersonId, owner = _owner.PersonId, id });
        await Change.RunAsync(_other, id, ListingAct.Need);
        Assert.Equal(ListingActResult.Done, await Change.RunAsync(_owner, id, ListingAct.Delete));
        Assert.Equal(ListingActResult.NotFound, await Change.RunAsync(_owner, id, ListingAct.Delete));
        Assert.Null(await Query.RunAsync(id, Viewer.Member(_owner.PersonId)));
        Assert.Equal(0, (await Find.RunAsync(All, Viewer.Member(_owner.PersonId))).Total);
        Assert.Equal([(long?)null], await fixture.QueryAsync<long?>("SELECT listing_id FROM exchange"));
    }

    [Fact]
    public async Task A_merged_organization_takes_its_listings_along()
    {
        var curator = await AddAsync("Sample Curator");
        await fixture.GrantAsync("Sample_Curator", Role.Curator);
        var id = await new ListingBuilder { Organization = _group }.InsertAsync(fixture);
        await new OrganizationBuilder { Name = "Other Group" }.InsertAsync(fixture);
        Assert.Equal(OrganizationActResult.Done,
            await new ConfirmOrganizationCommand(fixture.Database, fixture.Vocabulary, _news, _clock).MergeAsync(curator, _group, "other-group"));
        Assert.Equal("other-group", (await Query.RunAsync(id, Viewer.Anonymous))!.Listing.Owner.Slug);
        Assert.True((await Query.RunAsync(id, Viewer.Member(_manager.PersonId)))!.IsMine);
    }

    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    private static CatalogueFilter All => new() { Kind = ListingContent.Kind };

    private static CatalogueFilter With(Facet facet, string code) => All.With(facet, [code]);

    private static ListingForm Form() => new() { Kind = ListingKind.Ask, Title = "Sample ask", Language = "en", Capacities = ["openrefine"], IsPublic = true };

    private static ListingForm Material() => Form() with { Kind = ListingKind.Resource, Resource = ResourceKind.LearningMaterial };

    private async Task<ulong> PostedAsync(ListingForm form) => Assert.IsType<ListingSaved>(await Save.PostAsync(_owner, form, Guid.NewGuid())).Id;
}
