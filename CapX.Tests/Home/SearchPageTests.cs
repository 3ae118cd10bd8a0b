using System.Net;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Home;

/// <summary>/search as the server sends it, without a browser.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SearchPageTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const int MostCommands = 8;

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        var poster = await new PersonBuilder { Username = "Poster" }.InsertAsync(data.Database);
        for (var i = 1; i <= 25; i++)
        {
            await new PersonBuilder { Username = $"Sample person {i}", About = "Likes gardens" }.Offers("openrefine").InsertAsync(data.Database);
            await new OrganizationBuilder { Name = $"Sample group {i}" }.About("Likes gardens").Offers("openrefine").InsertAsync(data);
            await new EventBuilder { Title = $"Sample meeting {i}", Starts = TestClock.Start.AddDays(i) }.By(poster).With(f => f with { Text = "In gardens" })
                .InsertAsync(data);
            await new ListingBuilder
            {
                Person = poster,
                Title = $"Sample ask {i}"
            }.With(f => f with { Text = "About gardens", Kind = i % 5 == 0 ? "offer" : "ask" }).InsertAsync(data);
        }
        await new ListingBuilder { Person = poster, Title = "Closed gardens", State = CapX.Data.Listings.ListingState.Closed }.InsertAsync(data);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("", "25 people", "Sample person")]
    [InlineData("&in=organizations", "25 organizations", "Sample group")]
    [InlineData("&in=Listings", "25 listings", "Sample ask")]
    [InlineData("&in=events", "25 events", "Sample meeting")]
    public async Task Each_tab_says_how_many_it_finds_and_shows_one_list(string tab, string count, string item)
    {
        using var visitor = app.Open();
        var html = WebUtility.HtmlDecode(await visitor.TextAsync($"/search?q=garden{tab}&uselang=en"));
        Assert.Contains($"{count} · ", html, StringComparison.Ordinal);
        foreach (var address in new[] { "/search?q=garden", "/search?in=organizations&q=garden", "/search?in=listings&q=garden", "/search?in=events&q=garden" })
            Assert.Contains($"<a href=\"{address}\"", html, StringComparison.Ordinal);
        var tabs = html[html.IndexOf("<nav class=\"search-tabs", StringComparison.Ordinal)..];
        Assert.Equal(4, tabs[..tabs.IndexOf("</nav>", StringComparison.Ordinal)].Split("(25)").Length - 1);
        foreach (var name in new[] { "Sample person", "Sample group", "Sample ask", "Sample meeting" })
            Assert.Equal(name == item, html.Contains(name, StringComparison.Ordinal));
        Assert.Contains(item, WebUtility.HtmlDecode(await visitor.TextAsync($"/search?q=garden{tab}&page=2&uselang=en")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tab_filters_as_its_list_does_and_stays_chosen()
    {
        using var visitor = app.Open();
        var html = WebUtility.HtmlDecode(await visitor.TextAsync("/search?in=listings&q=garden&kind=offer&uselang=en"));
        Assert.Contains("5 listings · recently updated first", html, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"in\" value=\"listings\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/search?in=listings&q=garden\"", html, StringComparison.Ordinal);
        Assert.Contains("data-options=\"/listings/options\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/search?q=garden&pageSize=100")]
    [InlineData("/search?q=garden&in=organizations&pageSize=100&territory=BR")]
    [InlineData("/search?q=garden&in=listings&pageSize=100")]
    [InlineData("/search?q=garden&in=events&pageSize=100&past=1")]
    public async Task Asks_the_database_at_most_eight_times(string url)
    {
        using var member = await app.OpenAsAsync("member");
        await member.GetAsync(url);
        Assert.InRange(await SqlCommands.CountAsync(() => member.GetAsync(url)), 1, MostCommands);
    }

    [Fact]
    public async Task An_unknown_tab_and_rubbish_are_the_list_of_people()
    {
        using var visitor = app.Open();
        foreach (var url in new[] { "/search", "/search?in=%00", "/search?in=people&in=listings", "/search?q=%F0%9F%98%80", "/search?page=abc&order=popular" })
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(url)).StatusCode);
    }
}
