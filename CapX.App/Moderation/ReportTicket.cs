using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CapX.App.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.Moderation;

/// <summary>The signed ticket of a report form: its idempotency key, when it was issued and to whom. Reports without a ticket are not accepted.</summary>
public sealed class ReportTicket(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>A form that comes back sooner was sent by a bot, or by accident.</summary>
    public static readonly TimeSpan Soonest = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private const int KeyBytes = 16;
    private const int TimeBytes = 8;

    private readonly IDataProtector _protector = protection.CreateProtector("capx-report-form");

    /// <summary>Issues a ticket for a form.</summary>
    public Drawn Draw(CurrentPerson? person, byte[]? visitor)
    {
        var (key, at) = (Guid.NewGuid(), time.GetUtcNow());
        var ticket = new byte[KeyBytes + TimeBytes];
        key.TryWriteBytes(ticket);
        BinaryPrimitives.WriteInt64BigEndian(ticket.AsSpan(KeyBytes), at.UtcTicks);
        return new Drawn(key, at, WebEncoders.Base64UrlEncode(_protector.Protect([.. ticket, .. Who(person, visitor)])));
    }

    /// <summary>Reads the ticket of a submitted form. Null when it was issued to someone else or more than a day ago.</summary>
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

    /// <summary>Tells whether a form was submitted faster than anyone fills it in.</summary>
    public bool IsTooSoon(Drawn drawn) => time.GetUtcNow() - drawn.At < Soonest;

    private static byte[] Who(CurrentPerson? person, byte[]? visitor) =>
        person is null ? visitor!
            : SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"person {person.Id}")));
}

/// <summary>An issued ticket. <see cref="Text"/> is the value of the hidden field.</summary>
public sealed record Drawn(Guid Key, DateTimeOffset At, string Text);
