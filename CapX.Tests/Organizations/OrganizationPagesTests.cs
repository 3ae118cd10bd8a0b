using System.Net;
using System.Text.Json;
using CapX.Data.Organizations;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>The organization pages for visitors and members, without a browser.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OrganizationPagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const int MostCommands = 8;

    // The id of the account "member" of the practice wiki.
    private const ulong Me = 1001;

    public Task InitializeAsync() => data.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/organizations?pageSize=100", 10)]
    [InlineData("/organizations?pageSize=100", 100)]
    [InlineData("/organizations?offers=sparql-queries&wants=openrefine&method=training&territory=NZ&q=nothing&type=partner&project=wikidata&knows=technology",
        10)]
    [InlineData("/organizations/options?facet=territory&find=bra", 10)]
    [InlineData("/organizations/sample-1", 10)]
    [InlineData("/api/v1/organizations?pageSize=100", 10)]
    [InlineData("/api/v1/organizations?pageSize=100", 100)]
    [InlineData("/api/v1/organizations/sample-1", 10)]
    public async Task Asks_the_database_at_most_eight_times_whatever_the_length(string url, int organizations)
    {
        await FillAsync(organizations);
        using var member = await app.OpenAsAsync("member");
        await member.GetAsync(url);

        var commands = await SqlCommands.CountAsync(() => member.GetAsync(url));

        Assert.InRange(commands, 1, MostCommands);
    }

    [Fact]
    public async Task Filters_by_what_the_address_says_and_counts_what_else_could_be_chosen()
    {
        await FillAsync(3);
        await new OrganizationBuilder { Name = "Sample Chapter", At = TestClock.Start }.With(f => f with { Type = "chapter" }).Offers("openrefine", "training")
            .In("GH").Called("fr", "Association d’exemple").InsertAsync(data);
        using var visitor = app.Open();

        var all = await visitor.TextAsync("/organizations?uselang=en");
        Assert.Contains("4 organizations · recently updated first", all, StringComparison.Ordinal);
        Assert.True(all.IndexOf("Sample Chapter", StringComparison.Ordinal) < all.IndexOf("Sample 1", StringComparison.Ordinal));
        Assert.Contains("id=\"type-user-group\"", all, StringComparison.Ordinal);

        var some = await visitor.TextAsync("/organizations?territory=002&method=Training&type=CHAPTER&q=exemple&uselang=fr");
        Assert.Contains("1 organisation ·", some, StringComparison.Ordinal);
        Assert.Contains("<bdi lang=\"fr\">Association d’exemple</bdi>", WebUtility.HtmlDecode(some), StringComparison.Ordinal);
        Assert.Contains("href=\"/organizations?q=exemple&amp;type=chapter&amp;method=training\"", some, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drops_what_it_does_not_understand_and_says_so()
    {
        await FillAsync(3);
        using var visitor = app.Open();
        var response = await visitor.GetAsync("/organizations?order=popular&type=no-such-thing&page=abc&language=en&uselang=en");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (var said in new[] { "“popular” is not a valid value for Order", "“no-such-thing” is not a valid value for Type",
            "“abc” is not a valid value for page", "noindex", "3 organizations" })
            Assert.Contains(said, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_each_condition_hides_when_nothing_fits()
    {
        await FillAsync(3);
        using var visitor = app.Open();
        var html = WebUtility.HtmlDecode(await visitor.TextAsync("/organizations?q=sample&offers=sparql-queries&method=training&territory=NZ&uselang=en"));

        const string Without =
            "<a href=\"/organizations?q=sample&offers=sparql-queries&method=training\">Without “Country or region: New Zealand”: 3 organizations</a>";
        Assert.Contains(Without, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Without “Text", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/organizations/propose\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_only_the_options_that_fit_what_is_typed()
    {
        await FillAsync(1);
        using var visitor = app.Open();
        var html = await visitor.TextAsync("/organizations/options?facet=territory&find=braz&uselang=en");

        Assert.Contains("Brazil", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Americas", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_an_organization_with_its_links_and_people()
    {
        var manager = await new PersonBuilder { Username = "Sample Manager" }.InsertAsync(data.Database);
        var hidden = await new PersonBuilder { Username = "Sample Hidden", Visibility = "hidden" }.InsertAsync(data.Database);
        var said = await new PersonBuilder { Username = "Sample Said" }.InsertAsync(data.Database);
        await new OrganizationBuilder { Name = "Sample" }.Offers("sparql-queries", "training").Having(manager, "manager").Having(hidden, "member")
            .Having(said, "said")
            .With(f => f with { MetaPage = "Sample group/Reports", Website = "https://example.org/" }).InsertAsync(data);
        // A link that was stored before links were checked.
        await data.ExecuteAsync("UPDATE organization SET mastodon = 'javascript:alert(1)'");
        using var visitor = app.Open();
        var html = await visitor.TextAsync("/organizations/sample?uselang=en");

        Assert.Contains("href=\"https://meta.wikimedia.org/wiki/Sample_group/Reports\" rel=\"nofollow ugc noopener", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.org/\" rel=\"nofollow ugc noopener", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/people/Sample_Manager\"", html, StringComparison.Ordinal);
        foreach (var absent in new[] { "javascript:", "Sample_Hidden", "Sample_Said", "noindex", "/organizations/sample/edit" })
            Assert.DoesNotContain(absent, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_text_of_organizations_as_text()
    {
        var (_, slug) = await new OrganizationBuilder { Name = "<script>alert(1)</script>" }.About("\"><img src=x onerror=alert(1)>").InsertAsync(data);
        using var visitor = app.Open();
        foreach (var url in new[] { "/organizations", $"/organizations/{slug}" })
        {
            var html = await visitor.TextAsync(url);
            Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answers_404_for_what_is_not_there_and_for_what_waits_unless_one_speaks_for_it()
    {
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@Me, @Version, '2026-03-01')", new { Me, Consent.Version });
        using var member = await app.OpenAsAsync("member");
        await new OrganizationBuilder { Name = "Sample waiting", State = OrganizationState.Proposed }.Having(Me, "manager").InsertAsync(data);
        using var visitor = app.Open();
        foreach (var url in new[] { "/organizations/sample-waiting", "/organizations/no-such", "/organizations/Sample-Waiting",
            "/api/v1/organizations/sample-waiting", "/api/v1/organizations/no-such" })
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(url)).StatusCode);
        Assert.DoesNotContain("Sample waiting", await visitor.TextAsync("/organizations"), StringComparison.Ordinal);

        var html = await member.TextAsync("/organizations/sample-waiting?uselang=en");
        Assert.Contains("is waiting for confirmation", html, StringComparison.Ordinal);
        Assert.Contains("noindex", html, StringComparison.Ordinal);
        Assert.Contains("/organizations/sample-waiting/edit", html, StringComparison.Ordinal);
        Assert.Contains("/organizations/sample-waiting/history", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/api/v1/organizations/sample-waiting")).StatusCode);
    }

    [Fact]
    public async Task The_address_of_a_merged_one_leads_to_what_it_became()
    {
        var (target, _) = await new OrganizationBuilder { Name = "Sample" }.InsertAsync(data);
        var (merged, _) = await new OrganizationBuilder { Name = "Former", State = OrganizationState.Proposed }.InsertAsync(data);
        await data.ExecuteAsync("UPDATE organization SET state = 'merged', merged_into_id = @target WHERE id = @merged", new { target, merged });
        using var visitor = app.Open();
        var response = await visitor.GetAsync("/organizations/former");

        Assert.Equal((HttpStatusCode.MovedPermanently, "/organizations/sample"), (response.StatusCode, TestBrowser.Location(response)));
        Assert.Contains("\"slug\":\"sample\"", await visitor.TextAsync("/api/v1/organizations/former"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_answers_in_the_frame_of_every_list()
    {
        await FillAsync(3);
        await new OrganizationBuilder { Name = "Empty", At = TestClock.Start }.InsertAsync(data);
        using var visitor = app.Open();
        using var answer = JsonDocument.Parse(await visitor.TextAsync("/api/v1/organizations?pageSize=2"));
        var root = answer.RootElement;

        Assert.Equal("total,page,pageSize,order,items,facets", string.Join(',', root.EnumerateObject().Select(p => p.Name)));
        Assert.Equal((4, 1, 2, "updated", 2),
            (root.GetProperty("total").GetInt32(), root.GetProperty("page").GetInt32(), root.GetProperty("pageSize").GetInt32(),
            root.GetProperty("order").GetString(), root.GetProperty("items").GetArrayLength()));
        Assert.Equal("knows,method,offers,project,territory,type,wants",
            string.Join(',', root.GetProperty("facets").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
        var empty = root.GetProperty("items")[0];
        Assert.Equal("slug,names,type,about,territories,projects,knows,offers,wants,metaPage,website,mastodon,reportLink,updatedAt,createdAt,url",
            string.Join(',', empty.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(JsonValueKind.Null, empty.GetProperty("about").ValueKind);
        Assert.Equal("[]", empty.GetProperty("offers").GetRawText());
        Assert.Equal("""[{"language":"en","name":"Empty"}]""", empty.GetProperty("names").GetRawText());
        Assert.Equal("""[{"code":"sparql-queries","methods":["training"],"note":null}]""", root.GetProperty("items")[1].GetProperty("offers").GetRawText());
        Assert.Contains("""{"code":"BR","count":3}""", root.GetProperty("facets").GetProperty("territory").GetRawText(), StringComparison.Ordinal);
        Assert.EndsWith("/organizations/empty", empty.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("pageSize=101", "pageSize")]
    [InlineData("order=start", "order")]
    [InlineData("type=club", "type")]
    [InlineData("territory=QO", "territory")]
    public async Task The_api_refuses_what_it_does_not_understand(string query, string parameter)
    {
        using var visitor = app.Open();
        var response = await visitor.GetAsync($"/api/v1/organizations?{query}&nobody=knows");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, Assert.Single(problem.RootElement.GetProperty("errors").EnumerateObject()).Name);
    }

    private async Task FillAsync(int organizations)
    {
        for (var number = 1; number <= organizations; number++)
            await new OrganizationBuilder { Name = $"Sample {number}" }.Offers("sparql-queries", "training").Wants("openrefine").In("BR").On("wikipedia")
                .About("Hello.").InsertAsync(data);
    }
}
