using System.Net;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.People;

/// <summary>The reading pages as the server sends them, without a browser.</summary>
[Collection(SharedDatabase.Name)]
public sealed class PagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const int MostCommands = 8;

    public Task InitializeAsync() => data.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/people?pageSize=100", 10)]
    [InlineData("/people?pageSize=100", 100)]
    [InlineData("/api/v1/people?pageSize=100", 10)]
    [InlineData("/api/v1/people?pageSize=100", 100)]
    [InlineData("/people/Person_1?as=visitor", 10)]
    [InlineData("/capacities", 10)]
    [InlineData("/capacities/sparql-queries", 10)]
    [InlineData("/capacities/sparql-queries", 100)]
    [InlineData("/", 10)]
    public async Task Asks_the_database_at_most_eight_times_whatever_the_length(string url, int people)
    {
        await FillAsync(people);
        using var member = await app.OpenAsAsync("member");
        await member.GetAsync(url);

        var commands = await SqlCommands.CountAsync(() => member.GetAsync(url));

        Assert.InRange(commands, 1, MostCommands);
    }

    [Fact]
    public async Task Drops_what_it_does_not_understand_and_says_so()
    {
        await FillAsync(3);
        using var visitor = app.Open();
        var response = await visitor.GetAsync("/people?order=popular&offers=no-such-thing&page=abc&uselang=en");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("popular", html, StringComparison.Ordinal);
        Assert.Contains("no-such-thing", html, StringComparison.Ordinal);
        Assert.Contains("3 people", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_a_page_past_the_end_as_an_empty_one()
    {
        await FillAsync(3);
        using var visitor = app.Open();
        var response = await visitor.GetAsync("/people?page=9");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("<article", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_to_drop_one_condition_when_nobody_fits()
    {
        await FillAsync(3);
        using var visitor = app.Open();
        var html = await visitor.TextAsync("/people?offers=sparql-queries&territory=NZ&uselang=en");

        Assert.Contains("href=\"/people?offers=sparql-queries\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/people/Nobody_Here")]
    [InlineData("/people/Hidden_One")]
    [InlineData("/capacities/no-such-capacity")]
    [InlineData("/no-such-page")]
    public async Task Answers_the_same_404_for_what_is_not_there_and_what_is_not_shown(string url)
    {
        await new PersonBuilder { Username = "Hidden One", Visibility = "hidden" }.InsertAsync(data.Database);
        using var visitor = app.Open();
        var response = await visitor.GetAsync(url + "?uselang=en");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Page not found", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/people", HttpStatusCode.OK)]
    [InlineData("/people/Nobody_Here", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/people", HttpStatusCode.OK)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    public async Task Answers_HEAD_like_GET_without_the_body(string url, HttpStatusCode status)
    {
        using var visitor = app.Open();
        using var request = new HttpRequestMessage(HttpMethod.Head, url);
        var response = await visitor.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Keeps_search_engines_out_unless_a_person_lets_them_in()
    {
        await new PersonBuilder { Username = "Shy" }.InsertAsync(data.Database);
        await new PersonBuilder { Username = "Known", Indexable = true }.InsertAsync(data.Database);
        using var visitor = app.Open();

        Assert.Contains("noindex", await visitor.TextAsync("/people/Shy"), StringComparison.Ordinal);
        Assert.DoesNotContain("noindex", await visitor.TextAsync("/people/Known"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_text_of_people_as_text()
    {
        await new PersonBuilder
        {
            Username = "Mal", DisplayName = "<script>alert(1)</script>",
            About = "\"><img src=x onerror=alert(1)>"
        }.Offers("sparql-queries", note: "<b>bold</b>").InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        using var visitor = app.Open();

        foreach (var url in new[] { "/people", "/people/Mal", "/capacities/sparql-queries", "/people?q=%3Cscript%3Ealert(1)%3C/script%3E" })
        {
            var html = await visitor.TextAsync(url);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>bold", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sends_only_the_options_that_fit_what_is_typed()
    {
        await new PersonBuilder().Speaks("pt-br").Speaks("sw").InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        using var visitor = app.Open();
        var html = await visitor.TextAsync("/people/options?facet=language&find=kiswa&uselang=en");

        Assert.Contains("Swahili", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Portuguese", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
    }

    private async Task FillAsync(int people)
    {
        for (var i = 1; i <= people; i++)
            await new PersonBuilder { Username = $"Person {i}" }.Offers("sparql-queries", 3).Wants("openrefine").Speaks("en").Speaks("fr").In("BR")
                .On("wikipedia").InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }
}
