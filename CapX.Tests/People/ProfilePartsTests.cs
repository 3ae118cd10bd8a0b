using System.Net;
using CapX.Data;
using CapX.Data.Content;
using CapX.Data.Editing;
using CapX.Data.Index;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.People;

/// <summary>Each part of a profile is visible only to the people that its owner chose, on every page and in the API.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ProfilePartsTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string About = "zqabout text";

    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<ulong> OwnerAsync(string seen)
    {
        var id = await new PersonBuilder
        {
            Username = "Owner", About = About, AboutSeen = seen, LanguagesSeen = seen, TerritoriesSeen = seen,
            AffiliationsSeen = seen, ExchangesSeen = seen
        }
            .Speaks("pt", "4").In("BR").InsertAsync(database.Database);
        await new OrganizationBuilder { Name = "Zqgroup" }.Having(id, "member").InsertAsync(database);
        await database.ExecuteAsync("""
            INSERT INTO contact_choice (person_id, channel, talk_instead, gathered, shows_count, silent) VALUES (@id, 'tool', 0, 0, 1, '')
            """, new { id });
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        return id;
    }

    private async Task<TestBrowser> MemberAsync(ulong? blockedBy = null)
    {
        var browser = await app.OpenAsAsync("member");
        await database.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (1001, @Version, '2026-03-01')", new { Consent.Version });
        if (blockedBy is { } owner)
        {
            await database.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@owner, 1001, '2026-03-01')", new { owner });
            await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        }
        return browser;
    }

    public static TheoryData<string, string, bool> Cases => new()
    {
        { "profile", "visitor", true }, { "profile", "member", true }, { "profile", "parted", true },
        { "members", "visitor", false }, { "members", "member", true }, { "members", "parted", false },
        { "nobody", "visitor", false }, { "nobody", "member", false }, { "nobody", "parted", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_part_shows_on_pages_lists_facets_and_in_the_api_to_whom_its_owner_chose(string seen, string viewer, bool isSeen)
    {
        var owner = await OwnerAsync(seen);
        using var browser = viewer == "visitor" ? app.Open() : await MemberAsync(viewer == "parted" ? owner : null);
        async Task SeesAsync(string url, string text, bool expected, HttpResponseMessage? answer = null)
        {
            var response = answer ?? await browser.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var html = await response.Content.ReadAsStringAsync();
            Assert.True(html.Contains(text, StringComparison.Ordinal) == expected, $"{url} shows “{text}”: {!expected}");
        }

        foreach (var text in (string[])[About, "Brazil", "Portuguese", "Zqgroup"]) await SeesAsync("/people/Owner", text, isSeen);
        await SeesAsync("/api/v1/people/Owner", About, isSeen);
        await SeesAsync("/api/v1/people/Owner", "\"BR\"", isSeen);
        await SeesAsync("/api/v1/people/Owner", "\"pt\"", isSeen);
        await SeesAsync("/api/v1/people", About, isSeen);
        await SeesAsync("/api/v1/people", "\"code\":\"BR\"", isSeen);
        await SeesAsync("/api/v1/people", "\"code\":\"019\"", isSeen);
        await SeesAsync("/api/v1/people", "\"code\":\"pt\"", isSeen);
        await SeesAsync("/api/v1/people", "\"total\":1", true);
        foreach (var query in (string[])["q=zqabout", "territory=BR", "territory=019", "language=pt"])
        {
            await SeesAsync($"/api/v1/people?{query}", "\"Owner\"", isSeen);
            await SeesAsync($"/people?{query}", "/people/Owner\"", isSeen);
        }
        await SeesAsync("/search?q=zqabout", "/people/Owner\"", isSeen);
        await SeesAsync("/organizations/zqgroup", "/people/Owner\"", isSeen);
        await SeesAsync("/report", About, isSeen,
            await browser.SubmitAsync("/report", "/report", ("_handler", "start"), ("Thing", "person"), ("Key", "Owner")));
    }

    [Theory]
    [InlineData("profile", true)]
    [InlineData("members", false)]
    [InlineData("nobody", false)]
    public async Task The_count_of_exchanges_is_a_part_too(string seen, bool isSeenByVisitors)
    {
        await OwnerAsync(seen);
        var find = new FindPersonQuery(database.Database);
        Assert.Equal(isSeenByVisitors, (await find.RunAsync("Owner", Viewer.Anonymous))!.Documented is not null);
        Assert.Equal(seen != "nobody", (await find.RunAsync("Owner", Viewer.Member(1)))!.Documented is not null);
    }

    [Fact]
    public async Task The_owner_sees_all_of_it_and_what_a_visitor_sees()
    {
        var owner = await OwnerAsync("nobody");
        var found = await new FindPersonQuery(database.Database).RunAsync("Owner", Viewer.Member(owner));
        Assert.Equal(About, found!.Person.About!.Text);
        Assert.Equal(["BR"], found.Person.Territories);
        Assert.Single(found.Person.Languages);
        Assert.Single(await new AffiliationsQuery(database.Database).RunAsync(owner, Viewer.Member(owner)));

        using var browser = await app.OpenAsAsync("member");
        await database.ExecuteAsync("""
            UPDATE person SET about = @About, about_language = 'en', about_seen = 'members', visibility = 'public', version = 1, updated_at = '2026-03-01'
              WHERE id = 1001
            """, new { About });
        Assert.Contains(About, await browser.TextAsync("/people/Sample_Member"), StringComparison.Ordinal);
        Assert.DoesNotContain(About, await browser.TextAsync("/people/Sample_Member?as=visitor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_chosen_is_saved_read_again_and_told_apart()
    {
        using var index = new PeopleIndex(database.Database, database.Vocabulary, new TestClock());
        var save = new SaveProfileCommand(database.Database, database.Vocabulary, index, new TestClock());
        var actor = await database.NewcomerAsync();
        var parts = new ProfileParts
        {
            About = PartVisibility.Members, Languages = PartVisibility.Nobody, Territories = PartVisibility.Members,
            Affiliations = PartVisibility.Nobody, Exchanges = PartVisibility.Members
        };
        var form = new ProfileForm { Visibility = ProfileVisibility.Public, Parts = parts };
        Assert.IsType<FormSaved>(await save.RunAsync(actor, form, 0));
        var mine = await new ProfileQuery(database.Database, new TestClock()).RunAsync(actor.PersonId);
        Assert.Equal(parts, mine!.Form.Parts);
        Assert.Equal([ProfileField.Visibility], form.DiffersIn(new ProfileForm { Visibility = ProfileVisibility.Public }));
        Assert.Equal(parts, new ProfileForm().WithField(ProfileField.Visibility, form).Parts);
        Assert.Equal(new ProfileParts(), new ProfileParts { About = (PartVisibility)9 }.Checked());
    }
}
