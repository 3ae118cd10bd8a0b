using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace CapX.Tests.Infra;

/// <summary>A visitor who keeps all cookies, regardless of expiry and scheme, and sends forms with their tokens. Follows redirects only on request.</summary>
public sealed partial class TestBrowser(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    public Task<HttpResponseMessage> GetAsync(string url) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url));

    /// <summary>A GET request as a browser sends it when a person follows a link on a page of this site.</summary>
    public Task<HttpResponseMessage> ClickAsync(string url) => SendAsync(ByPerson(new HttpRequestMessage(HttpMethod.Get, url)));

    /// <summary>Adds the headers that a browser sends with such a request.</summary>
    public static HttpRequestMessage ByPerson(HttpRequestMessage request)
    {
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"),
            ("Sec-Fetch-User", "?1") }) request.Headers.Add(name, value);
        return request;
    }

    /// <summary>A GET request that follows redirects on this site.</summary>
    public async Task<HttpResponseMessage> FollowAsync(string url)
    {
        var response = await GetAsync(url);
        for (var hops = 0; response.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther && hops < 10;
            hops++) response = await GetAsync(Location(response));
        return response;
    }

    public async Task<string> TextAsync(string url) => await (await FollowAsync(url)).Content.ReadAsStringAsync();

    /// <summary>Posts a form with the antiforgery token of another page of this visitor, if that page has one.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string url, string tokenFrom = "/", params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await TextAsync(tokenFrom)).Groups["token"].Value;
        return await PostAsync(url, [("__RequestVerificationToken", token), .. fields]);
    }

    /// <summary>Opens the report form and returns its hidden key. CapX accepts the form no sooner than two seconds later.</summary>
    public async Task<string> DrawReportAsync(string thing, string key, string tokenFrom = "/report")
    {
        var form = await SubmitAsync("/report", tokenFrom, ("_handler", "start"), ("Thing", thing), ("Key", key));
        return FormKey().Match(await form.Content.ReadAsStringAsync()).Groups["key"].Value;
    }

    /// <summary>Sends a report, with enough time on the program's clock between opening and sending the form.</summary>
    public async Task<HttpResponseMessage> ReportAsync(TestClock clock, string thing, string key, string reason = "insults", string text = "")
    {
        var formKey = await DrawReportAsync(thing, key);
        clock.Advance(TimeSpan.FromSeconds(10));
        return await SubmitAsync("/report", "/report", ("_handler", "report"), ("Thing", thing), ("Key", key), ("FormKey", formKey), ("Reason", reason),
            ("Text", text), ("Language", "en"));
    }

    public Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            Headers = { { "Origin", address.GetLeftPart(UriPartial.Authority) } }
        });

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (Cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        var response = await _http.SendAsync(request);
        foreach (var set in SetCookies(response))
        {
            var (name, value) = (set[..set.IndexOf('=')], set[(set.IndexOf('=') + 1)..set.IndexOf(';')]);
            if (value.Length == 0) Cookies.Remove(name);
            else Cookies[name] = value;
        }
        return response;
    }

    /// <summary>Logs in through the practice wiki and returns the URL of the first page after the callback without opening it.</summary>
    public async Task<string> SignInAsync(string practiceAccount, string returnUrl = "/", string decision = "approve")
    {
        var authorize = Location(await ClickAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        var decided = await PostAsync($"{authorize}&account={practiceAccount}", ("decision", decision));
        Assert.Equal(HttpStatusCode.Found, decided.StatusCode);
        return Location(await GetAsync(Location(decided)));
    }

    /// <summary>Gets the wiki's approval for the deletion of the account and returns the URL to which its response leads.</summary>
    public async Task<string> ApproveErasureAsync(string practiceAccount, string decision = "approve")
    {
        var authorize = Location(await ClickAsync("/sign-in?fresh=1&returnUrl=%2Fprivacy%2Fme%23erase"));
        return Location(await GetAsync(Location(await PostAsync($"{authorize}&account={practiceAccount}", ("decision", decision)))));
    }

    public static string Location(HttpResponseMessage response) =>
        response.Headers.Location?.OriginalString
            ?? throw new InvalidOperationException($"{(int)response.StatusCode} leads nowhere: {response.RequestMessage!.RequestUri}");

    public static IEnumerable<string> SetCookies(HttpResponseMessage response) => response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [];

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"FormKey\" value=\"(?<key>[^\"]+)\"")]
    private static partial Regex FormKey();
}
