using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using CapX.Data.Listings;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Listings;

/// <summary>The listing pages for visitors and members, and their plain forms, without a browser.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ListingPagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const int MostCommands = 8;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    // The id of the account "member" of the practice wiki.
    private const ulong Me = 1001;

    private ulong _owner;

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        await MeAsync();
        _owner = await new PersonBuilder { Username = "Sample Owner" }.InsertAsync(data.Database);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/listings?pageSize=100", 10)]
    [InlineData("/listings?pageSize=100", 100)]
    [InlineData("/listings?capacity=sparql-queries&kind=ask&kind=offer&method=training&territory=NZ&territory=anywhere&q=nothing"
        + "&resource=venue&language=fr&state=closed", 10)]
    [InlineData("/resources?pageSize=100", 100)]
    [InlineData("/listings/options?facet=territory&find=bra", 10)]
    [InlineData("/listings/{first}", 10)]
    [InlineData("/listings/mine", 10)]
    [InlineData("/listings/feed.atom?pageSize=100", 100)]
    [InlineData("/api/v1/listings?pageSize=100", 10)]
    [InlineData("/api/v1/listings?pageSize=100", 100)]
    [InlineData("/api/v1/listings/{first}", 10)]
    [InlineData("/people/Sample_Owner", 10)]
    public async Task Asks_the_database_at_most_eight_times_whatever_the_length(string url, int listings)
    {
        var ids = await FillAsync(listings);
        using var member = await app.OpenAsAsync("member");
        var address = url.Replace("{first}", $"{ids[0]}", StringComparison.Ordinal);
        await member.GetAsync(address);

        var commands = await SqlCommands.CountAsync(() => member.GetAsync(address));

        Assert.InRange(commands, 1, MostCommands);
    }

    [Fact]
    public async Task Lists_what_is_open_unless_asked_for_more()
    {
        await FillAsync(3);
        await new ListingBuilder { Person = _owner, Title = "A closed one", State = ListingState.Closed }.InsertAsync(data);
        using var visitor = app.Open();
        var html = await visitor.TextAsync("/listings?uselang=en");
        Assert.Contains("3 listings · recently updated first", html, StringComparison.Ordinal);
        Assert.DoesNotContain("A closed one", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Clear all", html, StringComparison.Ordinal);
        Assert.Contains("1 listing ·", await visitor.TextAsync("/listings?state=closed&uselang=en"), StringComparison.Ordinal);
        Assert.Contains("4 listings ·", await visitor.TextAsync("/listings?state=closed&state=open&uselang=en"), StringComparison.Ordinal);
        using var answer = JsonDocument.Parse(await visitor.TextAsync("/api/v1/listings"));
        Assert.Equal(3, answer.RootElement.GetProperty("total").GetInt32());
        Assert.Equal("[{\"code\":\"closed\",\"count\":1},{\"code\":\"open\",\"count\":3}]",
            answer.RootElement.GetProperty("facets").GetProperty("state").GetRawText());
    }

    [Fact]
    public async Task Anywhere_is_one_of_the_territories()
    {
        await new ListingBuilder { Person = _owner, Title = "Online one" }.With(f => f with { Anywhere = true }).InsertAsync(data);
        await new ListingBuilder { Person = _owner, Title = "Ghana one" }.With(f => f with { Territories = ["GH"] }).InsertAsync(data);
        await new ListingBuilder { Person = _owner, Title = "Nowhere one" }.InsertAsync(data);
        using var visitor = app.Open();
        Assert.Contains("2 listings ·", await visitor.TextAsync("/listings?territory=Anywhere&territory=002&uselang=en"), StringComparison.Ordinal);
        var html = await visitor.TextAsync("/listings?territory=anywhere&uselang=en");
        Assert.Contains("1 listing ·", html, StringComparison.Ordinal);
        Assert.Contains("Country or region: Anywhere or online", html, StringComparison.Ordinal);
        Assert.Contains("id=\"territory-anywhere\"", await visitor.TextAsync("/listings/options?facet=territory&find=gha&uselang=en"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_are_the_learning_material_only()
    {
        await FillAsync(1);
        await new ListingBuilder
        {
            Person = _owner,
            Title = "A course"
        }.With(f =>
                f with { Kind = "resource", Resource = "learning-material", Format = "course", Licence = "cc-by", Link = "https://example.org/course" })
                    .InsertAsync(data);
        await new ListingBuilder { Person = _owner, Title = "A room" }.With(f => f with { Kind = "resource", Resource = "venue" }).InsertAsync(data);
        using var visitor = app.Open();
        var html = await visitor.TextAsync("/resources?format=course&uselang=en");
        Assert.Contains("1 learning resource ·", html, StringComparison.Ordinal);
        Assert.Contains("A course", html, StringComparison.Ordinal);
        Assert.Contains("There are no learning resources", await visitor.TextAsync("/resources?page=9&uselang=en"), StringComparison.Ordinal);
        // The query string cannot remove the fixed filter of the page.
        Assert.Contains("1 learning resource ·", await visitor.TextAsync("/resources?kind=ask&resource=venue&uselang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drops_what_it_does_not_understand_and_the_api_refuses_it()
    {
        await FillAsync(1);
        using var visitor = app.Open();
        var response = await visitor.GetAsync("/listings?order=popular&kind=no-such-thing&page=abc&state=gone&uselang=en");
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (var said in new[] { "“popular”", "“no-such-thing” is not a valid value for Kind", "“abc”", "“gone” is not a valid value for Status",
            "1 listing" }) Assert.Contains(said, html, StringComparison.Ordinal);
        foreach (var list in new[] { "/api/v1/listings", "/listings/feed.atom" })
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync($"{list}?kind=no-such-thing")).StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999")]
    [InlineData("x")]
    public async Task What_there_is_not_is_not_found(string id)
    {
        using var visitor = app.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/listings/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/api/v1/listings/{id}")).StatusCode);
        using var member = await app.OpenAsAsync("member");
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/listings/{id}/edit")).StatusCode);
    }

    [Fact]
    public async Task Visitors_are_led_to_sign_in_where_something_is_to_be_done()
    {
        var id = (await FillAsync(1))[0];
        using var visitor = app.Open();
        foreach (var page in new[] { "/listings/new", "/listings/mine", $"/listings/{id}/edit" })
            Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync(page)).StatusCode);
        var html = await visitor.TextAsync($"/listings/{id}?uselang=en");
        Assert.Contains($"/exchanges/propose?listing={id}", html, StringComparison.Ordinal);
        Assert.Contains("I can help", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" action=\"/listings", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_need_is_said_and_taken_back_by_plain_forms_and_few_needs_are_no_number()
    {
        var id = (await FillAsync(1))[0];
        for (var number = 0; number < 3; number++) await NeedAsync(id);
        using var member = await app.OpenAsAsync("member");
        var html = await ActAsync(member, id, "need");
        Assert.Contains("You need this too.", html, StringComparison.Ordinal);
        Assert.Contains("A few people need this too.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("4 people", html, StringComparison.Ordinal);
        // With five, one of them could withdraw and learn that the others are four.
        await NeedAsync(id);
        Assert.Contains("A few people need this too.", await member.TextAsync($"/listings/{id}?uselang=en"), StringComparison.Ordinal);
        await NeedAsync(id);
        Assert.Contains("6 people need this too.", await member.TextAsync($"/listings/{id}?uselang=en"), StringComparison.Ordinal);
        Assert.DoesNotContain("You need this too.", await ActAsync(member, id, "neednomore"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_forms_change_nothing()
    {
        var id = (await FillAsync(1))[0];
        using var member = await app.OpenAsAsync("member");
        foreach (var act in new[] { "close", "delete", "open" })
            Assert.Equal(HttpStatusCode.NotFound, (await member.SubmitAsync($"/listings/{id}/act", "/listings", ("do", act))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await member.SubmitAsync($"/listings/{id}/act", "/listings", ("do", "99"))).StatusCode);
        Assert.Contains("1 listing ·", await member.TextAsync("/listings?uselang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_closes_opens_and_deletes_by_plain_forms()
    {
        var id = await new ListingBuilder { Person = Me, Title = "My own" }.InsertAsync(data);
        using var member = await app.OpenAsAsync("member");
        var page = $"/listings/{id}?uselang=en";
        Assert.Contains("No one else has said they need this yet.", await member.TextAsync(page), StringComparison.Ordinal);
        Assert.Contains("Reopen", await ActAsync(member, id, "close"), StringComparison.Ordinal);
        Assert.DoesNotContain("Reopen", await ActAsync(member, id, "open"), StringComparison.Ordinal);
        var mine = await ActAsync(member, id, "delete");
        Assert.Contains("The listing has been deleted.", mine, StringComparison.Ordinal);
        Assert.Contains("You have not posted any listings yet.", mine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_holds_what_the_page_lists()
    {
        await FillAsync(3);
        var group = (await new OrganizationBuilder { Name = "Sample Group" }.InsertAsync(data)).Id;
        await new ListingBuilder
        {
            Organization = group, Title = "<b>Bold & brave</b> ]]>",
            At = TestClock.Start
        }.With(f => f with { Kind = "offer", Text = "Wörter & <Zeichen>", Language = "de", Capacities = ["sparql-queries"] })
                .InsertAsync(data);
        using var visitor = app.Open();
        var response = await visitor.GetAsync("/listings/feed.atom?pageSize=2");
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType?.MediaType);
        var feed = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;
        Assert.Equal(2, feed.Elements(Atom + "entry").Count());
        var first = feed.Element(Atom + "entry")!;
        Assert.Equal(("<b>Bold & brave</b> ]]>", "Wörter & <Zeichen>", "Sample Group", "de"),
            (first.Element(Atom + "title")!.Value, first.Element(Atom + "content")!.Value, first.Element(Atom + "author")!.Element(Atom + "name")!.Value,
            first.Attribute(XNamespace.Xml + "lang")!.Value));
        Assert.Contains(first.Elements(Atom + "category"), c => c.Attribute("term")!.Value == "sparql-queries");
        var next = feed.Elements(Atom + "link").Single(l => l.Attribute("rel")!.Value == "next").Attribute("href")!.Value;
        Assert.EndsWith("/listings/feed.atom?pageSize=2&page=2", next, StringComparison.Ordinal);
        Assert.Single(XDocument.Parse(await visitor.TextAsync("/listings/feed.atom?kind=offer")).Root!.Elements(Atom + "entry"));
        Assert.Contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/listings/feed.atom?kind=offer&page=2\"",
            WebUtility.HtmlDecode(await visitor.TextAsync("/listings?kind=offer&page=2")), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ulong>> FillAsync(int count)
    {
        var ids = new List<ulong>();
        for (var number = 1; number <= count; number++)
            ids.Add(await new ListingBuilder
            {
                Person = _owner,
                Title = $"Sample {number}"
            }.With(f =>
                    number % 2 == 0 ? f with { Kind = "resource", Resource = "learning-material", Territories = ["GH"], Languages = ["en"], Text = "Hello" }
                        : f with { Anywhere = true }).InsertAsync(data));
        return ids;
    }

    private async Task NeedAsync(ulong id)
    {
        var person = await new PersonBuilder().InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO listing_need (listing_id, person_id, since_at) VALUES (@id, @person, UTC_TIMESTAMP(6))", new { id, person });
    }

    private async Task MeAsync()
    {
        await new PersonBuilder { Id = Me, Username = "Member" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@Me, @Version, '2026-03-01')", new { Me, Consent.Version });
    }

    /// <summary>Posts a plain form of a listing and returns the page after the redirect.</summary>
    private static async Task<string> ActAsync(TestBrowser member, ulong id, string act)
    {
        var response = await member.SubmitAsync($"/listings/{id}/act", "/listings", ("do", act));
        return await member.TextAsync($"{TestBrowser.Location(response)}&uselang=en");
    }
}
