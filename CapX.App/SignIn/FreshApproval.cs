using System.Globalization;
using System.Security.Cryptography;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.SignIn;

/// <summary>The time at which the wiki asked the account of a session for approval. Kept in a cookie for as long as a login counts as fresh. Without a
/// consumer that makes the wiki ask, the login alone counts.</summary>
public sealed class FreshApproval(IDataProtectionProvider protection, Settings settings, TimeProvider time)
{
    private const string CookieName = "capx-approved";

    private readonly IDataProtector _protector = protection.CreateProtector(CookieName);

    /// <summary>True when the wiki asks for approval, so that it can be required.</summary>
    public bool IsWanted => settings.SendsOnWiki;

    public void Give(HttpContext http, CurrentPerson person)
    {
        var now = time.GetUtcNow();
        http.Response.Cookies.Append(Cookie.Name!,
            _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(person.Session)} {now.UtcTicks}")),
            Cookie.Build(http, now + SessionLife.Fresh));
    }

    /// <summary>When this session's account approved. Null when that was too long ago or never.</summary>
    public DateTimeOffset? GivenAt(HttpContext http, CurrentPerson person) =>
        Read(http.Request.Cookies[Cookie.Name!]) is { } read && read.Session == Convert.ToHexString(person.Session)
            && read.At >= time.GetUtcNow() - SessionLife.Fresh ? read.At : null;

    private CookieBuilder Cookie
    {
        get
        {
            var cookie = new CookieBuilder();
            SessionCookie.Harden(cookie, CookieName, settings);
            return cookie;
        }
    }

    /// <summary>Null for a forged or empty cookie.</summary>
    private (string Session, DateTimeOffset At)? Read(string? cookie)
    {
        try
        {
            return !string.IsNullOrEmpty(cookie) && _protector.Unprotect(cookie).Split(' ') is [var session, var at]
                ? (session, new DateTimeOffset(long.Parse(at, CultureInfo.InvariantCulture), TimeSpan.Zero)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
