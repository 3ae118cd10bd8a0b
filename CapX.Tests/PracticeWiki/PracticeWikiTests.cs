using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CapX.App;
using CapX.App.PracticeWiki;
using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.PracticeWiki;

/// <summary>The practice wiki has the measured quirks of the real wikis, and it exists only in development.</summary>
[Collection(SharedDatabase.Name)]
public sealed class PracticeWikiTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string Wiki = "/practice-wiki/w";
    private readonly TestBrowser _browser = app.Open();

    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync()
    {
        _browser.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Lets_everybody_in_who_may_enter_and_nobody_else()
    {
        foreach (var account in PracticeAccount.All)
        {
            using var browser = app.Open();
            var expected = account.Locked ? "/sign-in/failed?reason=locked"
                : account.Suppressed ? "/sign-in/failed?reason=suppressed" : "/welcome?returnUrl=%2Fpeople";
            Assert.Equal(expected, await browser.SignInAsync(account.Key, "/people"));
        }
        Assert.Equal(["Sample Newname"], await database.QueryAsync<string>("SELECT username FROM person WHERE id = 1006"));
        Assert.Equal(["1004"], await database.QueryAsync<string>("SELECT id FROM person WHERE blocked"));
        Assert.Equal(["عضوة تجريبية", "示例成员", "Usuária de Exemplo"],
            await database.QueryAsync<string>("SELECT username FROM person WHERE id IN (1009, 1010, 1011) ORDER BY id"));
    }

    [Fact]
    public async Task Has_an_account_that_loses_its_name_and_comes_back_renamed()
    {
        var index = app.Services.GetRequiredService<PeopleIndex>();
        int Listed() => index.Count(new PeopleFilter(), Viewer.Anonymous);
        await index.LoadAsync();
        await _browser.SignInAsync("renamed-before");
        await database.ExecuteAsync("UPDATE person SET visibility = 'public', updated_at = joined_at WHERE id = 1006");
        await index.RefreshAsync(1006);
        Assert.Equal(1, Listed());
        using var taker = app.Open();
        await taker.SignInAsync("took-oldname");
        Assert.Equal(0, Listed());
        using var renamed = app.Open();
        await renamed.SignInAsync("renamed-after");
        Assert.Equal(1, Listed());
    }

    [Fact]
    public async Task Shows_its_accounts_and_asks_before_it_tells()
    {
        var authorize = TestBrowser.Location(await _browser.ClickAsync("/sign-in"));
        var choice = await _browser.TextAsync(authorize);
        Assert.Contains("practice wiki", choice, StringComparison.Ordinal);
        Assert.All(PracticeAccount.All, a => Assert.Contains($"account={a.Key}", choice, StringComparison.Ordinal));
        var approval = await _browser.TextAsync($"{authorize}&account=member");
        Assert.Contains("value=\"approve\"", approval, StringComparison.Ordinal);
        Assert.Contains("value=\"cancel\"", approval, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approves_identity_silently_once_somebody_has_and_asks_for_more_each_time()
    {
        await _browser.SignInAsync("organizer");
        await _browser.SubmitAsync("/sign-out");
        var back = TestBrowser.Location(await _browser.GetAsync(TestBrowser.Location(await _browser.ClickAsync("/sign-in?returnUrl=/people"))));
        Assert.Equal("/welcome?returnUrl=%2Fpeople", TestBrowser.Location(await _browser.GetAsync(back)));
        await database.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (1002, @Version, '2026-03-01')",
            new { CapX.Data.SignIn.Consent.Version });
        for (var i = 0; i < 2; i++)
        {
            var authorize = TestBrowser.Location(await _browser.ClickAsync("/wiki-access"));
            Assert.Contains("value=\"approve\"", await _browser.TextAsync($"{authorize}&account=organizer"), StringComparison.Ordinal);
            await _browser.GetAsync(TestBrowser.Location(await _browser.PostAsync($"{authorize}&account=organizer", ("decision", "approve"))));
        }
        await _browser.PostAsync($"{Wiki}/logout");
        await _browser.SubmitAsync("/sign-out");
        Assert.Contains("account=organizer", await _browser.TextAsync(TestBrowser.Location(await _browser.ClickAsync("/sign-in"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comes_back_without_state_when_cancelled()
    {
        var authorize = TestBrowser.Location(await _browser.ClickAsync("/sign-in"));
        var back = new Uri(TestBrowser.Location(await _browser.PostAsync($"{authorize}&account=member", ("decision", "cancel"))));
        var query = QueryHelpers.ParseQuery(back.Query);
        Assert.Equal("unauthorized_client", query["error"]);
        Assert.DoesNotContain("state", query.Keys);
        using var browser = app.Open();
        Assert.Equal("/sign-in/failed?reason=cancelled", await browser.SignInAsync("member", decision: "cancel"));
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example.org/", "not the registered address")]
    [InlineData("client_id", "somebody", "No consumer")]
    [InlineData("response_type", "token", "The only supported response type is code")]
    [InlineData("code_challenge_method", "plain", "must be S256")]
    public async Task Shows_a_page_of_its_own_with_status_200_for_a_wrong_address(string parameter, string value, string text)
    {
        var response = await _browser.GetAsync(With(TestBrowser.Location(await _browser.ClickAsync("/sign-in")), parameter, value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(text, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_a_wrong_scope_back_without_state()
    {
        var response = await _browser.GetAsync(With(TestBrowser.Location(await _browser.ClickAsync("/sign-in")), "scope", "everything"));
        Assert.Contains("error=invalid_scope", TestBrowser.Location(response), StringComparison.Ordinal);
        Assert.DoesNotContain("state=", TestBrowser.Location(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_code_once_and_rotates_refresh_tokens()
    {
        var code = await CodeAsync("member");
        var (status, tokens) = await TokenAsync(("grant_type", "authorization_code"), ("code", code));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["access_token", "expires_in", "refresh_token", "token_type"], tokens.EnumerateObject().Select(p => p.Name).Order());
        Assert.True(code.Length >= 900 && tokens.GetProperty("access_token").GetString()!.Length >= 760);
        (status, var again) = await TokenAsync(("grant_type", "authorization_code"), ("code", code));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, again.GetProperty("error").GetString()));

        var (access, refresh) = (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await ProfileAsync("Bearer", access)).Status);
        Assert.Equal(HttpStatusCode.OK, (await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ProfileAsync("Bearer", access)).Status);
        (status, again) = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_request"), (status, again.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Refuses_a_wrong_secret_a_wrong_verifier_and_JSON()
    {
        var (status, body) = await TokenAsync(("grant_type", "authorization_code"), ("code", await CodeAsync("member")), ("client_secret", "wrong"));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (status, body.GetProperty("error").GetString()));
        (status, body) = await TokenAsync(("grant_type", "authorization_code"), ("code", await CodeAsync("member")), ("redirect_uri", "http://other/"));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (status, body.GetProperty("error").GetString()));
        (status, body) = await TokenAsync(("grant_type", "authorization_code"), ("code", await CodeAsync("member", "challenge")), ("code_verifier", "wrong"));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, body.GetProperty("error").GetString()));
        var json = await _browser.SendAsync(new HttpRequestMessage(HttpMethod.Post,
            $"{Wiki}/rest.php/oauth2/access_token")
        { Content = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json")) });
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
    }

    [Fact]
    public async Task Has_a_profile_that_calls_itself_HTML()
    {
        var access = await AccessAsync("chinese");
        var (status, response) = await ProfileAsync("Bearer", access);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (status, response.Content.Headers.ContentType?.MediaType));
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("\\u793A", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("1010", JsonDocument.Parse(text).RootElement.GetProperty("sub").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await ProfileAsync("bearer", access)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ProfileAsync("Bearer", "wrong")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _browser.GetAsync($"{Wiki}/rest.php/oauth2/resource/profile")).StatusCode);
        Assert.Equal("""{"sub":"1008","blocked":true}""",
            await (await ProfileAsync("Bearer", await AccessAsync("suppressed"))).Response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Answers_the_action_API_with_status_200_whatever_is_wrong()
    {
        Assert.Equal("badvalue", (await ApiAsync("action=fly")).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("assertuserfailed", (await ApiAsync("action=query&assert=user")).GetProperty("error").GetProperty("code").GetString());
        var token = await AccessAsync("member");
        // With "bearer" in lower case the wiki treats the caller as anonymous, without an error.
        Assert.Equal("assertuserfailed", (await ApiAsync("action=query&assert=user", $"bearer {token}")).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("mwoauth-invalid-authorization", (await ApiAsync("action=query", "Bearer wrong")).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("Sample Member",
            (await ApiAsync("action=query&meta=userinfo&formatversion=2&assert=user", $"Bearer {token}")).GetProperty("query").GetProperty("userinfo")
                .GetProperty("name").GetString());
    }

    [Fact]
    public async Task Knows_who_is_locked_who_is_missing_and_who_gets_mail()
    {
        Assert.True((await GlobalAsync("Sample_Locked")).GetProperty("locked").GetBoolean());
        Assert.False((await GlobalAsync("Sample Member")).TryGetProperty("locked", out _));
        Assert.True((await GlobalAsync("Nobody Here")).GetProperty("missing").GetBoolean());
        var answer = await ApiAsync("action=query&formatversion=2&list=users&usprop=emailable"
            + "&ususers=Sample%20Member%7CSample%20Without%20Mail%7CNobody%7CA%5BB");
        var users = answer.GetProperty("query").GetProperty("users");
        Assert.Equal(["emailable", "-", "missing", "invalid"],
            users.EnumerateArray().Select(u => ((string[])["emailable", "missing", "invalid"]).FirstOrDefault(p => u.TryGetProperty(p, out _)) ?? "-"));
    }

    [Theory]
    [InlineData("Production", null, null, "MediaWiki__BaseUrl")]
    [InlineData("Staging", null, null, "MediaWiki__BaseUrl")]
    [InlineData("Development", null, "s12345", "On Toolforge")]
    [InlineData("Production", "http://127.0.0.1:5080/practice-wiki/w", null, "practice wiki")]
    [InlineData("Production", "https://capx.example.org/PRACTICE-WIKI/w", null, "practice wiki")]
    public void Is_refused_at_start_outside_development(string environment, string? baseUrl, string? toolforgeUser, string named)
    {
        var problem = Assert.Throws<SettingsException>(() => AppBuilder.Build([], builder =>
        {
            builder.Environment.EnvironmentName = environment;
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["CAPX_DATABASE"] = database.ConnectionString, ["CAPX_PUBLIC_URL"] = "https://capx.example.org", ["CAPX_CONTACT"] = "x@example.org",
                ["MediaWiki:BaseUrl"] = baseUrl, ["TOOL_TOOLSDB_USER"] = toolforgeUser, ["MediaWiki:ClientId"] = "id", ["MediaWiki:ClientSecret"] = "secret",
            });
        }));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    private static string With(string url, string parameter, string value)
    {
        var query = QueryHelpers.ParseQuery(new Uri(url).Query);
        query[parameter] = value;
        return QueryHelpers.AddQueryString(new Uri(url).AbsolutePath, query);
    }

    private async Task<string> CodeAsync(string account, string? challenge = null)
    {
        var authorize = $"{Wiki}/rest.php/oauth2/authorize?client_id=practice&response_type=code&redirect_uri={Uri.EscapeDataString(Callback)}"
            + $"&state=x&account={account}" + (challenge is null ? "" : $"&code_challenge={challenge}&code_challenge_method=S256");
        var back = TestBrowser.Location(await _browser.PostAsync(authorize, ("decision", "approve")));
        return QueryHelpers.ParseQuery(new Uri(back).Query)["code"].ToString();
    }

    private string Callback => $"{app.Address.GetLeftPart(UriPartial.Authority)}/signin-mediawiki";

    private async Task<string> AccessAsync(string account) =>
        (await TokenAsync(("grant_type", "authorization_code"), ("code", await CodeAsync(account)))).Body.GetProperty("access_token").GetString()!;

    private async Task<(HttpStatusCode Status, JsonElement Body)> TokenAsync(params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string> { ["client_id"] = "practice", ["client_secret"] = "practice-secret", ["redirect_uri"] = Callback };
        foreach (var (name, value) in fields) all[name] = value;
        var response = await _browser.PostAsync($"{Wiki}/rest.php/oauth2/access_token", [.. all.Select(f => (f.Key, f.Value))]);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<(HttpStatusCode Status, HttpResponseMessage Response)> ProfileAsync(string scheme, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Wiki}/rest.php/oauth2/resource/profile");
        request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {token}");
        var response = await _browser.SendAsync(request);
        return (response.StatusCode, response);
    }

    private async Task<JsonElement> ApiAsync(string query, string? authorization = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Wiki}/api.php?format=json&{query}");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var response = await _browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private async Task<JsonElement> GlobalAsync(string name) =>
        (await ApiAsync($"action=query&formatversion=2&meta=globaluserinfo&guiuser={Uri.EscapeDataString(name)}")).GetProperty("query")
            .GetProperty("globaluserinfo");
}
