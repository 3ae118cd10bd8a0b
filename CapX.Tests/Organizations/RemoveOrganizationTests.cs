using CapX.Data;
using CapX.Data.Exchanges;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.Search;
using CapX.Data.SignIn;
using CapX.Tests.Content;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using System.Net;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>A curator refuses a proposed organization or removes a confirmed one, without harm to other people's content.</summary>
[Collection(SharedDatabase.Name)]
public sealed class RemoveOrganizationTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private Pair _pair = null!;
    private Actor _curator = null!;
    private ulong _group;

    private Actor Manager => _pair.Recipient;
    private RemoveOrganizationCommand Remove => new(data.Database, _pair.News, _pair.Clock);
    private OrganizationQuery Query => new(data.Database, _pair.Clock);

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        _pair = await Pair.MakeAsync(data);
        _curator = await data.OpenSessionAsync(await new PersonBuilder { Id = 1003, Username = "Sample Moderator" }.InsertAsync(data.Database),
            TestClock.Start.AddYears(1));
        await data.GrantAsync("Sample_Moderator", Role.Curator);
        (_group, _) = await new OrganizationBuilder { Name = "Sample Group" }.Called("fr", "Groupe exemple").Offers("openrefine").About("About it").In("GH")
            .On("wikidata")
            .With(f => f with { MetaPage = "Sample Group", Website = "https://example.org" }).Having(Manager.PersonId, "manager")
            .Having(_pair.Stranger.PersonId, "member").InsertAsync(data);
    }

    public async Task DisposeAsync()
    {
        _pair.Dispose();
        Assert.Empty(await OrphanedContent.FindAsync(data));
    }

    [Fact]
    public async Task Only_a_curator_removes_it_and_says_why()
    {
        foreach (var other in new[] { Manager, _pair.Stranger, _pair.Proposer })
            Assert.Equal(OrganizationActResult.NotFound, await Remove.RunAsync(other, _group, "Why not"));
        await data.ExecuteAsync("UPDATE organization_person SET standing = 'member'");
        Assert.Equal(OrganizationActResult.NotFound, await Remove.RunAsync(Manager, _group, "Why not"));
        foreach (var word in new[] { null, " ", new string('x', 501), "\ud800" })
            Assert.Equal(OrganizationActResult.BadText, await Remove.RunAsync(_curator, _group, word));
        Assert.Equal(OrganizationActResult.NotFound, await Remove.RunAsync(_curator, _group + 1000, "No such"));
        await data.ExecuteAsync("UPDATE person SET blocked = TRUE WHERE id = @PersonId", _curator);
        Assert.Equal(OrganizationActResult.Blocked, await Remove.RunAsync(_curator, _group, "Blocked"));
        await data.ExecuteAsync("DELETE FROM session");
        Assert.Equal(OrganizationActResult.SignedOut, await Remove.RunAsync(_curator, _group, "Signed out"));
        Assert.Equal(["confirmed"], await data.QueryAsync<string>("SELECT state FROM organization"));
    }

    [Fact]
    public async Task Nothing_is_left_of_it_but_its_address_which_nobody_gets_again()
    {
        await new ListingBuilder { Organization = _group }.InsertAsync(data);
        await data.ExecuteAsync("INSERT INTO draft (person_id, form, body, saved_at) VALUES (@PersonId, @form, '{}', '2026-03-01')",
            new { Manager.PersonId, form = SaveOrganizationCommand.DraftName(_group) });
        await data.ExecuteAsync("INSERT INTO organization_change (organization_id, what, changed_at) VALUES (@_group, 'saved', '2026-03-01')", new { _group });
        Assert.Equal(2, (await data.QueryAsync<long>("SELECT COUNT(*) FROM catalogue")).Single());
        Assert.Equal(OrganizationActResult.Done, await Remove.RunAsync(_curator, _group, "Does not exist"));
        foreach (var table in new[] { "organization_name", "organization_territory", "organization_project", "organization_capacity", "organization_person",
            "organization_change", "listing", "listing_capacity", "catalogue", "catalogue_code", "draft" })
            Assert.Equal((table, 0L), (table, (await data.QueryAsync<long>($"SELECT COUNT(*) FROM {table}")).Single()));
        Assert.Equal(["sample-group removed"],
            await data.QueryAsync<string>("SELECT CONCAT_WS(' ', slug, state, about, meta_page, website, confirmed_at) FROM organization"));
        foreach (var viewer in new[] { Viewer.Anonymous, Viewer.Member(Manager.PersonId), Viewer.Member(_curator.PersonId) })
            Assert.Null(await Query.RunAsync("sample-group", viewer));
        Assert.Equal("sample-group-2", (await new OrganizationBuilder { Name = "Sample Group" }.InsertAsync(data)).Slug);
        Assert.Equal(1, (await new FindOrganizationsQuery(data.Database,
            new CatalogueQuery(data.Database, _pair.Clock)).RunAsync(new CatalogueFilter { Kind = OrganizationContent.Kind }, Viewer.Anonymous)).Total);
    }

    [Fact]
    public async Task Its_managers_read_its_name_and_why_and_nobody_else_does()
    {
        await Remove.RunAsync(_curator, _group, "Does not exist");
        var notice = Assert.Single((await _pair.Notices.RunAsync(Manager.PersonId, 1)).Items);
        Assert.Equal((OrganizationNotice.Change, "Sample Group", "Does not exist"), (notice.Kind, notice.Name, notice.Word));
        Assert.Equal(1, (await data.QueryAsync<long>("SELECT COUNT(*) FROM notice")).Single());
        // The second of two curators finds the organization removed and notifies no one again.
        Assert.Equal(OrganizationActResult.Done, await Remove.RunAsync(_curator, _group, "Once more"));
        Assert.Equal(1, (await data.QueryAsync<long>("SELECT COUNT(*) FROM notice")).Single());
    }

    [Fact]
    public async Task Two_at_once_do_it_once()
    {
        var acted = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Remove.RunAsync(_curator, _group, $"Reason {number}")));
        Assert.All(acted, one => Assert.Equal(OrganizationActResult.Done, one));
        Assert.Equal(1, (await data.QueryAsync<long>("SELECT COUNT(*) FROM notice")).Single());
    }

    [Fact]
    public async Task Who_asks_it_at_the_same_moment_is_refused_or_loses_the_exchange_whole()
    {
        var proposing = _pair.Propose.RunAsync(_pair.Proposer, Ask());
        await Task.WhenAll(proposing, Remove.RunAsync(_curator, _group, "Meanwhile"));
        var open = await data.QueryAsync<string>("SELECT state FROM exchange WHERE state NOT IN ('declined') OR recipient_organization_id IS NOT NULL");
        Assert.Empty(open);
        Assert.Equal(new ProposalRefused(ProposalRefusal.NotFound), await _pair.Propose.RunAsync(_pair.Proposer, Ask()));
    }

    [Fact]
    public async Task The_other_side_of_its_exchanges_keeps_them_whole()
    {
        var asked = Made(await _pair.Propose.RunAsync(_pair.Proposer, Ask()));
        await _pair.Change.RunAsync(Manager, asked, ExchangeAction.Accept, "Gladly");
        await _pair.Send.RunAsync(Manager, asked, "For the group", null, Guid.NewGuid());
        var offered = Made(await _pair.Propose.RunAsync(Manager, _pair.Proposal() with { RecipientId = _pair.Proposer.PersonId, AsOrganizationId = _group }));
        await Remove.RunAsync(_curator, _group, "Does not exist");
        var left = (await _pair.Query.RunAsync(asked, _pair.Proposer.PersonId))!;
        Assert.Equal((null, ExchangeState.CalledOff, false, "To clean data"), (left.Other, left.State, left.MayWrite, left.Hope));
        Assert.Equal(["Hello", "For the group"], left.Messages.Select(m => m.Text));
        Assert.Equal((ExchangeState.Withdrawn, null),
            ((await _pair.Query.RunAsync(offered, _pair.Proposer.PersonId))!.State, (await _pair.Query.RunAsync(offered, _pair.Proposer.PersonId))!.Other));
        Assert.Null(await _pair.Query.RunAsync(asked, Manager.PersonId));
        Assert.Equal([null], (await _pair.Notices.RunAsync(Manager.PersonId, 1)).Items.Select(n => n.ExchangeId));
        Assert.Equal(2, (await data.QueryAsync<long>("SELECT COUNT(*) FROM notice WHERE person_id = @PersonId AND kind = 'change'", _pair.Proposer)).Single());
    }

    [Fact]
    public async Task What_was_merged_into_it_goes_too_and_an_import_does_not_bring_it_back()
    {
        var form = new OrganizationForm { Names = [new("en", "Imported Group")], Type = "chapter", MetaPage = "Imported Group" };
        var import = new ImportOrganizationsCommand(data.Database, data.Vocabulary, _pair.Clock);
        await import.RunAsync(1, form, areConfirmed: true, isDry: false);
        var imported = (await data.QueryAsync<ulong>("SELECT id FROM organization WHERE slug = 'imported-group'")).Single();
        await new ConfirmOrganizationCommand(data.Database, data.Vocabulary, _pair.News, _pair.Clock).MergeAsync(_curator, imported, "sample-group");
        Assert.Equal(OrganizationActResult.NotNow, await Remove.RunAsync(_curator, imported, "Merged"));
        await Remove.RunAsync(_curator, _group, "Does not exist");
        Assert.Equal(["removed", "removed"], await data.QueryAsync<string>("SELECT state FROM organization"));
        Assert.Empty(await data.QueryAsync<string>("SELECT name FROM organization_name"));
        Assert.Null(await Query.RunAsync("imported-group", Viewer.Anonymous));
        Assert.Equal(ImportResult.Kept, (await import.RunAsync(1, form, areConfirmed: true, isDry: false)).Outcome);
    }

    [Fact]
    public async Task Events_that_nobody_else_organizes_go_and_the_others_stay()
    {
        await new EventBuilder { Title = "Of it alone" }.ByOrganization(_group).Registered(_pair.Proposer.PersonId).InsertAsync(data);
        var shared = await new EventBuilder { Title = "Of both" }.ByOrganization(_group).By(_pair.Stranger.PersonId).Registered(_pair.Proposer.PersonId)
            .InsertAsync(data);
        await Remove.RunAsync(_curator, _group, "Does not exist");
        Assert.Equal(["Of both"], await data.QueryAsync<string>("SELECT title FROM event"));
        Assert.Equal([shared], await data.QueryAsync<ulong>("SELECT id FROM catalogue WHERE kind = 'event' AND owner_id = @PersonId", _pair.Stranger));
        Assert.Equal(["Of it alone"], await data.QueryAsync<string>("SELECT name FROM notice WHERE person_id = @PersonId", _pair.Proposer));
    }

    [Fact]
    public async Task A_curator_refuses_one_without_scripts_and_its_page_is_gone()
    {
        var (_, slug) = await new OrganizationBuilder { Name = "Proposed Group", State = OrganizationState.Proposed }.Having(Manager.PersonId, "manager")
            .InsertAsync(data);
        await data.ExecuteAsync("""
            INSERT INTO content (kind) VALUES ('person');
            INSERT IGNORE INTO person (id, content_id, username, joined_at, signed_in_at)
             VALUES (1001, LAST_INSERT_ID(), 'Sample Member', '2026-01-01', '2026-01-01');
            INSERT IGNORE INTO consent (person_id, version, given_at) VALUES (1001, @Version, '2026-03-01'), (1003, @Version, '2026-03-01')
            """, new { Consent.Version });
        using var curator = await app.OpenAsAsync("moderator");
        using var member = await app.OpenAsAsync("member");
        var url = $"/organizations/{slug}/remove";
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(url)).StatusCode);
        Assert.False((await member.SubmitAsync("/organizations/sample-group/remove", "/exchanges", ("_handler", "remove"),
            ("Word", "Mine"))).IsSuccessStatusCode);
        Assert.Empty(await data.QueryAsync<string>("SELECT slug FROM organization WHERE state = 'removed'"));
        Assert.Contains($"href=\"{url}\"", await curator.TextAsync($"/organizations/{slug}"), StringComparison.Ordinal);
        Assert.Contains("Reject Proposed Group", await curator.TextAsync(url), StringComparison.Ordinal);
        Assert.Contains("Remove Sample Group", await curator.TextAsync("/organizations/sample-group/remove"), StringComparison.Ordinal);
        Assert.Contains("Enter a reason of at most 500 characters.",
            await (await curator.SubmitAsync(url, url, ("_handler", "remove"), ("Word", " "))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var removed = await curator.SubmitAsync(url, url, ("_handler", "remove"), ("Word", "Not a group"));
        Assert.Contains("The organization has been removed.", await curator.TextAsync(new Uri(app.Address, TestBrowser.Location(removed)).PathAndQuery),
            StringComparison.Ordinal);
        foreach (var gone in new[] { $"/organizations/{slug}", url, $"/organizations/{slug}/edit", $"/organizations/{slug}/history",
            $"/api/v1/organizations/{slug}" }) Assert.Equal(HttpStatusCode.NotFound, (await curator.GetAsync(gone)).StatusCode);
        using var visitor = app.Open();
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync(url)).StatusCode);
    }

    private Proposal Ask() => _pair.Proposal() with { RecipientId = null, OrganizationId = _group };

    private static ulong Made(ProposeResult outcome) => Assert.IsType<ProposalMade>(outcome).Id;
}
