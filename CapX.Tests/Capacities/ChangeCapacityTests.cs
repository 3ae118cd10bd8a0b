using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Index;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>The permissions to change the capacity tree, and the effects of each change.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ChangeCapacityTests(DatabaseFixture fixture) : CurationRig(fixture)
{
    [Fact]
    public async Task Only_a_curator_who_is_signed_in_and_not_blocked_changes_anything()
    {
        var member = await Fixture.OpenSessionAsync(await new PersonBuilder().InsertAsync(Fixture.Database));
        var blocked = await CuratorAsync("Sample Blocked", blocked: true);
        var former = await CuratorAsync("Sample Former", days: 1);
        var moderator = await Fixture.OpenSessionAsync(await new PersonBuilder { Username = "Sample Moderator" }.InsertAsync(Fixture.Database),
            TestClock.Start.AddYears(1));
        await Fixture.GrantAsync("Sample Moderator", Role.Moderator);
        var added = await AddAsync("Sample");
        Clock.Advance(TimeSpan.FromDays(2));
        var gone = Curator with { Session = SessionKey.Hash("never opened") };
        (Actor Actor, CapacityActResult Expected)[] cases =
            [(member, CapacityActResult.NotFound), (blocked, CapacityActResult.Blocked), (former, CapacityActResult.NotFound),
            (moderator, CapacityActResult.NotFound),
            (gone, CapacityActResult.SignedOut), (member with { PersonId = Curator.PersonId }, CapacityActResult.SignedOut)];
        var version = await VersionAsync("openrefine");
        foreach (var (actor, expected) in cases)
        {
            Assert.Equal(expected,
                (await Change.AddAsync(actor, new NewCapacity { Texts = new Dictionary<string, CapacityTyped> { ["en"] = new("New", "") } },
                    Guid.NewGuid())).Acted);
            Assert.Equal(expected,
                (await Change.NameAsync(actor, "openrefine", version, new Dictionary<string, CapacityTyped> { ["en"] = new("New", "") })).Acted);
            Assert.Equal(expected, (await Change.RecodeAsync(actor, "openrefine", version, "new")).Acted);
            Assert.Equal(expected, (await Change.MoveAsync(actor, "openrefine", version, "")).Acted);
            Assert.Equal(expected, (await Change.RetireAsync(actor, "openrefine", version, "")).Acted);
            Assert.Equal(expected, (await Change.RestoreAsync(actor, "openrefine", version)).Acted);
            Assert.Equal(expected, (await Merge.RunAsync(actor, "openrefine", version, "sparql-queries")).Acted);
            Assert.Equal(expected, (await Undo.RunAsync(actor, added.ChangeId!.Value)).Acted);
            if (actor == blocked) continue;
            Assert.Null(await Managed.RunAsync("openrefine", expected == CapacityActResult.SignedOut ? Viewer.Anonymous : Viewer.Member(actor.PersonId)));
            Assert.Null(await History.RunAsync(null, 1, expected == CapacityActResult.SignedOut ? Viewer.Anonymous : Viewer.Member(actor.PersonId)));
        }
        Assert.Equal(version, await VersionAsync("openrefine"));
        Assert.Equal([1L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM capacity_change"));
    }

    [Fact]
    public async Task Curators_learn_no_small_number_of_those_who_hold_one()
    {
        await AddAsync("Sample skill");
        async Task<long?> HeldAsync() => (await Managed.RunAsync("sample-skill", Viewer.Member(Curator.PersonId)))!.Held;
        Assert.Equal(0, await HeldAsync());
        for (var held = 1; held <= ManagedCapacityQuery.SmallestShown; held++)
        {
            await new PersonBuilder { Visibility = "hidden" }.Knows("sample-skill").InsertAsync(Fixture.Database);
            Assert.Equal(held < ManagedCapacityQuery.SmallestShown ? null : held, await HeldAsync());
        }
    }

    [Fact]
    public async Task What_is_added_stands_in_the_tree_at_once_and_once()
    {
        var key = Guid.NewGuid();
        Assert.Equal(new CapacityResult(CapacityActResult.Done, "sample-skill"),
            await AddAsync("Sample skill!", "technology", key: key) with { ChangeId = null });
        Assert.Equal((CapacityActResult.Done, "sample-skill"),
            (await AddAsync("Sample skill!", "technology", key: key)) is var again ? (again.Acted, again.Code) : default);
        // Form keys are separate for each curator.
        Assert.Equal(CapacityActResult.CodeTaken,
            (await Change.AddAsync(await CuratorAsync("Sample Other Curator"),
                new NewCapacity { Parent = "technology", Texts = new Dictionary<string, CapacityTyped> { ["en"] = new("Sample skill!", "") } }, key)).Acted);
        var entry = Tree["sample-skill"];
        Assert.Equal(("technology", "Sample skill!"), (entry.Parent, entry.Name(["en"])));
        var person = await new PersonBuilder().Offers("sample-skill").InsertAsync(Fixture.Database);
        await Index.RefreshAsync(person);
        Assert.Equal([person], Offering("sample-skill"));
        Assert.Contains(person, Offering("technology"));
    }

    [Theory]
    [InlineData("Sample", "no-such-place", "", CapacityActResult.BadPlace)]
    [InlineData("Sample", "", "openrefine", CapacityActResult.CodeTaken)]
    [InlineData("Sample", "", "Two words", CapacityActResult.BadCode)]
    [InlineData("Sample", "", "manage", CapacityActResult.BadCode)]
    [InlineData("Sample", "", "a--b", CapacityActResult.BadCode)]
    [InlineData("例", "", "", CapacityActResult.BadCode)]
    [InlineData("", "", "sample", CapacityActResult.BadText)]
    public async Task What_cannot_stand_is_not_added(string name, string parent, string code, CapacityActResult expected)
    {
        Assert.Equal(expected, (await AddAsync(name, parent, code)).Acted);
        Assert.Empty(await Fixture.QueryAsync<long>("SELECT id FROM capacity_change"));
    }

    [Fact]
    public async Task A_name_is_found_in_its_language_by_people_and_in_the_catalogue_at_once()
    {
        var person = await new PersonBuilder().Offers("openrefine").InsertAsync(Fixture.Database);
        await new OrganizationBuilder().Offers("openrefine").InsertAsync(Fixture);
        await Index.LoadAsync();
        Assert.Equal(CapacityActResult.Done, (await NameAsync("openrefine", "de", "Datenputzerei", "Tabellen aufräumen.")).Acted);
        Assert.Equal("Datenputzerei", Tree["openrefine"].Name(["de"]));
        Assert.Equal([person], Index.Find(new PeopleFilter { Queries = ["datenputz"] }, Viewer.Anonymous).Ids);
        Assert.Equal([1L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM catalogue WHERE words LIKE '% datenputzerei %'"));
        Assert.Equal(CapacityActResult.Done, (await NameAsync("openrefine", "de", "Anderes")).Acted);
        Assert.Empty(Index.Find(new PeopleFilter { Queries = ["datenputz"] }, Viewer.Anonymous).Ids);
        Assert.Equal([0L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM catalogue WHERE words LIKE '%datenputz%'"));
    }

    [Fact]
    public async Task A_draft_that_a_curator_read_is_reviewed_and_nothing_else_changes()
    {
        var text = (await Managed.RunAsync("openrefine", Viewer.Member(Curator.PersonId)))!.Texts["fr"];
        Assert.Equal(CapacityText.Drafted, text.State);
        var typed = new Dictionary<string, CapacityTyped> { ["fr"] = new(text.Name, text.Description, false), ["es"] = new("Limpieza", "") };
        Assert.Equal(CapacityActResult.Done, (await Change.NameAsync(Curator, "openrefine", await VersionAsync("openrefine"), typed)).Acted);
        Assert.Equal(text, (await Managed.RunAsync("openrefine", Viewer.Member(Curator.PersonId)))!.Texts["fr"]);
        typed["fr"] = typed["fr"] with { IsReviewed = true };
        Assert.Equal(CapacityActResult.Done, (await Change.NameAsync(Curator, "openrefine", await VersionAsync("openrefine"), typed)).Acted);
        Assert.Equal(text with { State = CapacityText.Reviewed }, (await Managed.RunAsync("openrefine", Viewer.Member(Curator.PersonId)))!.Texts["fr"]);
        Assert.Equal(CapacityActResult.Unchanged, (await Change.NameAsync(Curator, "openrefine", await VersionAsync("openrefine"), typed)).Acted);
        Assert.Equal(CapacityActResult.BadText, (await NameAsync("openrefine", "en", "")).Acted);
        Assert.Equal(CapacityActResult.BadText, (await NameAsync("openrefine", "en", "Half \uD800")).Acted);
        Assert.Equal(CapacityActResult.BadText, (await NameAsync("openrefine", "xx-none", "Name")).Acted);
    }

    [Fact]
    public async Task A_new_code_is_what_everybody_gets_and_the_old_one_still_leads_there()
    {
        var person = await new PersonBuilder().Offers("openrefine").InsertAsync(Fixture.Database);
        await new OrganizationBuilder().Offers("openrefine", "training").InsertAsync(Fixture);
        await Index.LoadAsync();
        Assert.Equal("cleaning-data", (await RecodeAsync("openrefine", " Cleaning-Data ")).Code);
        Assert.Equal("cleaning-data", Tree.Find("OpenRefine")!.Code);
        Assert.Equal([person], Offering("cleaning-data"));
        Assert.Equal(["capacity", "knows", "offers"],
            (await Fixture.QueryAsync<string>("SELECT DISTINCT facet FROM catalogue_code WHERE code = 'cleaning-data' UNION SELECT 'capacity' ORDER BY 1")));
        Assert.Empty(await Fixture.QueryAsync<string>("SELECT facet FROM catalogue_code WHERE code = 'openrefine'"));
        Assert.Equal(CapacityActResult.CodeTaken, (await AddAsync("Other", code: "openrefine")).Acted);
        Assert.Equal(CapacityActResult.CodeTaken, (await RecodeAsync("sparql-queries", "openrefine")).Acted);
        Assert.Equal(CapacityActResult.Done, (await RecodeAsync("cleaning-data", "openrefine")).Acted);
        Assert.Equal("openrefine", Tree["cleaning-data"].Code);
    }

    [Fact]
    public async Task A_move_takes_all_below_along_and_never_makes_a_circle()
    {
        var person = await new PersonBuilder().Offers("writing-bylaws").InsertAsync(Fixture.Database);
        await Index.LoadAsync();
        Assert.Contains(person, Offering("organizational-structure"));
        Assert.Equal(CapacityActResult.Done, (await MoveAsync("governance", "technology")).Acted);
        Assert.Empty(Offering("organizational-structure"));
        Assert.Equal([person], Offering("technology"));
        Assert.Equal(CapacityActResult.Circle, (await MoveAsync("governance", "writing-bylaws")).Acted);
        Assert.Equal(CapacityActResult.Circle, (await MoveAsync("governance", "governance")).Acted);
        Assert.Equal(CapacityActResult.Unchanged, (await MoveAsync("governance", "technology")).Acted);
        Assert.Equal(CapacityActResult.Done, (await MoveAsync("governance", "")).Acted);
        Assert.Null(Tree["governance"].Parent);
    }

    [Fact]
    public async Task Two_who_move_at_once_make_no_circle()
    {
        var other = await CuratorAsync("Sample Other");
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (await VersionAsync("governance"), await VersionAsync("technology"));
            var both = await Task.WhenAll(Change.MoveAsync(Curator, "governance", one, "technology"), Change.MoveAsync(other, "technology", two, "governance"));
            Assert.Equal([CapacityActResult.Done, CapacityActResult.Circle], both.Select(b => b.Acted).Order());
            await MoveAsync("governance", "");
            await MoveAsync("technology", "");
        }
    }

    [Fact]
    public async Task A_form_that_was_open_when_somebody_else_saved_is_refused()
    {
        var version = await VersionAsync("openrefine");
        await NameAsync("openrefine", "de", "Neu");
        Assert.Equal(CapacityActResult.Stale, (await Change.MoveAsync(Curator, "openrefine", version, "")).Acted);
        Assert.Equal(CapacityActResult.Stale,
            (await Change.NameAsync(Curator, "openrefine", version, new Dictionary<string, CapacityTyped> { ["de"] = new("Anders", "") })).Acted);
        Assert.Equal(CapacityActResult.Stale, (await Merge.RunAsync(Curator, "openrefine", version, "sparql-queries")).Acted);
        Assert.Equal("Neu", Tree["openrefine"].Name(["de"]));
    }

    [Fact]
    public async Task What_is_retired_stays_with_its_holders_and_comes_back()
    {
        var person = await new PersonBuilder().Offers("openrefine").InsertAsync(Fixture.Database);
        await Index.LoadAsync();
        Assert.Equal(CapacityActResult.HasChildren, (await RetireAsync("governance")).Acted);
        Assert.Equal(CapacityActResult.BadPlace, (await RetireAsync("openrefine", "openrefine")).Acted);
        Assert.Equal(CapacityActResult.Done, (await RetireAsync("openrefine", "sparql-queries")).Acted);
        Assert.Equal((true, "sparql-queries"), (Tree["openrefine"].IsRetired, Tree["openrefine"].Successor));
        Assert.Equal([person], Offering("openrefine"));
        Assert.Equal(CapacityActResult.NotNow, (await RetireAsync("openrefine")).Acted);
        Assert.Equal(CapacityActResult.BadPlace, (await MoveAsync("sparql-queries", "openrefine")).Acted);
        Assert.Equal(CapacityActResult.BadPlace, (await AddAsync("Below it", "openrefine")).Acted);
        Assert.Equal(CapacityActResult.BadPlace, (await MergeAsync("sparql-queries", "openrefine")).Acted);
        // The successor of a retired capacity follows a merge.
        Assert.Equal(CapacityActResult.Done, (await MergeAsync("sparql-queries", "technology")).Acted);
        Assert.Equal("technology", Tree["openrefine"].Successor);
        Assert.Equal(CapacityActResult.Done, (await Change.RestoreAsync(Curator, "openrefine", await VersionAsync("openrefine"))).Acted);
        Assert.False(Tree["openrefine"].IsRetired);
    }
}
