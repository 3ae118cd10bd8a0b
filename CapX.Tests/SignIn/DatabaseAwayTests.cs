using System.Net;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.SignIn;

/// <summary>The program in development, with a database connection that a test can cut.</summary>
public sealed class WiredApp(DatabaseFixture data) : TestApp(data)
{
    public CuttableWire Wire { get; } = new(data);

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("CAPX_DATABASE", Wire.ConnectionString)];
}

[Collection(SharedDatabase.Name)]
public sealed class DatabaseAwayTests(DatabaseFixture database, WiredApp app) : IClassFixture<WiredApp>, IAsyncLifetime
{
    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync()
    {
        app.Wire.Mend();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Nobody_is_signed_out_while_the_database_is_away()
    {
        using var browser = await app.OpenAsAsync("member");
        var cookie = browser.Cookies["capx-session"];
        app.Wire.Cut();
        foreach (var url in (string[])["/", "/nowhere", "/sign-in"])
        {
            var away = await browser.GetAsync(url);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.NotNull(away.Headers.RetryAfter);
            Assert.Contains("<h1", await away.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(cookie, browser.Cookies["capx-session"]);
        app.Wire.Mend();
        Assert.Contains("Sample Member", await browser.TextAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_says_that_the_database_is_away()
    {
        using var browser = app.Open();
        var authorize = TestBrowser.Location(await browser.ClickAsync("/sign-in"));
        var callback = TestBrowser.Location(await browser.PostAsync($"{authorize}&account=member", ("decision", "approve")));
        app.Wire.Cut();
        var away = await browser.GetAsync(callback);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.DoesNotContain("capx-session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Signing_out_is_not_said_to_be_done_while_it_cannot_be()
    {
        using var browser = await app.OpenAsAsync("member");
        var token = (await browser.TextAsync("/")).Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        app.Wire.Cut();
        var away = await browser.PostAsync("/sign-out", ("__RequestVerificationToken", token));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Contains("capx-session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_visitor_reads_what_needs_no_database()
    {
        using var browser = app.Open();
        app.Wire.Cut();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/sign-in/failed?reason=cancelled")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/readyz")).StatusCode);
    }
}
