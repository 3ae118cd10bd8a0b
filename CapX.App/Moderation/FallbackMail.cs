using System.Globalization;
using System.Net.Sockets;
using CapX.Data.Moderation;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CapX.App.Moderation;

/// <summary>Mails the configured fallback contact when no moderator may handle a case. The mail never says what the case is about. Without a mail server the
/// case is only logged, and stewards see it.</summary>
public sealed partial class FallbackMail(FallbackCommand cases, Settings settings, ILogger<FallbackMail> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends one mail per case. A failed mail is retried a minute later.</summary>
    public async Task TellAsync(CancellationToken token)
    {
        foreach (var id in await cases.FindAsync(token))
        {
            if (!await SendAsync(id, token)) return;
            LogTold(id);
            await cases.ToldAsync(id, token);
        }
    }

    private async Task<bool> SendAsync(ulong id, CancellationToken token)
    {
        if (settings is not { FallbackContact: { } contact, MailServer: { } server } || !contact.Contains('@', StringComparison.Ordinal)) return true;
        var (host, port) = server.Split(':') is [var name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? (name, given) : (server, 25);
        try
        {
            using var mail = new MimeMessage
            {
                From = { MailboxAddress.Parse(settings.Contact.Contains('@', StringComparison.Ordinal) ? settings.Contact : contact) },
                To = { MailboxAddress.Parse(contact) },
                Subject = string.Create(CultureInfo.InvariantCulture, $"CapX: case {id} needs another moderator"),
                Body = new TextPart("plain")
                {
                    Text = $"No moderator of {settings.PublicUrl} can handle this case: each has a conflict of interest, or there is no moderator.\n\n"
                        + "Please ask a steward to make someone without a conflict of interest a moderator:\n"
                        + $"{new Uri(settings.PublicUrl, ModerationUrls.Roles)}\n"
                },
            };
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(Patience);
            using var client = new SmtpClient();
            // Unencrypted: the relay of Toolforge is in the same network, and the mail says nothing about the case.
            await client.ConnectAsync(host, port, SecureSocketOptions.None, patience.Token);
            await client.SendAsync(mail, patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
            return true;
        }
        catch (Exception reason) when (reason
            is CommandException or ProtocolException or IOException or SocketException or OperationCanceledException or ParseException
                && !token.IsCancellationRequested)
        {
            LogNotSent(id, reason.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "No moderator can handle case {Id}. Stewards see it, and the fallback contact was notified if one is set")]
    private partial void LogTold(ulong id);

    [LoggerMessage(LogLevel.Error, "The mail about case {Id}, which no moderator can handle, could not be sent ({Reason}). Trying again in a minute")]
    private partial void LogNotSent(ulong id, string reason);
}
