using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CapX.App.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.Moderation;

/// <summary>What a drawn report form carries: its one-time key, when it was drawn and for whom, signed. A report is taken only from a form that was
/// drawn.</summary>
public sealed class ReportTicket(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>A form that comes back sooner was sent by a program, or by a slip.</summary>
    public static readonly TimeSpan Soonest = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private const int KeyBytes = 16;
    private const int TimeBytes = 8;

    private readonly IDataProtector _protector = protection.CreateProtector("capx-report-form");

    /// <summary>A form that is being drawn now.</summary>
    public Drawn Draw(CurrentPerson? person, byte[]? visitor)
    {
        var (key, at) = (Guid.NewGuid(), time.GetUtcNow());
        var ticket = new byte[KeyBytes + TimeBytes];
        key.TryWriteBytes(ticket);
        BinaryPrimitives.WriteInt64BigEndian(ticket.AsSpan(KeyBytes), at.UtcTicks);
        return new Drawn(key, at, WebEncoders.Base64UrlEncode(_protector.Protect([.. ticket, .. Who(person, visitor)])));
    }

    /// <summary>The form that somebody sends back; null where it was not drawn for them, or more than a day ago.</summary>
    public Drawn? Read(string? text, CurrentPerson? person, byte[]? visitor)
    {
        if (string.IsNullOrEmpty(text) || person is null && visitor is null) return null;
        try
        {
            var ticket = _protector.Unprotect(WebEncoders.Base64UrlDecode(text));
            var at = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(ticket.AsSpan(KeyBytes)), TimeSpan.Zero);
            var isTheirs = ticket.AsSpan(KeyBytes + TimeBytes).SequenceEqual(Who(person, visitor));
            return isTheirs && time.GetUtcNow() - at <= Life ? new Drawn(new Guid(ticket.AsSpan(0, KeyBytes)), at, text) : null;
        }
        catch (Exception made) when (made is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether a form came back sooner than anybody fills it in.</summary>
    public bool IsTooSoon(Drawn drawn) => time.GetUtcNow() - drawn.At < Soonest;

    private static byte[] Who(CurrentPerson? person, byte[]? visitor) =>
        person is null ? visitor!
            : SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"person {person.Id}")));
}

/// <summary>A form as it was drawn; <see cref="Text"/> stands in its hidden field.</summary>
public sealed record Drawn(Guid Key, DateTimeOffset At, string Text);
