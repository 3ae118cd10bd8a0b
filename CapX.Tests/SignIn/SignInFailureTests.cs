using System.Net;
using CapX.App.SignIn;
using CapX.App.Wiki;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.SignIn;

/// <summary>Every failure of the login ends on a page of CapX with a reason and a status, and reveals nothing else.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SignInFailureTests(DatabaseFixture database, StubWikiApp app) : IClassFixture<StubWikiApp>, IAsyncLifetime
{
    private const string Locked = """{"batchcomplete":true,"query":{"globaluserinfo":{"home":"metawiki","id":3,"name":"Alice","locked":true}}}""";
    private static readonly Func<Task<HttpResponseMessage>> Down =
        StubWiki.Answer(HttpStatusCode.InternalServerError, "<html>MediaWiki internal error</html>", "text/html");
    private static readonly Func<Task<HttpResponseMessage>> Unreachable = () => throw new HttpRequestException("connection refused by wiki.example.org");
    private static readonly Func<Task<HttpResponseMessage>> TooSlow = () => throw new TaskCanceledException("timeout", new TimeoutException());
    private static readonly Func<Task<HttpResponseMessage>> Huge = StubWiki.Answer(HttpStatusCode.OK, "[" + new string(' ', 300_000) + "]");

    private static readonly Dictionary<string, Action<StubWiki>> Wikis = new(StringComparer.Ordinal)
    {
        ["a code used before"] = w =>
            w.Token = StubWiki.Answer(HttpStatusCode.BadRequest, """{"error":"invalid_request","hint":"Authorization code has been revoked"}"""),
        ["a code for another verifier"] = w => w.Token = StubWiki.Answer(HttpStatusCode.BadRequest, """{"error":"invalid_grant"}"""),
        ["a wrong secret"] = w => w.Token = StubWiki.Answer(HttpStatusCode.Unauthorized, """{"error":"invalid_client"}"""),
        ["token: read-only"] = w => w.Token = StubWiki.Answer(HttpStatusCode.InternalServerError, """{"error":"server_error"}"""),
        ["a code that a read-only wiki could not remember"] = w =>
        {
            w.Token = StubWiki.Answer(HttpStatusCode.BadRequest, """{"error":"invalid_request","hint":"Authorization code has been revoked"}""");
            w.Api = StubWiki.Answer(HttpStatusCode.OK, """{"query":{"general":{"sitename":"Meta","readonly":true,"readonlyreason":"x"}}}""");
        },
        ["token: down"] = w => w.Token = Down,
        ["token: unreachable"] = w => w.Token = Unreachable,
        ["token: too slow"] = w => w.Token = TooSlow,
        ["token: HTML"] = w => w.Token = StubWiki.Answer(HttpStatusCode.OK, "<!DOCTYPE html><title>Log in</title>", "text/html"),
        ["token: empty"] = w => w.Token = StubWiki.Answer(HttpStatusCode.OK, ""),
        ["token: a list"] = w => w.Token = StubWiki.Answer(HttpStatusCode.OK, "[]"),
        ["token: a number"] = w => w.Token = StubWiki.Answer(HttpStatusCode.OK, """{"access_token":7}"""),
        ["token: no token"] = w => w.Token = StubWiki.Answer(HttpStatusCode.OK, """{"token_type":"Bearer"}"""),
        ["token: a line break"] = w => w.Token = StubWiki.Answer(HttpStatusCode.OK, """{"access_token":"a\r\nX-Evil: 1"}"""),
        ["token: half a character"] = w => w.Token = StubWiki.Answer(HttpStatusCode.OK, """{"access_token":"\ud800"}"""),
        ["token: too long"] = w => w.Token = Huge,
        ["token: redirect"] = w => w.Token = StubWiki.Answer(HttpStatusCode.Found, ""),
        ["profile: down"] = w => w.Profile = Down,
        ["profile: unreachable"] = w => w.Profile = Unreachable,
        ["profile: too slow"] = w => w.Profile = TooSlow,
        ["profile: token refused"] = w => w.Profile = StubWiki.Answer(HttpStatusCode.Unauthorized, """{"error":"access_denied","hint":"x"}"""),
        ["profile: HTML"] = w => w.Profile = StubWiki.Answer(HttpStatusCode.OK, "<html></html>", "text/html"),
        ["profile: a string"] = w => w.Profile = StubWiki.Answer(HttpStatusCode.OK, "\"Alice\""),
        ["profile: too long"] = w => w.Profile = Huge,
        ["profile: an empty name"] = w => w.Profile = Account("""{"sub":"3","username":" "}"""),
        ["profile: a name that is a number"] = w => w.Profile = Account("""{"sub":"3","username":5}"""),
        ["profile: a name with a line break"] = w => w.Profile = Account("""{"sub":"3","username":"A\nB"}"""),
        ["profile: half a character"] = w => w.Profile = Account("""{"sub":"3","username":"\ud800"}"""),
        ["profile: a name without end"] = w => w.Profile = Account($$"""{"sub":"3","username":"{{new string('x', 300)}}"}"""),
        ["sub 0"] = w => w.Profile = Account("""{"sub":"0","username":"Alice"}"""),
        ["no sub"] = w => w.Profile = Account("""{"username":"Alice"}"""),
        ["sub is a number"] = w => w.Profile = Account("""{"sub":3,"username":"Alice"}"""),
        ["sub is a word"] = w => w.Profile = Account("""{"sub":"three","username":"Alice"}"""),
        ["sub is negative"] = w => w.Profile = Account("""{"sub":"-3","username":"Alice"}"""),
        ["sub has a space"] = w => w.Profile = Account("""{"sub":" 3","username":"Alice"}"""),
        ["sub is too long"] = w => w.Profile = Account("""{"sub":"99999999999999999999","username":"Alice"}"""),
        ["suppressed"] = w => w.Profile = Account("""{"sub":"9","blocked":true}"""),
        ["locked"] = w => w.Api = StubWiki.Answer(HttpStatusCode.OK, Locked),
        ["locked in the old format"] = w => w.Api = StubWiki.Answer(HttpStatusCode.OK, Locked.Replace("true}}", "\"\"}}", StringComparison.Ordinal)),
        ["lock: down"] = w => w.Api = Down,
        ["lock: too slow"] = w => w.Api = TooSlow,
        ["lock: an error with status 200"] = w => w.Api = StubWiki.Answer(HttpStatusCode.OK, """{"error":{"code":"internal_api_error_DBQueryError"}}"""),
        ["lock: HTML"] = w => w.Api = StubWiki.Answer(HttpStatusCode.OK, "<html></html>", "text/html"),
        ["lock: a list"] = w => w.Api = StubWiki.Answer(HttpStatusCode.OK, "[]"),
    };

    public Task InitializeAsync()
    {
        app.Stub.Reset();
        return database.EmptyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("a code used before", "stale", 400)]
    [InlineData("a code for another verifier", "stale", 400)]
    [InlineData("a wrong secret", "refused", 502)]
    [InlineData("token: read-only", "wiki-away", 503)]
    [InlineData("a code that a read-only wiki could not remember", "wiki-away", 503)]
    [InlineData("token: down", "wiki-away", 503)]
    [InlineData("token: unreachable", "wiki-away", 503)]
    [InlineData("token: too slow", "wiki-away", 503)]
    [InlineData("token: HTML", "wiki-unclear", 502)]
    [InlineData("token: empty", "wiki-unclear", 502)]
    [InlineData("token: a list", "wiki-unclear", 502)]
    [InlineData("token: a number", "wiki-unclear", 502)]
    [InlineData("token: no token", "wiki-unclear", 502)]
    [InlineData("token: a line break", "wiki-unclear", 502)]
    [InlineData("token: half a character", "wiki-unclear", 502)]
    [InlineData("token: too long", "wiki-unclear", 502)]
    [InlineData("token: redirect", "wiki-unclear", 502)]
    [InlineData("profile: down", "wiki-away", 503)]
    [InlineData("profile: unreachable", "wiki-away", 503)]
    [InlineData("profile: too slow", "wiki-away", 503)]
    [InlineData("profile: token refused", "wiki-unclear", 502)]
    [InlineData("profile: HTML", "wiki-unclear", 502)]
    [InlineData("profile: a string", "wiki-unclear", 502)]
    [InlineData("profile: too long", "wiki-unclear", 502)]
    [InlineData("profile: an empty name", "wiki-unclear", 502)]
    [InlineData("profile: a name that is a number", "wiki-unclear", 502)]
    [InlineData("profile: a name with a line break", "wiki-unclear", 502)]
    [InlineData("profile: half a character", "wiki-unclear", 502)]
    [InlineData("profile: a name without end", "wiki-unclear", 502)]
    [InlineData("sub 0", "no-identity", 403)]
    [InlineData("no sub", "no-identity", 403)]
    [InlineData("sub is a number", "no-identity", 403)]
    [InlineData("sub is a word", "no-identity", 403)]
    [InlineData("sub is negative", "no-identity", 403)]
    [InlineData("sub has a space", "no-identity", 403)]
    [InlineData("sub is too long", "no-identity", 403)]
    [InlineData("suppressed", "suppressed", 403)]
    [InlineData("locked", "locked", 403)]
    [InlineData("locked in the old format", "locked", 403)]
    [InlineData("lock: down", "wiki-away", 503)]
    [InlineData("lock: too slow", "wiki-away", 503)]
    [InlineData("lock: an error with status 200", "wiki-away", 503)]
    [InlineData("lock: HTML", "wiki-unclear", 502)]
    [InlineData("lock: a list", "wiki-unclear", 502)]
    public async Task Says_why_when_the_wiki_answers_wrongly(string wiki, string reason, int status)
    {
        Wikis[wiki](app.Stub);
        using var browser = app.Open();
        await AssertRefusedAsync(browser, await StubWikiApp.ComeBackAsync(browser), reason, status);
    }

    [Fact]
    public async Task The_log_names_the_consumer_that_the_wiki_does_not_accept()
    {
        Wikis["a wrong secret"](app.Stub);
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Contains("consumer for identity, client id client-id: status 401 invalid_client", app.Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?error=server_error", "wiki-away", 503)]
    [InlineData("?error=unauthorized_client&error_description=The+client+is+not+authorized+%3Cscript%3E", "cancelled", 200)]
    [InlineData("?error=access_denied", "cancelled", 200)]
    [InlineData("?error=invalid_scope&error_description=%3Cscript%3E", "refused", 502)]
    [InlineData("?error=server_error&error=x", "refused", 502)]
    [InlineData("", "stale", 400)]
    [InlineData("?code=abc", "stale", 400)]
    [InlineData("?code=abc&state=", "stale", 400)]
    [InlineData("?code=abc&state=made-up", "stale", 400)]
    [InlineData("?code=abc&state=a&state=b", "stale", 400)]
    public async Task Says_why_when_the_way_back_has_no_state(string query, string reason, int status)
    {
        using var browser = app.Open();
        await AssertRefusedAsync(browser, await browser.GetAsync(MediaWikiDefaults.CallbackPath + query), reason, status);
        Assert.Empty(app.Stub.Requests);
    }

    [Fact]
    public async Task Refuses_a_state_that_another_browser_was_given()
    {
        using var attacker = app.Open();
        using var victim = app.Open();
        var state = await StubWikiApp.StateAsync(attacker);
        await AssertRefusedAsync(victim, await victim.GetAsync($"{MediaWikiDefaults.CallbackPath}?code=abc&state={Uri.EscapeDataString(state)}"), "stale", 400);
        Assert.Empty(app.Stub.Requests);
    }

    [Fact]
    public async Task Refuses_a_state_without_a_code()
    {
        using var browser = app.Open();
        var state = await StubWikiApp.StateAsync(browser);
        await AssertRefusedAsync(browser, await browser.GetAsync($"{MediaWikiDefaults.CallbackPath}?state={Uri.EscapeDataString(state)}"), "stale", 400);
    }

    [Fact]
    public async Task Takes_a_state_once()
    {
        using var browser = app.Open();
        var state = await StubWikiApp.StateAsync(browser, "/people");
        var callback = $"{MediaWikiDefaults.CallbackPath}?code=abc&state={Uri.EscapeDataString(state)}";
        Assert.StartsWith("/welcome", TestBrowser.Location(await browser.GetAsync(callback)), StringComparison.Ordinal);
        // A person who goes back in the browser is already logged in.
        Assert.Equal("/people", TestBrowser.Location(await browser.GetAsync(callback)));
        using var another = app.Open();
        Assert.Equal("/sign-in/failed?reason=stale", TestBrowser.Location(await another.GetAsync(callback)));
        Assert.Single(await database.QueryAsync<ulong>("SELECT person_id FROM session"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("")]
    public async Task Shows_a_general_text_for_a_reason_that_nobody_gave(string reason)
    {
        using var browser = app.Open();
        var response = await browser.GetAsync($"/sign-in/failed?reason={Uri.EscapeDataString(reason)}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("<script>alert", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_the_sessions_of_an_account_that_turns_out_to_be_locked()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Single(await database.QueryAsync<ulong>("SELECT person_id FROM session"));
        app.Stub.Api = StubWiki.Answer(HttpStatusCode.OK, Locked);
        using var elsewhere = app.Open();
        await StubWikiApp.ComeBackAsync(elsewhere);
        Assert.Empty(await database.QueryAsync<ulong>("SELECT person_id FROM session"));
    }

    [Fact]
    public async Task Ends_the_sessions_of_an_account_that_is_locked_later()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        var check = app.Services.GetRequiredService<LockedAccounts>();
        Assert.Equal(0, await check.CheckAsync(default));
        Assert.Single(await database.QueryAsync<ulong>("SELECT person_id FROM session"));
        app.Stub.Api = StubWiki.Answer(HttpStatusCode.OK, Locked);
        Assert.Equal(1, await check.CheckAsync(default));
        Assert.Empty(await database.QueryAsync<ulong>("SELECT person_id FROM session"));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, StubWiki.NoGlobalAccounts)]
    [InlineData(HttpStatusCode.OK, """{"batchcomplete":true,"query":{"globaluserinfo":{"name":"Alice","missing":true}}}""")]
    [InlineData(HttpStatusCode.OK, """{"batchcomplete":true,"query":{"globaluserinfo":{"home":"metawiki","id":3,"name":"Alice"}}}""")]
    [InlineData(HttpStatusCode.OK, """{"batchcomplete":true,"query":{"globaluserinfo":{"name":"Alice","locked":false}}}""")]
    [InlineData(HttpStatusCode.NotFound, "")]
    public async Task Lets_in_whom_the_wiki_does_not_call_locked(HttpStatusCode status, string answer)
    {
        app.Stub.Api = StubWiki.Answer(status, answer);
        using var browser = app.Open();
        Assert.StartsWith("/welcome", TestBrowser.Location(await StubWikiApp.ComeBackAsync(browser)), StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(TestBrowser browser, HttpResponseMessage callback, string reason, int status)
    {
        Assert.Equal(HttpStatusCode.Found, callback.StatusCode);
        Assert.Equal($"/sign-in/failed?reason={reason}", TestBrowser.Location(callback));
        var page = await browser.GetAsync(TestBrowser.Location(callback));
        var text = await page.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)page.StatusCode);
        Assert.Contains("<h1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.Keys, name => name.Contains("session", StringComparison.Ordinal));
        Assert.Empty(await database.QueryAsync<ulong>("SELECT id FROM person"));
        foreach (var secret in (string[])["nobody-may-see", "Alice", "code=", "<script>", "hint"])
            Assert.DoesNotContain(secret, app.Log.ToString(), StringComparison.Ordinal);
    }

    private static Func<Task<HttpResponseMessage>> Account(string json) => StubWiki.Answer(HttpStatusCode.OK, json, "text/html");
}
