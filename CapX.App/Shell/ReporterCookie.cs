using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Shell;

/// <summary>The only cookie for visitors. Holds a signed key that identifies their reports and counts towards their rate limit. Set only when the report form
/// is rendered for a POST.</summary>
public sealed class ReporterCookie(IDataProtectionProvider protection, Settings settings)
{
    private const string Plain = "capx-reporter";
    private const int Digits = 32;

    /// <summary>As long as reports are shown to visitors who made them.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private readonly IDataProtector _protector = protection.CreateProtector(Plain);

    private string Name => settings.IsHttps ? $"__Host-{Plain}" : Plain;

    /// <summary>The SHA-256 hash of the visitor's key. Null without a valid cookie.</summary>
    public byte[]? Read(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Name, out var value)) return null;
        try
        {
            return Hash(_protector.Unprotect(value));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The SHA-256 hash of the visitor's key. Sets the cookie if there is none.</summary>
    public byte[] Give(HttpContext http)
    {
        if (Read(http) is { } known) return known;
        var key = RandomNumberGenerator.GetHexString(Digits);
        http.Response.Cookies.Append(Name, _protector.Protect(key),
            new CookieOptions { HttpOnly = true, Secure = settings.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = Life });
        return Hash(key);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));
}
