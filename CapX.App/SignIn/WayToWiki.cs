using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CapX.App.SignIn;

/// <summary>Tells whether the user asked to go to the wiki. The wiki silently approves accounts that approved before. An automatic redirect to it would
/// therefore log users in without their action.</summary>
public sealed class WayToWiki(IAntiforgery antiforgery, IOptions<AntiforgeryOptions> options)
{
    /// <summary>True for a click on a page of this site, or for a link with a valid key. The key is for browsers that do not send Sec-Fetch-User.</summary>
    public bool IsAskedFor(HttpRequest request) => IsByPerson(request) || (MayBeByPerson(request) && IsKey(request));

    /// <summary>True when the Sec-Fetch headers prove a click on a page of this site. Reloads and form posts, which Chromium marks alike, do not count: the
    /// content security policy forbids forms to lead to another site.</summary>
    public static bool IsByPerson(HttpRequest request) =>
        Says(request, "Sec-Fetch-User") == "?1" && Says(request, "Sec-Fetch-Site") == "same-origin" && request.Headers.CacheControl != "max-age=0"
            && MayBeByPerson(request);

    /// <summary>True when the client sends no Sec-Fetch headers: a browser from before 2023, or a program.</summary>
    public static bool IsUntold(HttpRequest request) => Says(request, "Sec-Fetch-Site") is null;

    /// <summary>The key for a link on the page being rendered. Bound to the antiforgery cookie, which no one else can read.</summary>
    public string Key(HttpContext http) => KeyOf(antiforgery.GetAndStoreTokens(http).CookieToken ?? http.Request.Cookies[options.Value.Cookie.Name!] ?? "");

    private bool IsKey(HttpRequest request) =>
        request.Cookies[options.Value.Cookie.Name!] is { Length: > 0 } cookie
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Query[SignInUrls.KeyParameter].ToString()),
            Encoding.UTF8.GetBytes(KeyOf(cookie)));

    private static string KeyOf(string cookie) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes($"way to the wiki {cookie}")));

    /// <summary>True for a top-level navigation. False for images, frames, scripts and prefetching.</summary>
    private static bool MayBeByPerson(HttpRequest request) =>
        Says(request, "Sec-Fetch-Site") is null or "same-origin" && Says(request, "Sec-Fetch-Mode") is null or "navigate"
            && Says(request, "Sec-Fetch-Dest") is null or "document"
        && Says(request, "Sec-Purpose") is null && Says(request, "Purpose") is null;

    private static string? Says(HttpRequest request, string header) => request.Headers.TryGetValue(header, out var value) ? value.ToString() : null;
}
