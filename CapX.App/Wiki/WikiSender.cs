using System.Text.Json;
using CapX.Data.Exchanges;
using CapX.Data.Notices;

namespace CapX.App.Wiki;

/// <summary>Sends one mail or makes one edit in the sender's name, and returns the outcome. Records only that it began.</summary>
public sealed partial class WikiSender(PersonApi api, ActionApi accounts, BeginDeliveryCommand begin, DeliveryText text, ILogger<WikiSender> log)
{
    private const string TalkNamespace = "User talk:";
    private const string MostSearched = "50";

    /// <summary>Never sends again what may have been sent, unless it searched for the edit and did not find it.</summary>
    public async Task<DeliveryEnd> SendAsync(DeliveryTaken taken, CancellationToken token)
    {
        try
        {
            if (await RecipientAsync(taken, token) is not { } recipient) return new(DeliveryResult.Failed, DeliveryReason.RecipientUnknown);
            if (taken.MayBeSent && await IsThereAsync(taken, recipient, token)) return new(DeliveryResult.Sent);
            // First, so that an outage of the wiki or a revoked permission is noticed before the delivery begins.
            var csrf = await api.CsrfAsync(taken.SenderId, token);
            switch (await begin.RunAsync(taken, token))
            {
                case DeliveryBeginning.Gone: return new(DeliveryResult.Released);
                case DeliveryBeginning.Revoked: return new(DeliveryResult.Failed, DeliveryReason.Revoked);
                case DeliveryBeginning.NotWanted: return new(DeliveryResult.Failed, DeliveryReason.NotWanted);
            }
            return taken.Channel == DeliveryChannel.Mail ? await MailAsync(taken, recipient, csrf) : await EditAsync(taken, recipient, csrf);
        }
        catch (DeliveryEndedException ended)
        {
            return ended.End;
        }
        catch (WikiException away)
        {
            return new(DeliveryResult.Retry, DeliveryReason.WikiAway) { IsOutage = away.IsOutage };
        }
        catch (Exception stopped) when (stopped is DatabaseAwayException or OperationCanceledException)
        {
            // Cannot occur between the request to the wiki and its response: there is no database access and no cancellation.
            return new(DeliveryResult.Released);
        }
    }

    private async Task<DeliveryEnd> MailAsync(DeliveryTaken taken, string recipient, string csrf)
    {
        var answer = await api.PostAsync(taken.SenderId, csrf,
            [new("action", "emailuser"), new("target", recipient), new("subject", text.Subject(taken)), new("text", text.Mail(taken))]);
        return End(answer, "emailuser", taken);
    }

    private async Task<DeliveryEnd> EditAsync(DeliveryTaken taken, string recipient, string csrf)
    {
        var answer = await api.PostAsync(taken.SenderId, csrf,
            [new("action", "edit"), new("title", TalkNamespace + recipient), new("section", "new"), new("sectiontitle", text.TalkTitle(taken)),
            new("text", text.Talk(taken)), new("summary", text.Summary(taken))]);
        return End(answer, "edit", taken);
    }

    private DeliveryEnd End(ApiAnswer answer, string action, DeliveryTaken taken)
    {
        if (answer.Code is { } code)
        {
            if (!WikiErrors.IsKnown(code)) LogUnknown(action, WikiErrors.Name(code));
            return WikiErrors.End(code, taken);
        }
        if (!answer.Body!.Value.TryGetProperty(action, out var result)) return new(DeliveryResult.Unclear);
        return ((JsonElement?)result).Text("result") switch
        {
            "Success" => new(DeliveryResult.Sent),
            null => new(DeliveryResult.Unclear),
            _ => new(DeliveryResult.Failed, result.TryGetProperty("captcha", out _) ? DeliveryReason.Captcha : DeliveryReason.Refused),
        };
    }

    /// <summary>The current name of the recipient, because the name of the last login may belong to another account now. Null when the
    /// recipient cannot be reached.</summary>
    private async Task<string?> RecipientAsync(DeliveryTaken taken, CancellationToken token)
    {
        var account = await accounts.AccountAsync(taken.RecipientId, token);
        if (!account.IsTold) return taken.RecipientName;
        return account.IsLocked ? null : account.Name;
    }

    /// <summary>Tells whether this edit is in the history of the page.</summary>
    private async Task<bool> IsThereAsync(DeliveryTaken taken, string recipient, CancellationToken token)
    {
        var answer = await api.GetAsync(taken.SenderId,
            [new("action", "query"), new("prop", "revisions"), new("titles", TalkNamespace + recipient), new("rvuser", taken.SenderName),
            new("rvprop", "comment"), new("rvlimit", MostSearched)], token);
        if (answer.Body is not { } body) throw new WikiException(isAway: true, "The wiki did not return the history of a page.") { IsOutage = false };
        return body.TryGetProperty("query", out var query) && query.TryGetProperty("pages", out var pages) && pages.ValueKind == JsonValueKind.Array
            && pages.EnumerateArray().Any(page => page.TryGetProperty("revisions", out var revisions)
                && revisions.EnumerateArray()
                    .Any(revision => ((JsonElement?)revision).Text("comment")?.Contains(DeliveryText.Mark(taken), StringComparison.Ordinal) == true));
    }

    [LoggerMessage(LogLevel.Warning, "The wiki refused {Action} and responded with an unknown code: {Code}")]
    private partial void LogUnknown(string action, string code);
}
