using System.Net;
using System.Security.Cryptography;
using System.Text;
using CapX.App.Wiki;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace CapX.Tests.SignIn;

[Collection(SharedDatabase.Name)]
public sealed class SignInTests(DatabaseFixture database, StubWikiApp app) : IClassFixture<StubWikiApp>, IAsyncLifetime
{
    private const string ConsentSql = "INSERT INTO consent (person_id, version, given_at) VALUES (3, @version, '2026-03-01')";

    public Task InitializeAsync()
    {
        app.Stub.Reset();
        app.Clock.Now = TestClock.Start;
        return database.EmptyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Asks_the_wiki_by_the_registered_address_whatever_host_was_named()
    {
        using var browser = app.Open();
        var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in?returnUrl=/people") { Headers = { Host = "evil.example.org" } };
        request.Headers.Add("X-Forwarded-Host", "evil.example.org");
        var authorize = new Uri(TestBrowser.Location(await browser.SendAsync(TestBrowser.ByPerson(request))));
        Assert.Equal("https://wiki.example.org/w/rest.php/oauth2/authorize", authorize.GetLeftPart(UriPartial.Path));
        var query = QueryHelpers.ParseQuery(authorize.Query);
        Assert.Equal(["client_id", "code_challenge", "code_challenge_method", "redirect_uri", "response_type", "state"], query.Keys.Order());
        Assert.Equal("https://capx.example.org/signin-mediawiki", query["redirect_uri"]);
        Assert.Equal("client-id", query["client_id"]);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
    }

    [Fact]
    public async Task Redeems_the_code_by_a_form_with_the_verifier_of_its_challenge()
    {
        using var browser = app.Open();
        var authorize = new Uri(TestBrowser.Location(await browser.ClickAsync("/sign-in")));
        var asked = QueryHelpers.ParseQuery(authorize.Query);
        await browser.GetAsync($"{MediaWikiDefaults.CallbackPath}?code=abc%2Fdef&state={Uri.EscapeDataString(asked["state"]!)}");

        Assert.Equal(
            [
                "POST https://wiki.example.org/w/rest.php/oauth2/access_token",
                "GET https://wiki.example.org/w/rest.php/oauth2/resource/profile",
                "GET https://wiki.example.org/w/api.php?action=query&format=json&formatversion=2&meta=globaluserinfo&guiuser=Alice",
            ], app.Stub.Requests.Select(r => r.Line));
        var form = QueryHelpers.ParseQuery(app.Stub.Requests.First().Body);
        Assert.Equal(["client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri"], form.Keys.Order());
        Assert.Equal("abc/def", form["code"]);
        Assert.Equal("https://capx.example.org/signin-mediawiki", form["redirect_uri"]);
        Assert.Equal(asked["code_challenge"], WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))));
        Assert.All(app.Stub.Requests,
            r => Assert.Contains("User-Agent: CapX/1.0 (https://capx.example.org; maintainers@example.org)", r.Headers, StringComparison.Ordinal));
        Assert.Contains($"Authorization: Bearer {StubWiki.AccessToken}", app.Stub.Requests.ElementAt(1).Headers, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", app.Stub.Requests.ElementAt(2).Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Welcomes_whoever_comes_first_and_then_goes_where_they_wanted()
    {
        using var browser = app.Open();
        Assert.Equal("/welcome?returnUrl=%2Fpeople%3Foffers%3Dlua", TestBrowser.Location(await StubWikiApp.ComeBackAsync(browser, "/people?offers=lua")));
        Assert.Equal([3ul], await database.QueryAsync<ulong>("SELECT id FROM person WHERE username = 'Alice' AND updated_at IS NULL AND NOT blocked"));
        await database.ExecuteAsync(ConsentSql, new { version = CapX.Data.SignIn.Consent.Version });
        Assert.Equal("/people?offers=lua", TestBrowser.Location(await StubWikiApp.ComeBackAsync(browser, "/people?offers=lua")));
    }

    [Fact]
    public async Task Welcomes_again_whoever_agreed_to_an_older_text()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        await database.ExecuteAsync(ConsentSql, new { version = "2020-01" });
        Assert.Equal("/welcome", TestBrowser.Location(await StubWikiApp.ComeBackAsync(browser)));
    }

    [Fact]
    public async Task Keeps_no_token_anywhere()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        Assert.DoesNotContain(StubWiki.AccessToken, string.Join(';', browser.Cookies.Values), StringComparison.Ordinal);
        foreach (var secret in (string[])["nobody-may-see", "Alice"])
            Assert.DoesNotContain(secret, app.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_secure_cookies_to_this_host_alone_when_the_site_is_https()
    {
        using var browser = app.Open();
        var start = await browser.ClickAsync("/sign-in");
        var correlation = Assert.Single(TestBrowser.SetCookies(start));
        var state = QueryHelpers.ParseQuery(new Uri(TestBrowser.Location(start)).Query)["state"].ToString();
        var entered = await browser.GetAsync($"{MediaWikiDefaults.CallbackPath}?code=abc&state={Uri.EscapeDataString(state)}");
        var session = Assert.Single(TestBrowser.SetCookies(entered), c => c.Contains("session", StringComparison.Ordinal));
        var form = Assert.Single(TestBrowser.SetCookies(await browser.GetAsync("/")), c => c.Contains("form", StringComparison.Ordinal));
        foreach (var cookie in (string[])[correlation, session, form])
        {
            Assert.StartsWith("__Host-capx-", cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Follows_a_rename()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        app.Stub.Profile = StubWiki.Answer(HttpStatusCode.OK, """{"sub":"3","username":"Alice_of \u00d6","blocked":true}""", "text/html");
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Equal(["Alice of Ö"], await database.QueryAsync<string>("SELECT username FROM person WHERE id = 3 AND blocked"));
    }

    [Fact]
    public async Task Opens_a_new_session_at_each_sign_in_and_ends_the_one_before()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        var first = new Dictionary<string, string>(browser.Cookies);
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Single(await database.QueryAsync<ulong>("SELECT person_id FROM session"));

        using var thief = app.Open();
        foreach (var (name, value) in first) thief.Cookies[name] = value;
        Assert.StartsWith("https://wiki.example.org", TestBrowser.Location(await thief.ClickAsync("/sign-in?returnUrl=/people")), StringComparison.Ordinal);
        Assert.Equal("/people", TestBrowser.Location(await browser.ClickAsync("/sign-in?returnUrl=/people")));
    }

    [Fact]
    public async Task Does_not_carry_a_session_over_to_another_account()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        app.Stub.Profile = StubWiki.Answer(HttpStatusCode.OK, """{"sub":"4","username":"Bob"}""", "text/html");
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Equal([4ul], await database.QueryAsync<ulong>("SELECT person_id FROM session"));
        Assert.Contains("Bob", await browser.TextAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example.org")]
    [InlineData("///evil.example.org")]
    [InlineData("/\\evil.example.org")]
    [InlineData("\\\\evil.example.org")]
    [InlineData("/\t/evil.example.org")]
    [InlineData("/\n/evil.example.org")]
    [InlineData("/\u0085/evil.example.org")]
    [InlineData("https://evil.example.org")]
    [InlineData("https:evil.example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example.org")]
    [InlineData(" //evil.example.org")]
    [InlineData("/..//evil.example.org")]
    [InlineData("/.//evil.example.org")]
    [InlineData("/people/..//evil.example.org")]
    [InlineData("/%2e%2e//evil.example.org")]
    [InlineData("/%2Fevil.example.org")]
    [InlineData("/%5Cevil.example.org")]
    [InlineData("/%09/evil.example.org")]
    [InlineData("/people%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/sign-in")]
    [InlineData("/SIGN-IN?returnUrl=/sign-in")]
    [InlineData("/sign-in/failed?reason=locked")]
    [InlineData("/sign-out")]
    [InlineData("/signin-mediawiki?error=x")]
    [InlineData("/people/../sign-in")]
    [InlineData("")]
    public async Task Goes_home_rather_than_where_an_address_leads_away(string returnUrl)
    {
        using var browser = app.Open();
        Assert.Equal("/welcome", TestBrowser.Location(await StubWikiApp.ComeBackAsync(browser, returnUrl)));
        Assert.Equal("/", TestBrowser.Location(await browser.ClickAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}")));
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/people?q=a&q=b#c", "/people?q=a&q=b#c")]
    [InlineData("/people/Ana_Ünï", "/people/Ana_%C3%9Cn%C3%AF")]
    [InlineData("/people/AC%2FDC", "/people/AC%2FDC")]
    [InlineData("/people?q=https://example.org//x\u00e9", "/people?q=https://example.org//x%C3%A9")]
    [InlineData("/people?q=50%25", "/people?q=50%25")]
    public async Task Comes_back_to_a_page_of_this_site(string returnUrl, string expected)
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Equal(expected, TestBrowser.Location(await browser.ClickAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}")));
    }
}
