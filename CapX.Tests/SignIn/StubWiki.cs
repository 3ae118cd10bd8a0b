using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CapX.App.Wiki;
using CapX.Tests.Infra;
using Microsoft.Extensions.Hosting;

namespace CapX.Tests.SignIn;

/// <summary>A wiki that answers as each test defines.</summary>
public sealed class StubWiki : HttpMessageHandler
{
    public const string Alice =
        """{"sub":"3","username":"Alice","editcount":7,"confirmed_email":true,"blocked":false"""
        + ""","registered":"20261122013505","groups":["*","user"],"rights":["read"],"grants":["basic"]}""";
    public const string AccessToken = "access-token-nobody-may-see";
    public const string Tokens =
        $$"""{"token_type":"Bearer","expires_in":99999999999,"access_token":"{{AccessToken}}","refresh_token":"refresh-token-nobody-may-see"}""";
    public const string NoGlobalAccounts =
        """{"batchcomplete":true,"warnings":{"query":{"warnings":"Unrecognized value for parameter \"meta\": globaluserinfo."}}}""";

    public Func<Task<HttpResponseMessage>> Token { get; set; } = null!;

    public Func<Task<HttpResponseMessage>> Profile { get; set; } = null!;

    public Func<Task<HttpResponseMessage>> Api { get; set; } = null!;

    /// <summary>The received requests: method and URL, all headers, and the body.</summary>
    public ConcurrentQueue<(string Line, string Headers, string Body)> Requests { get; } = new();

    public StubWiki() => Reset();

    public void Reset()
    {
        Requests.Clear();
        Token = Answer(HttpStatusCode.OK, Tokens);
        Profile = Answer(HttpStatusCode.OK, Alice, "text/html");
        Api = Answer(HttpStatusCode.OK, NoGlobalAccounts);
    }

    public static Func<Task<HttpResponseMessage>> Answer(HttpStatusCode status, string body, string type = "application/json") =>
        () => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        Requests.Enqueue(($"{request.Method} {request.RequestUri}", request.Headers.ToString(),
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        var answer = path.EndsWith(MediaWikiDefaults.TokenPath, StringComparison.Ordinal)
            ? Token : path.EndsWith(MediaWikiDefaults.ProfilePath, StringComparison.Ordinal) ? Profile : Api;
        return await answer();
    }
}

/// <summary>The program in production, with the stub as its wiki.</summary>
public class StubWikiApp(DatabaseFixture data) : TestApp(data)
{
    public const string PublicUrl = "https://capx.example.org";

    public StubWiki Stub { get; } = new();

    protected override HttpMessageHandler Wiki => Stub;

    protected override string Environment => Environments.Production;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("CAPX_PUBLIC_URL", PublicUrl), new("CAPX_CONTACT", "maintainers@example.org"),
        new("MediaWiki:BaseUrl", "https://wiki.example.org/w"), new("MediaWiki:ClientId", "client-id"),
        new("MediaWiki:ClientSecret", "client-secret-nobody-may-see"),
    ];

    /// <summary>Starts at /sign-in, comes back from the wiki with a code, and returns the response of the callback.</summary>
    public static async Task<HttpResponseMessage> ComeBackAsync(TestBrowser browser, string returnUrl = "/", string code = "code-nobody-may-see") =>
        await browser.GetAsync($"{MediaWikiDefaults.CallbackPath}?code={code}&state={Uri.EscapeDataString(await StateAsync(browser, returnUrl))}");

    /// <summary>The state of a new login. Starts without the session, because a logged-in person is not sent to the wiki.</summary>
    public static async Task<string> StateAsync(TestBrowser browser, string returnUrl = "/")
    {
        const string session = "__Host-capx-session";
        browser.Cookies.Remove(session, out var before);
        var authorize = TestBrowser.Location(await browser.ClickAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        if (before is not null) browser.Cookies[session] = before;
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(authorize).Query)["state"].ToString();
    }
}
