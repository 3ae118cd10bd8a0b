using System.Net;
using CapX.App.People;
using CapX.Data;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace CapX.Tests.Search;

/// <summary>A URL may have twenty values of one parameter and forty in total. The API refuses more; pages ignore the rest and say so.</summary>
[Collection(SharedDatabase.Name)]
public sealed class QueryLimitTests(DatabaseFixture fixture, TestApp app) : IClassFixture<TestApp>
{
    private const string Said = "at most 20 values in one filter and 40 values in total";

    /// <summary>Every URL that reads filters, with two of its filters: pages, the API and feeds.</summary>
    public static TheoryData<string, string, string> Lists => new()
    {
        { "/people", "offers", "wants" }, { "/organizations", "offers", "wants" }, { "/listings", "capacity", "territory" },
        { "/resources", "capacity", "language" }, { "/events", "capacity", "language" },
        { "/search", "offers", "wants" }, { "/search?in=organizations", "offers", "wants" }, { "/search?in=listings", "capacity", "territory" },
        { "/search?in=events", "capacity", "language" }, { "/matches", "offers", "wants" },
        { "/api/v1/people", "offers", "wants" }, { "/api/v1/organizations", "offers", "wants" }, { "/api/v1/listings", "capacity", "territory" },
        { "/api/v1/events", "capacity", "language" },
        { "/listings/feed.atom", "capacity", "territory" }, { "/resources/feed.atom", "capacity", "language" }, { "/events/feed.ics", "capacity", "language" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Twenty_values_of_a_parameter_and_forty_in_all_are_read_and_no_more(string list, string one, string other)
    {
        await fixture.EmptyAsync();
        using var browser = await MemberAsync();
        var isPage = !list.StartsWith("/api", StringComparison.Ordinal) && !list.Contains("feed", StringComparison.Ordinal);
        foreach (var (query, isTooMuch) in new[]
        {
            ($"{Values(one, 20)}&{Values(other, 20)}&page=1", false), (Values(one, 21), true), ($"{Values(one, 20)}&{Values(other, 20)}&q=a", true),
            // Empty values and unknown parameters do not count.
            ($"{Values(one, 20)}&{string.Join('&', Enumerable.Repeat($"{one}=", 50))}&{string.Join('&', Enumerable.Repeat("nobody=knows", 50))}", false),
        })
        {
            var answer = await browser.GetAsync($"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
            if (!isPage)
            {
                Assert.Equal(isTooMuch ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.StatusCode);
                continue;
            }
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync();
            // /matches has no text search, so q does not count there.
            if (list == "/matches" && query.EndsWith("q=a", StringComparison.Ordinal)) continue;
            Assert.True(isTooMuch == page.Contains(Said, StringComparison.Ordinal), $"{list} {query}");
        }
    }

    [Theory]
    [InlineData("/people/options?facet=wants")]
    [InlineData("/listings/options?facet=capacity")]
    public async Task Options_of_a_filter_read_no_more_either(string options)
    {
        using var browser = app.Open();
        var answer = await browser.GetAsync($"{options}&{Values("offers", 100)}&find={new string('x', 3000)}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange((await answer.Content.ReadAsStringAsync()).Length, 1, 10_000);
    }

    [Fact]
    public void The_first_values_count_and_the_rest_is_refused_once()
    {
        var query = QueryHelpers.ParseQuery($"?{Values("offers", 300)}&{Values("wants", 300)}&{Values("knows", 300)}&page=2&order=name");
        var (filter, refused) = PeopleFilterParser.Parse(new QueryCollection(query), fixture.Vocabulary);
        Assert.Equal((20, 20, 0), (filter[Facet.Offers].Count, filter[Facet.Wants].Count, filter[Facet.Knows].Count));
        Assert.Equal((2, PeopleOrder.Name), (filter.Page, filter.Order));
        Assert.Equal(["knows", "offers", "wants"], refused.Select(r => r.Name).Order());
        Assert.All(refused, r => Assert.True(r.IsTooMany));
    }

    [Fact]
    public async Task A_page_names_a_few_of_the_values_that_it_left_out()
    {
        using var browser = app.Open();
        var page = await browser.TextAsync($"/people?{string.Join('&', Enumerable.Range(0, 18).Select(i => $"offers=nothing-{i:00}"))}");
        Assert.Equal(10, Enumerable.Range(0, 18).Count(i => page.Contains($"“nothing-{i:00}”", StringComparison.Ordinal)));
        Assert.Contains("Other values were also ignored.", page, StringComparison.Ordinal);
    }

    private string Values(string parameter, int count) => string.Join('&', Codes(parameter).Take(count).Select(code => $"{parameter}={code}"));

    private IEnumerable<string> Codes(string parameter) => (parameter switch
    {
        "territory" => fixture.Vocabulary.Territories,
        "language" => fixture.Vocabulary.Languages,
        _ => fixture.Vocabulary.Capacities,
    }).Entries.Select(entry => entry.Code);

    private async Task<TestBrowser> MemberAsync()
    {
        var browser = await app.OpenAsAsync("member");
        await fixture.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT id, @version, @now FROM person",
            new { version = Consent.Version, now = TestClock.Start });
        return browser;
    }
}
