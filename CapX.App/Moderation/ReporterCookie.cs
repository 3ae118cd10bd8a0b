using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Moderation;

/// <summary>The one cookie of a visitor: a signed key by which somebody without an account finds their report again, and by which what they send is counted. It
/// is given when the report form is drawn for a POST, and nowhere else.</summary>
public sealed class ReporterCookie(IDataProtectionProvider protection, Settings settings)
{
    private const string Plain = "capx-reporter";
    private const int Digits = 32;

    /// <summary>As long as reports are shown to who made them without an account.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private readonly IDataProtector _protector = protection.CreateProtector(Plain);

    private string Name => settings.IsHttps ? $"__Host-{Plain}" : Plain;

    /// <summary>The SHA-256 of the visitor's key; null for who brings none of ours.</summary>
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

    /// <summary>The SHA-256 of the visitor's key, which is given to those who have none.</summary>
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
