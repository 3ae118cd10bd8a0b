using System.Net;
using System.Net.WebSockets;
using CapX.Tests.Infra;
using CapX.Tests.SignIn;
using Xunit;

namespace CapX.Tests.Shell;

[Collection(SharedDatabase.Name)]
public sealed class SecurityHeadersTests(DatabaseFixture database, StubWikiApp app) : IClassFixture<StubWikiApp>, IAsyncLifetime
{
    private const string Own = StubWikiApp.PublicUrl;

    public Task InitializeAsync()
    {
        app.Stub.Reset();
        return database.EmptyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/app.css", HttpStatusCode.OK)]
    [InlineData("/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/nowhere.css", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/signed-out?reason=erased", HttpStatusCode.OK)]
    [InlineData("/signin-mediawiki", HttpStatusCode.Found)]
    [InlineData("/sign-in/failed?reason=locked", HttpStatusCode.Forbidden)]
    [InlineData("/_blazor/negotiate", HttpStatusCode.Unauthorized)]
    public async Task Stand_on_every_answer(string url, HttpStatusCode status)
    {
        using var browser = app.Open();
        var response = await browser.GetAsync(url);
        Assert.Equal(status, response.StatusCode);
        AssertHeaders(response);
    }

    [Fact]
    public async Task Stand_on_refused_forms_and_failures()
    {
        using var browser = app.Open();
        AssertHeaders(await browser.PostAsync("/sign-out"));
        AssertHeaders(await browser.PostAsync("/_blazor/negotiate"));
        await StubWikiApp.ComeBackAsync(browser);
        await database.ExecuteAsync("RENAME TABLE session TO session_elsewhere");
        try
        {
            var failed = await browser.GetAsync("/");
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
            AssertHeaders(failed);
            Assert.DoesNotContain("Exception", await failed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await database.ExecuteAsync("RENAME TABLE session_elsewhere TO session");
        }
    }

    [Fact]
    public async Task Keep_the_pages_of_a_signed_in_person_out_of_the_browsers_store_but_not_the_files()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        Assert.Equal("no-store", (await browser.GetAsync("/")).Headers.CacheControl!.ToString());
        Assert.Equal("no-store", (await browser.GetAsync("/nowhere")).Headers.CacheControl!.ToString());
        Assert.NotEqual(true, (await browser.GetAsync("/app.css")).Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData(Own, true)]
    [InlineData(null, false)]
    [InlineData("null", false)]
    [InlineData("https://evil.example.org", false)]
    [InlineData("https://capx.example.org.evil.example", false)]
    [InlineData("http://capx.example.org", false)]
    [InlineData("https://capx.example.org:8443", false)]
    public async Task Let_only_this_sites_pages_open_a_circuit(string? origin, bool isAllowed)
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        var post = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null) post.Headers.Add("Origin", origin);
        Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.SendAsync(post)).StatusCode);

        using var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", browser.Cookies.Select(c => $"{c.Key}={c.Value}")));
        var address = new UriBuilder(app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;
        if (isAllowed)
        {
            await socket.ConnectAsync(address, CancellationToken.None);
            Assert.Equal(WebSocketState.Open, socket.State);
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, CancellationToken.None));
            Assert.Equal(WebSocketState.Closed, socket.State);
        }
    }

    [Fact]
    public async Task Let_no_other_site_read_a_circuit()
    {
        using var browser = app.Open();
        await StubWikiApp.ComeBackAsync(browser);
        var get = new HttpRequestMessage(HttpMethod.Get, "/_blazor/initializers") { Headers = { { "Origin", "https://evil.example.org" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(get)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/_blazor/initializers")).StatusCode);
    }

    private static void AssertHeaders(HttpResponseMessage response)
    {
        string Header(string name) => Assert.Single(response.Headers.GetValues(name));
        var policy = Header("Content-Security-Policy").Split("; ");
        Assert.Equal(
            [
                "base-uri 'self'", "connect-src 'self' wss://capx.example.org", "default-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
                "img-src 'self' data:", "object-src 'none'", "script-src 'self'", "style-src 'self'",
            ], policy.Order(StringComparer.Ordinal));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("max-age=31536000", Header("Strict-Transport-Security"));
        Assert.False(response.Headers.Contains("Server"));
    }
}
