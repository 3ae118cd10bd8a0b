using System.Globalization;
using CapX.App.I18n;
using CapX.Data.Exchanges;

namespace CapX.App.Wiki;

/// <summary>The text of a delivery in the recipient's language. A mail contains the messages. A talk page is public, so its text only says
/// that there are messages.</summary>
public sealed class DeliveryText(MessageCatalog catalog, Vocabulary vocabulary, SiteAddress site)
{
    /// <summary>The subject of a mail, on one line whatever the names contain.</summary>
    public string Subject(DeliveryTaken taken)
    {
        var m = catalog.For(taken.Language);
        var subject = taken.Messages is [var only] ? m["delivery-mail-subject", taken.SenderName, Capacity(only, m)]
            : m["delivery-mail-subject-many", taken.SenderName, taken.Messages.Count];
        return OneLine(subject);
    }

    /// <summary>Plain text, because wiki mail is plain text.</summary>
    public string Mail(DeliveryTaken taken)
    {
        var m = catalog.For(taken.Language);
        var parts = new List<string>();
        foreach (var exchange in taken.Messages.GroupBy(message => message.ExchangeId))
        {
            parts.Add(m["delivery-mail-intro", taken.SenderName, Capacity(exchange.First(), m)]);
            parts.AddRange(exchange.Select(message => message.Text.ReplaceLineEndings("\n").Trim()));
            parts.Add(m["delivery-mail-link", Link(exchange.Key)]);
        }
        parts.Add(m["delivery-mail-end", taken.SenderName]);
        return string.Join("\n\n", parts);
    }

    public string TalkTitle(DeliveryTaken taken) => OneLine(catalog.For(taken.Language)["delivery-talk-title"]);

    /// <summary>Wikitext with the sender's signature. Contains no user input.</summary>
    public string Talk(DeliveryTaken taken)
    {
        var m = catalog.For(taken.Language);
        var links = string.Join(' ', taken.Messages.Select(message => message.ExchangeId).Distinct().Select(Link));
        return $"{m["delivery-talk-text", taken.Messages.Count, links]} ~~~~";
    }

    /// <summary>The edit summary, with the mark by which the edit is found again.</summary>
    public string Summary(DeliveryTaken taken) => $"{TalkTitle(taken)} {Mark(taken)}";

    public static string Mark(DeliveryTaken taken) => string.Create(CultureInfo.InvariantCulture, $"(CapX {taken.Id})");

    private string Capacity(DeliveryMessage message, Messages m) => vocabulary.Capacities.Find(message.CapacityCode)?.Name(m.Chain) ?? message.CapacityCode;

    private string Link(ulong exchangeId) => site.Absolute(ExchangeUrls.Exchange(exchangeId));

    private static string OneLine(string text) =>
        string.Join(' ', text.Split([.. text.Where(c => char.IsControl(c) || c is '\u2028' or '\u2029').Distinct()],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
