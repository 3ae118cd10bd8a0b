using System.Net;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.SignIn;

[Collection(SharedDatabase.Name)]
public sealed class SessionTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    public Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        return database.EmptyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Lasts_fourteen_days_from_the_last_use()
    {
        using var browser = await app.OpenAsAsync("member");
        app.Clock.Advance(TimeSpan.FromDays(13.9));
        Assert.True(await IsSignedInAsync(browser));
        app.Clock.Advance(TimeSpan.FromDays(13.9));
        Assert.True(await IsSignedInAsync(browser));
        app.Clock.Advance(TimeSpan.FromDays(14.1));
        Assert.False(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Ends_ninety_days_after_the_sign_in_however_often_it_is_used()
    {
        using var browser = await app.OpenAsAsync("member");
        for (var day = 0; day < 89; day++)
        {
            app.Clock.Advance(TimeSpan.FromDays(1));
            Assert.True(await IsSignedInAsync(browser), $"day {day}");
        }
        app.Clock.Advance(TimeSpan.FromDays(1.1));
        Assert.False(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Is_written_at_most_once_an_hour()
    {
        using var browser = await app.OpenAsAsync("member");
        var before = Assert.Single(await ExpiriesAsync());
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        await browser.GetAsync("/");
        Assert.Equal(before, Assert.Single(await ExpiriesAsync()));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var renewed = await browser.GetAsync("/");
        Assert.Equal(app.Clock.Now + SessionLife.Sliding, Assert.Single(await ExpiriesAsync()));
        Assert.Contains(TestBrowser.SetCookies(renewed),
            c => c.StartsWith("capx-session=", StringComparison.Ordinal) && c.Contains("expires=Sat, 28 Mar 2026", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Has_cookies_without_secure_when_the_site_is_plain_http()
    {
        using var browser = app.Open();
        var start = await browser.ClickAsync("/sign-in");
        Assert.All(TestBrowser.SetCookies(start), c => Assert.DoesNotContain("secure", c, StringComparison.OrdinalIgnoreCase));
        await browser.SignInAsync("member");
        Assert.Contains("capx-session", browser.Cookies.Keys);
        Assert.DoesNotContain(browser.Cookies.Keys, name => name.StartsWith("__Host-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_known_to_the_database_by_a_hash_only()
    {
        using var browser = await app.OpenAsAsync("member");
        Assert.Equal([32], await database.QueryAsync<int>("SELECT LENGTH(id) FROM session"));
        Assert.Equal(["created_at", "expires_at", "id", "person_id"],
            await database.QueryAsync<string>("""
                SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'session' ORDER BY column_name
                """));
    }

    [Fact]
    public async Task Ends_by_signing_out_here_and_stays_elsewhere()
    {
        using var here = await app.OpenAsAsync("member");
        using var elsewhere = await app.OpenAsAsync("member");
        var copied = new Dictionary<string, string>(here.Cookies);
        var answer = await here.SubmitAsync("/sign-out");
        Assert.Equal("/", TestBrowser.Location(answer));
        Assert.DoesNotContain("capx-session", here.Cookies.Keys);
        Assert.False(await IsSignedInAsync(here));
        Assert.True(await IsSignedInAsync(elsewhere));
        foreach (var (name, value) in copied) here.Cookies[name] = value;
        Assert.False(await IsSignedInAsync(here));
    }

    [Fact]
    public async Task Ends_everywhere_at_once()
    {
        using var here = await app.OpenAsAsync("member");
        using var elsewhere = await app.OpenAsAsync("member");
        using var other = await app.OpenAsAsync("organizer");
        Assert.Equal("/", TestBrowser.Location(await here.SubmitAsync("/sign-out/everywhere")));
        Assert.False(await IsSignedInAsync(here));
        Assert.False(await IsSignedInAsync(elsewhere));
        Assert.True(await IsSignedInAsync(other));
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/sign-out/everywhere")]
    public async Task Does_not_end_by_a_form_without_its_token(string url)
    {
        using var browser = await app.OpenAsAsync("member");
        var answer = await browser.PostAsync(url, ("__RequestVerificationToken", "made up"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(await IsSignedInAsync(browser));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nnonsense")]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("application/json", "{}")]
    [InlineData("application/x-www-form-urlencoded", "%zz=%&&==")]
    [InlineData("text/plain", "")]
    public async Task Does_not_end_by_what_is_no_form(string type, string body)
    {
        using var browser = await app.OpenAsAsync("member");
        var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = content });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(await IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Does_not_end_by_another_persons_token()
    {
        using var member = await app.OpenAsAsync("member");
        using var attacker = await app.OpenAsAsync("organizer");
        var page = await attacker.TextAsync("/");
        var token = page.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        member.Cookies["capx-form"] = attacker.Cookies["capx-form"];
        Assert.Equal(HttpStatusCode.BadRequest, (await member.PostAsync("/sign-out", ("__RequestVerificationToken", token))).StatusCode);
        Assert.True(await IsSignedInAsync(member));
    }

    [Fact]
    public async Task Shows_a_new_name_with_the_next_page()
    {
        using var browser = await app.OpenAsAsync("member");
        Assert.Contains("Sample Member", await browser.TextAsync("/"), StringComparison.Ordinal);
        await database.ExecuteAsync("UPDATE person SET username = 'Another Name' WHERE id = 1001");
        Assert.Contains("Another Name", await browser.TextAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_the_person()
    {
        using var browser = await app.OpenAsAsync("member");
        await database.ExecuteAsync("DELETE FROM person WHERE id = 1001");
        Assert.False(await IsSignedInAsync(browser));
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("CfDJ8JCiyYPRMgFFtm4sqVPPj")]
    public async Task Takes_a_made_up_cookie_for_a_visitor(string cookie)
    {
        using var browser = app.Open();
        browser.Cookies["capx-session"] = cookie;
        Assert.False(await IsSignedInAsync(browser));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Is_not_asked_for_when_a_file_is_served()
    {
        using var browser = await app.OpenAsAsync("member");
        var file = "/" + (await browser.TextAsync("/")).Split("<link rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        await database.ExecuteAsync("RENAME TABLE session TO session_elsewhere");
        try
        {
            Assert.Equal(HttpStatusCode.InternalServerError, (await browser.GetAsync("/")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(file)).StatusCode);
        }
        finally
        {
            await database.ExecuteAsync("RENAME TABLE session_elsewhere TO session");
        }
    }

    [Fact]
    public async Task Survives_a_new_start_of_the_program()
    {
        var first = await StartAsync();
        using var browser = await first.OpenAsAsync("member");
        await first.DisposeAsync();
        var second = await StartAsync();
        using var same = second.Open();
        foreach (var (name, value) in browser.Cookies) same.Cookies[name] = value;
        Assert.True(await IsSignedInAsync(same));
        await second.DisposeAsync();
    }

    private async Task<TestApp> StartAsync()
    {
        var app = new TestApp(database);
        await app.InitializeAsync();
        return app;
    }

    private Task<List<DateTime>> ExpiriesAsync() => database.QueryAsync<DateTime>("SELECT expires_at FROM session");

    private static async Task<bool> IsSignedInAsync(TestBrowser browser) =>
        (await browser.TextAsync("/")).Contains("action=\"/sign-out\"", StringComparison.Ordinal);
}
