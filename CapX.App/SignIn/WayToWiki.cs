using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CapX.App.SignIn;

/// <summary>Tells whether a person asked to go to the wiki. The wiki approves silently whom it has approved before, so a way there that is taken by itself
/// signs people in by itself.</summary>
public sealed class WayToWiki(IAntiforgery antiforgery, IOptions<AntiforgeryOptions> options)
{
    /// <summary>The parameter of the link on a page of ours that leads to the wiki.</summary>
    public const string KeyParameter = "go";

    /// <summary>A click on a page of this site, or the link that a page of ours showed this browser: browsers that do not send Sec-Fetch-User need
    /// it.</summary>
    public bool IsAskedFor(HttpRequest request) => IsByPerson(request) || (MayBeByPerson(request) && IsKey(request));

    /// <summary>Whether the browser says that a person went there from a page of this site. A reload and a sent form, which Chromium marks so, do not count: no
    /// form may lead to another site.</summary>
    public static bool IsByPerson(HttpRequest request) =>
        Says(request, "Sec-Fetch-User") == "?1" && Says(request, "Sec-Fetch-Site") == "same-origin" && request.Headers.CacheControl != "max-age=0"
            && MayBeByPerson(request);

    /// <summary>Whether the browser says nothing of the kind: a browser from before 2023, or a program.</summary>
    public static bool IsUntold(HttpRequest request) => Says(request, "Sec-Fetch-Site") is null;

    /// <summary>The key for a link on the page that is being drawn. It is bound to the cookie of this site's forms, which nobody else can read.</summary>
    public string Key(HttpContext http) => KeyOf(antiforgery.GetAndStoreTokens(http).CookieToken ?? http.Request.Cookies[options.Value.Cookie.Name!] ?? "");

    private bool IsKey(HttpRequest request) =>
        request.Cookies[options.Value.Cookie.Name!] is { Length: > 0 } cookie
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Query[KeyParameter].ToString()), Encoding.UTF8.GetBytes(KeyOf(cookie)));

    private static string KeyOf(string cookie) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes($"way to the wiki {cookie}")));

    /// <summary>A page that is opened, not a picture, a frame, a script or what is fetched ahead.</summary>
    private static bool MayBeByPerson(HttpRequest request) =>
        Says(request, "Sec-Fetch-Site") is null or "same-origin" && Says(request, "Sec-Fetch-Mode") is null or "navigate"
            && Says(request, "Sec-Fetch-Dest") is null or "document"
        && Says(request, "Sec-Purpose") is null && Says(request, "Purpose") is null;

    private static string? Says(HttpRequest request, string header) => request.Headers.TryGetValue(header, out var value) ? value.ToString() : null;
}
