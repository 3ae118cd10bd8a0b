using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Privacy;

[Collection(SharedDatabase.Name)]
public sealed partial class PrivacyPagesTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string Name = "Sample Member";

    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<List<long>> PeopleAsync() => database.QueryAsync<long>("SELECT COUNT(*) FROM person WHERE id = 1001");

    private async Task<TestBrowser> MemberAsync()
    {
        var browser = await app.OpenAsAsync("member");
        await WelcomePageTests.AgreeAsync(browser);
        return browser;
    }

    internal static async Task<string> ProofAsync(TestBrowser browser, string page)
    {
        var html = await browser.TextAsync(page);
        var start = html.IndexOf("name=\"proof\" value=\"", StringComparison.Ordinal) + "name=\"proof\" value=\"".Length;
        return html[start..html.IndexOf('"', start)];
    }

    [Theory]
    [InlineData("/profile/edit")]
    [InlineData("/privacy/me")]
    [InlineData("/privacy/me/export.json")]
    [InlineData("/privacy/me/export")]
    [InlineData("/welcome")]
    public async Task Members_pages_ask_visitors_to_log_in(string url)
    {
        using var browser = app.Open();
        var response = await browser.GetAsync(url);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString(url)}", TestBrowser.Location(response));
    }

    [Fact]
    public async Task Without_javascript_the_editor_says_so_and_offers_what_can_be_done()
    {
        using var browser = await MemberAsync();
        var html = await browser.TextAsync("/profile/edit");
        var told = html[html.IndexOf("<noscript", StringComparison.Ordinal)..html.IndexOf("</noscript>", StringComparison.Ordinal)];
        Assert.Contains("href=\"/people/Sample_Member\"", told, StringComparison.Ordinal);
        Assert.Contains("href=\"/privacy/me\"", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_download_explains_every_key()
    {
        using var browser = await MemberAsync();
        var response = await browser.SubmitAsync("/privacy/me/export.json", "/privacy/me");
        Assert.Equal(("application/json", "attachment", "capx-Sample Member.json"),
            (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.DispositionType,
            response.Content.Headers.ContentDisposition.FileName!.Trim('"')));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var keys = json.RootElement.EnumerateObject().Select(p => p.Name).ToList();
        Assert.Equal(keys.Except(["documentation"]).Order(), json.RootElement.GetProperty("documentation").EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(Name, json.RootElement.GetProperty("account").GetProperty("username").GetString());
    }

    [Fact]
    public async Task Shows_what_is_stored()
    {
        using var browser = await MemberAsync();
        await database.ExecuteAsync("UPDATE person SET about = '<b>Bold</b>', about_language = 'en', version = 1, updated_at = '2026-03-01' WHERE id = 1001");
        await database.ExecuteAsync("INSERT INTO draft (person_id, form, body, saved_at) VALUES (1001, 'profile', '{\"draft\":\"<i>\"}', '2026-03-14')");
        var html = await browser.TextAsync("/privacy/me");
        Assert.Contains("&lt;b&gt;Bold&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("&quot;&lt;i&gt;&quot;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Bold", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erases_after_the_user_name_and_shows_the_same_page_to_a_replay()
    {
        using var browser = await MemberAsync();
        await browser.ApproveErasureAsync("member");
        var proof = await ProofAsync(browser, "/privacy/me");
        var token = ("__RequestVerificationToken", await TokenAsync(browser, "/privacy/me"));
        Assert.Equal("/privacy/me?erase=other-name#erase",
            TestBrowser.Location(await browser.PostAsync("/privacy/me/erase", token, ("proof", proof), ("username", "Sample Other"))));
        Assert.Contains("nothing was deleted", await browser.TextAsync("/privacy/me?erase=other-name"), StringComparison.Ordinal);
        Assert.Equal([1], await PeopleAsync());

        (string, string)[] form = [token, ("proof", proof), ("username", "Sample_Member")];
        Assert.Equal("/privacy/erased", TestBrowser.Location(await browser.PostAsync("/privacy/me/erase", form)));
        Assert.Equal([0], await PeopleAsync());
        Assert.StartsWith("/sign-in", TestBrowser.Location(await browser.GetAsync("/privacy/me")), StringComparison.Ordinal);
        Assert.Equal("/privacy/erased", TestBrowser.Location(await browser.PostAsync("/privacy/me/erase", form)));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/privacy/erased")).StatusCode);
    }

    [Fact]
    public async Task A_sign_in_is_not_enough_and_the_wiki_asks_before_the_form_is_there()
    {
        using var browser = await MemberAsync();
        const string FreshSignIn = "/sign-in?fresh=1&returnUrl=%2Fprivacy%2Fme%23erase";
        var html = await browser.TextAsync("/privacy/me");
        Assert.Contains($"href=\"{FreshSignIn.Replace("&", "&amp;", StringComparison.Ordinal)}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("erase-name", html, StringComparison.Ordinal);
        Assert.Equal(FreshSignIn, TestBrowser.Location(await browser.SubmitAsync("/privacy/me/erase", "/privacy/me", ("username", Name))));
        Assert.Equal([1], await PeopleAsync());

        Assert.Equal("/people", TestBrowser.Location(await browser.GetAsync("/sign-in?returnUrl=%2Fpeople")));
        Assert.Contains("client_id=practice-sending", TestBrowser.Location(await browser.ClickAsync(FreshSignIn)), StringComparison.Ordinal);
        Assert.Equal("/wiki-access/failed?reason=cancelled&returnUrl=%2Fprivacy%2Fme%23erase&erase=1", await browser.ApproveErasureAsync("member", "cancel"));
        Assert.Contains("nothing was deleted", await browser.TextAsync("/wiki-access/failed?reason=cancelled&erase=1"), StringComparison.Ordinal);
        Assert.StartsWith("/wiki-access/failed?reason=other-account", await browser.ApproveErasureAsync("organizer"), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("/privacy/me#erase", await browser.ApproveErasureAsync("member"));
        Assert.Empty(await database.QueryAsync<ulong>("SELECT person_id FROM wiki_token"));
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(FreshSignIn, TestBrowser.Location(await browser.SubmitAsync("/privacy/me/erase", "/privacy/me", ("username", Name))));
        await browser.ApproveErasureAsync("member");
        // An approval applies only to the session that asked for it.
        using var elsewhere = await app.OpenAsAsync("member");
        elsewhere.Cookies["capx-approved"] = browser.Cookies["capx-approved"];
        Assert.Equal(FreshSignIn, TestBrowser.Location(await elsewhere.SubmitAsync("/privacy/me/erase", "/privacy/me", ("username", Name))));
        Assert.Equal("/privacy/erased", TestBrowser.Location(await browser.SubmitAsync("/privacy/me/erase", "/privacy/me", ("username", Name))));
        Assert.Equal([0], await PeopleAsync());
    }

    [Fact]
    public async Task One_session_is_ended_from_another_and_never_a_strangers()
    {
        using var here = await MemberAsync();
        using var there = await app.OpenAsAsync("member");
        using var stranger = await app.OpenAsAsync("organizer");
        var html = await here.TextAsync("/privacy/me");
        Assert.Contains("This browser", html, StringComparison.Ordinal);
        var other = SessionField().Match(html).Groups["id"].Value;
        Assert.Equal(64, other.Length);
        foreach (var wrong in (string[])[other, "", "zz", new string('0', 64)])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.SubmitAsync("/privacy/me/sessions/end", "/privacy/me", ("session", wrong))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await here.PostAsync("/privacy/me/sessions/end", ("session", other))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/privacy/me")).StatusCode);

        Assert.Equal("/privacy/me#sessions", TestBrowser.Location(await here.SubmitAsync("/privacy/me/sessions/end", "/privacy/me", ("session", other))));
        Assert.StartsWith("/sign-in", TestBrowser.Location(await there.GetAsync("/privacy/me")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/privacy/me")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await here.SubmitAsync("/privacy/me/sessions/end", "/privacy/me", ("session", other))).StatusCode);
    }

    [Fact]
    public async Task Lists_every_consent_with_its_version_and_date()
    {
        using var browser = await MemberAsync();
        await database.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (1001, '2025-01', '2025-02-03')");
        var html = await browser.TextAsync("/privacy/me");
        Assert.Contains("Welcome text of 2025-01, on 3 February 2025", html.Replace("February 3, 2025", "3 February 2025", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains($"Welcome text of {CapX.Data.SignIn.Consent.Version}", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task The_page_says_what_the_file_says(string language)
    {
        using var browser = await MemberAsync();
        await database.ExecuteAsync("""
            UPDATE person SET about = '<b>Bold</b>', about_language = 'en', version = 1, updated_at = '2026-03-01' WHERE id = 1001;
            INSERT INTO person_language (person_id, language, level) VALUES (1001, 'pt', '4')
            """);
        using var json = JsonDocument.Parse(await (await browser.SubmitAsync("/privacy/me/export.json", "/privacy/me")).Content.ReadAsStringAsync());
        var response = await browser.GetAsync($"/privacy/me/export?uselang={language}");
        Assert.True(response.Headers.CacheControl!.NoStore);
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.DoesNotContain("⧼", html, StringComparison.Ordinal);
        foreach (var part in json.RootElement.EnumerateObject().Where(part => part.Name is not ("documentation" or "exportedAt")))
        {
            Assert.Contains($">{part.Name}</code>", html, StringComparison.Ordinal);
            foreach (var value in Leaves(part.Value)) Assert.Contains(value, html, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("<b>Bold</b>", await browser.TextAsync("/privacy/me/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_of_whoever_is_signed_in_is_stored_nowhere()
    {
        using var browser = await MemberAsync();
        foreach (var url in (string[])["/", "/people", "/people/Sample_Member", "/privacy", "/privacy/me", "/privacy/me/export", "/privacy/me/export.json",
            "/exchanges", "/notifications", "/matches", "/profile/edit", "/listings/mine", "/api/v1/people", "/no-such-page"])
            Assert.True((await browser.GetAsync(url)).Headers.CacheControl is { NoStore: true }, url);
    }

    [Fact]
    public async Task A_stranger_erases_nobody_and_is_told_nothing()
    {
        using var owner = await MemberAsync();
        var proof = await ProofAsync(owner, "/privacy/me");
        using var visitor = app.Open();
        foreach (var stolen in (string[])[proof, "made-up", ""])
            Assert.StartsWith("/sign-in", TestBrowser.Location(await visitor.PostAsync("/privacy/me/erase", ("proof", stolen), ("username", Name))),
                StringComparison.Ordinal);
        using var other = await app.OpenAsAsync("organizer");
        Assert.Equal(HttpStatusCode.BadRequest, (await other.PostAsync("/privacy/me/erase", ("proof", proof), ("username", Name))).StatusCode);
        await other.ApproveErasureAsync("organizer");
        Assert.Equal("/privacy/me?erase=other-name#erase",
            TestBrowser.Location(await other.SubmitAsync("/privacy/me/erase", "/privacy/me", ("proof", proof), ("username", Name))));
        Assert.Equal(HttpStatusCode.BadRequest,
            (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/privacy/me/erase") { Content = new StringContent("{}") })).StatusCode);
        Assert.Equal([1], await PeopleAsync());
    }

    [Fact]
    public async Task Whoever_is_blocked_still_sees_and_erases_their_own()
    {
        using var browser = await app.OpenAsAsync("blocked");
        Assert.Contains("Blocked on the wiki", await browser.TextAsync("/privacy/me"), StringComparison.Ordinal);
        Assert.Equal("/privacy/me#erase", await browser.ApproveErasureAsync("blocked"));
        Assert.Equal("/privacy/erased", TestBrowser.Location(await browser.SubmitAsync("/privacy/me/erase", "/privacy/me", ("username", "Sample Blocked"))));
        Assert.Equal([0], await database.QueryAsync<long>("SELECT COUNT(*) FROM person WHERE id = 1004"));
    }

    internal static async Task<string> TokenAsync(TestBrowser browser, string page)
    {
        var html = await browser.TextAsync(page);
        const string Before = "name=\"__RequestVerificationToken\" value=\"";
        var start = html.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return html[start..html.IndexOf('"', start)];
    }

    private static IEnumerable<string> Leaves(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Leaves(p.Value).Prepend($">{p.Name}</dt>")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetRawText()],
        _ => [],
    };

    [GeneratedRegex("name=\"session\" value=\"(?<id>[0-9a-f]+)\"")]
    private static partial Regex SessionField();
}
