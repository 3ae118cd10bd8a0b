using System.Security.Cryptography;
using System.Text;
using CapX.App.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Moderation;

/// <summary>By which somebody without an account finds their report again, and cannot send a hundred: a signed cookie, given with the form and to nobody who only reads.</summary>
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
            return SHA256.HashData(Encoding.ASCII.GetBytes(_protector.Unprotect(value)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Gives one to who has none.</summary>
    public void Give(HttpContext http)
    {
        if (Read(http) is not null) return;
        http.Response.Cookies.Append(Name, _protector.Protect(RandomNumberGenerator.GetHexString(Digits)),
            new CookieOptions { HttpOnly = true, Secure = settings.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = Life });
    }
}
