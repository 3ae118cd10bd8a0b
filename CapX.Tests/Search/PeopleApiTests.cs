using System.Net;
using System.Text.Json;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Search;

[Collection(SharedDatabase.Name)]
public sealed class PeopleApiTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private static readonly string[] ItemFields =
        ["username", "displayName", "about", "languages", "territories", "projects", "homeWiki", "knows", "offers", "wants", "updatedAt", "joinedAt", "url"];

    public Task InitializeAsync() => data.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Tells_a_person_in_exactly_the_fields_of_the_contract()
    {
        await AddAsync(new PersonBuilder { Username = "Ana Example", About = "Olá", AboutLanguage = "pt-br", HomeWiki = "ptwiki" }
            .Offers("sparql-queries", 1, "by video").Wants("openrefine").Speaks("pt-br", "N").In("BR").On("wikipedia"));

        var answer = await JsonAsync("/api/v1/people");

        Assert.Equal(["total", "page", "pageSize", "order", "items", "facets"], answer.EnumerateObject().Select(p => p.Name));
        var person = Assert.Single(answer.GetProperty("items").EnumerateArray());
        Assert.Equal(ItemFields, person.EnumerateObject().Select(p => p.Name));
        Assert.Equal("N", person.GetProperty("languages")[0].GetProperty("level").GetString());
        Assert.Equal(JsonValueKind.Null, person.GetProperty("displayName").ValueKind);
        Assert.Equal("pt-br", person.GetProperty("about").GetProperty("language").GetString());
        Assert.Equal("quick-help", person.GetProperty("offers")[0].GetProperty("methods")[0].GetString());
        Assert.Equal("sparql-queries", person.GetProperty("knows")[0].GetString());
        Assert.EndsWith("Z", person.GetProperty("updatedAt").GetString(), StringComparison.Ordinal);
        Assert.Equal(new Uri(app.Address, "/people/Ana_Example").AbsoluteUri, person.GetProperty("url").GetString());
    }

    [Fact]
    public async Task Answers_an_empty_list_in_the_same_frame()
    {
        await LoadAsync();
        var answer = await JsonAsync("/api/v1/people?q=&offers=&nonsense=1");

        Assert.Equal(0, answer.GetProperty("total").GetInt32());
        Assert.Equal("updated", answer.GetProperty("order").GetString());
        Assert.Equal(["knows", "offers", "wants", "method", "language", "territory", "project"],
            answer.GetProperty("facets").EnumerateObject().Select(p => p.Name));
        Assert.All(answer.GetProperty("facets").EnumerateObject(), facet => Assert.Equal(0, facet.Value.GetArrayLength()));
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=-1")]
    [InlineData("page=abc")]
    [InlineData("page=1&page=2")]
    [InlineData("pageSize=101")]
    [InlineData("pageSize=0")]
    [InlineData("order=popular")]
    [InlineData("offers=no-such-capacity")]
    [InlineData("language=xx-nowhere")]
    [InlineData("territory=ZZ")]
    [InlineData("territory=QO")]
    [InlineData("project=facebook")]
    [InlineData("method=magic")]
    [InlineData("wants=%00")]
    [InlineData("wants=%ff%fe")]
    public async Task Refuses_what_it_does_not_understand_with_problem_details(string query)
    {
        using var visitor = app.Open();
        var response = await visitor.GetAsync($"/api/v1/people?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(problem.RootElement.TryGetProperty("requestId", out _));
    }

    [Theory]
    [InlineData("/api/v1/people/Nobody")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api")]
    public async Task Answers_404_as_problem_details(string url)
    {
        using var visitor = app.Open();
        var response = await visitor.GetAsync(url);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Answers_an_empty_page_past_the_end()
    {
        await AddAsync(new PersonBuilder());
        var answer = await JsonAsync("/api/v1/people?page=99999999999999999999");

        Assert.Equal(1, answer.GetProperty("total").GetInt32());
        Assert.Equal(0, answer.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Shows_visitors_the_public_and_members_the_members_too()
    {
        await AddAsync(
            new PersonBuilder { Username = "Open", Visibility = "public" }.Offers("sparql-queries"),
            new PersonBuilder { Username = "Inner", Visibility = "members" }.Offers("sparql-queries"),
            new PersonBuilder { Username = "Away", Visibility = "hidden" }.Offers("sparql-queries"),
            new PersonBuilder { Username = "Unsaved", UpdatedAt = null }.Offers("sparql-queries"),
            new PersonBuilder { Username = "Renamed", NameLostAt = TestClock.Start }.Offers("sparql-queries"));
        using var visitor = app.Open();
        using var member = await app.OpenAsAsync("member");

        Assert.Equal(["Open"], await NamesAsync(visitor));
        Assert.Equal(["Inner", "Open"], await NamesAsync(member));
        foreach (var name in new[] { "Inner", "Away", "Unsaved", "Renamed" })
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/api/v1/people/{name}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/api/v1/people/Inner")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/api/v1/people/Away")).StatusCode);
        Assert.Equal(1, await CountAsync(visitor));
        Assert.Equal(2, await CountAsync(member));
    }

    [Fact]
    public async Task Finds_a_person_with_an_underscore_for_a_space_and_minds_the_case()
    {
        await AddAsync(new PersonBuilder { Username = "Ana Example" });
        using var visitor = app.Open();

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/api/v1/people/Ana_Example")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/api/v1/people/Ana%20Example")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/api/v1/people/ANA_Example")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/capacities", "technology", null)]
    [InlineData("/api/v1/territories", "BR", "005")]
    [InlineData("/api/v1/languages", "pt-br", "pt")]
    public async Task Lists_reference_data_whole_with_parents_and_names(string url, string code, string? parent)
    {
        var items = (await JsonAsync($"{url}?uselang=es")).GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("code").GetString()!);

        Assert.Equal(parent, items[code].GetProperty("parent").GetString());
        Assert.NotEqual(code, items[code].GetProperty("name").GetString());
    }

    private async Task AddAsync(params PersonBuilder[] people)
    {
        foreach (var person in people) await person.InsertAsync(data.Database);
        await LoadAsync();
    }

    private Task LoadAsync() => app.Services.GetRequiredService<PeopleIndex>().LoadAsync();

    private async Task<JsonElement> JsonAsync(string url)
    {
        using var visitor = app.Open();
        return await JsonAsync(visitor, url);
    }

    private static async Task<JsonElement> JsonAsync(TestBrowser visitor, string url)
    {
        var response = await visitor.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    private static async Task<IEnumerable<string?>> NamesAsync(TestBrowser visitor) =>
        (await JsonAsync(visitor, "/api/v1/people?order=name")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("username").GetString());

    /// <summary>The facet count of the capacity that everyone offers.</summary>
    private static async Task<int> CountAsync(TestBrowser visitor) =>
        (await JsonAsync(visitor, "/api/v1/people")).GetProperty("facets").GetProperty("offers").EnumerateArray()
            .Single(o => o.GetProperty("code").GetString() == "sparql-queries").GetProperty("count").GetInt32();
}
