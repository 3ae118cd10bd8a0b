using System.Net;
using System.Text.RegularExpressions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.SignIn;

/// <summary>The wiki approves known browsers without asking, so only a person's click on a page of this site may lead there.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class WayToWikiTests(DatabaseFixture database, StubWikiApp app) : IClassFixture<StubWikiApp>, IAsyncLifetime
{
    private const string Authorize = "https://wiki.example.org/w/rest.php/oauth2/authorize";

    /// <summary>The origins of a request, by the headers that the browser sends: site, mode, destination, user activation and others.</summary>
    private static readonly Dictionary<string, (string Name, string Value)[]> Ways = new(StringComparer.Ordinal)
    {
        ["an old browser or a program"] = [],
        ["a typed address or a bookmark"] = Says("none", "navigate", "document", "?1"),
        ["a link of another site"] = Says("cross-site", "navigate", "document", "?1"),
        ["a link of another site of this domain"] = Says("same-site", "navigate", "document", "?1"),
        ["a form of another site"] = Says("cross-site", "navigate", "document", "?1", ("Cache-Control", "max-age=0")),
        ["a script of this site"] = Says("same-origin", "navigate", "document", null),
        ["a reload"] = Says("same-origin", "navigate", "document", "?1", ("Cache-Control", "max-age=0")),
        ["a picture on another site"] = Says("cross-site", "no-cors", "image", null),
        ["a picture on this site"] = Says("same-origin", "no-cors", "image", "?1"),
        ["a frame"] = Says("same-origin", "navigate", "iframe", "?1"),
        ["what is fetched ahead"] = Says("same-origin", "navigate", "document", "?1", ("Sec-Purpose", "prefetch")),
        ["enhanced navigation"] = Says("same-origin", "no-cors", "empty", null, ("Accept", "text/html; blazor-enhanced-nav=on")),
        ["a script's fetch"] = Says("same-origin", "cors", "empty", null),
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    public Task InitializeAsync()
    {
        app.Stub.Reset();
        return database.EmptyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_no_persons_click_on_a_page_of_ours_gets_a_page(string way)
    {
        using var browser = app.Open();
        foreach (var (method, url) in new[] { (HttpMethod.Get, "/sign-in?returnUrl=%2Fexchanges"), (HttpMethod.Get, "/sign-in/"),
            (HttpMethod.Get, "/SIGN-IN?fresh=1"), (HttpMethod.Head, "/sign-in") })
        {
            var answer = await browser.SendAsync(Asking(method, url, way));
            Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.CacheControl is { NoStore: true }));
            if (method == HttpMethod.Get) Assert.Contains("noindex", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        // A logged-in person who must confirm the login is not redirected either.
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(Asking(HttpMethod.Get, "/sign-in?fresh=1&returnUrl=%2Fprivacy%2Fme", way))).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_for_members_leads_no_further_than_that_page(string way)
    {
        using var browser = app.Open();
        var first = await browser.SendAsync(Asking(HttpMethod.Get, "/exchanges", way));
        Assert.Equal("/sign-in?returnUrl=%2Fexchanges", new Uri(app.Address, TestBrowser.Location(first)).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(Asking(HttpMethod.Get, "/sign-in?returnUrl=%2Fexchanges", way))).StatusCode);
        Assert.Empty(await database.QueryAsync<ulong>("SELECT id FROM person"));
    }

    [Fact]
    public async Task A_click_on_a_page_of_ours_leads_to_the_wiki()
    {
        using var browser = app.Open();
        Assert.StartsWith(Authorize, TestBrowser.Location(await browser.ClickAsync("/sign-in?returnUrl=%2Fexchanges")), StringComparison.Ordinal);
        Assert.StartsWith(Authorize, TestBrowser.Location(await browser.ClickAsync("/sign-in?fresh=1")), StringComparison.Ordinal);
        await StubWikiApp.ComeBackAsync(browser);
        Assert.StartsWith(Authorize, TestBrowser.Location(await browser.ClickAsync("/sign-in?fresh=1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_of_the_page_leads_there_in_a_browser_that_tells_nothing_and_in_no_other()
    {
        using var browser = app.Open();
        var link = await LinkAsync(browser);
        Assert.Contains("returnUrl=%2Fexchanges", link, StringComparison.Ordinal);
        Assert.StartsWith(Authorize, TestBrowser.Location(await browser.GetAsync(link)), StringComparison.Ordinal);
        // Several pages can be open, and each of their links works.
        var second = await LinkAsync(browser);
        foreach (var one in (string[])[link, second]) Assert.StartsWith(Authorize, TestBrowser.Location(await browser.GetAsync(one)), StringComparison.Ordinal);

        using var victim = app.Open();
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync(link)).StatusCode);
        await victim.GetAsync("/sign-in");
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("/sign-in?go=")).StatusCode);
    }

    [Theory]
    [InlineData("a link of another site")]
    [InlineData("a picture on another site")]
    [InlineData("a frame")]
    [InlineData("a script's fetch")]
    [InlineData("what is fetched ahead")]
    public async Task The_link_of_the_page_leads_nowhere_for_whom_a_browser_tells_of(string way)
    {
        using var browser = app.Open();
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(Asking(HttpMethod.Get, await LinkAsync(browser), way))).StatusCode);
    }

    [Theory]
    [InlineData("ended", "You logged out in another tab or browser")]
    [InlineData("expired", "not used for a long time")]
    [InlineData("erased", "Your account was deleted")]
    [InlineData("<script>", "You logged out in another tab or browser")]
    [InlineData("", "You logged out in another tab or browser")]
    public async Task The_page_of_an_ended_session_says_why_and_leads_nowhere_by_itself(string reason, string text)
    {
        using var browser = app.Open();
        var page = await browser.GetAsync($"/signed-out?reason={Uri.EscapeDataString(reason)}&returnUrl=%2Fexchanges");
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, true), (page.StatusCode, page.Headers.CacheControl is { NoStore: true }));
        Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.Contains("noindex", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in?returnUrl=%2Fexchanges\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"/sign-in?", await browser.TextAsync("/signed-out?reason=ended&returnUrl=https://evil.example.org"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_an_ended_session_sends_back_who_has_signed_in_meanwhile()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        Assert.EndsWith("/people", TestBrowser.Location(await browser.GetAsync("/signed-out?reason=ended&returnUrl=%2Fpeople")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_consumer_that_makes_the_wiki_ask_the_page_says_what_was_checked()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Contains("only check that your account is still logged in to the wiki in this browser", await browser.TextAsync("/privacy/me"),
            StringComparison.Ordinal);
        Assert.Equal("/privacy/erased", TestBrowser.Location(await browser.SubmitAsync("/privacy/me/erase", "/privacy/me", ("username", "Alice"))));
        Assert.Empty(await database.QueryAsync<ulong>("SELECT id FROM person"));
    }

    private static (string, string)[] Says(string site, string mode, string destination, string? user, params (string, string)[] others) =>
        [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination),
        .. user is null ? Array.Empty<(string, string)>() : [("Sec-Fetch-User", user)], .. others];

    private static HttpRequestMessage Asking(HttpMethod method, string url, string way)
    {
        var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in Ways[way]) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static async Task<string> LinkAsync(TestBrowser browser) =>
        WebUtility.HtmlDecode(Link().Match(await browser.TextAsync("/sign-in?returnUrl=%2Fexchanges")).Groups["link"].Value);

    [GeneratedRegex("href=\"(?<link>/sign-in[^\"]*go=[^\"]+)\"")]
    private static partial Regex Link();
}
