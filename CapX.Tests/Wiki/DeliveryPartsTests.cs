using Bunit;
using CapX.App.I18n;
using CapX.App.Wiki;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using Xunit;

namespace CapX.Tests.Wiki;

public sealed class DeliveryPartsTests : BunitContext
{
    private static readonly DateTime At = new(2026, 3, 14, 9, 26, 0, DateTimeKind.Utc);

    public DeliveryPartsTests() =>
        RenderTree.TryAdd<Microsoft.AspNetCore.Components.CascadingValue<Messages>>(p => p.Add(c => c.Value, MessageCatalog.Instance.For("en")));

    [Fact]
    public void The_sender_reads_whole_sentences_before_sending()
    {
        var way = new DeliveryWay { Channel = DeliveryChannel.Mail, TalkInstead = true, Gathered = true, NeedsWikiAccess = true };
        var text = Render<DeliveryWayNote>(p => p.Add(c => c.Way, way).Add(c => c.Name, "Ana")).Find("p").TextContent;
        Assert.Contains("shows your email address. If the wiki refuses", Plain(text), StringComparison.Ordinal);
        Assert.Contains("does not contain your message. Your message will be sent at 07:00 UTC, together with others from the same day. CapX needs",
            Plain(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeliveryState.Failed, DeliveryReason.NoMail,
        "Not sent by wiki email. This person has no confirmed email address on the wiki. The message is available in CapX.", false)]
    [InlineData(DeliveryState.Failed, DeliveryReason.Unclear,
        "May have been sent by wiki email. The wiki did not respond, so no one knows whether the email was sent. The message is available in CapX.", false)]
    [InlineData(DeliveryState.Failed, DeliveryReason.WikiAccessGone, "Give permission again, and this message will be sent. Allow CapX to send", true)]
    [InlineData(DeliveryState.Queued, DeliveryReason.WikiAccessMissing, "Allow CapX to send messages in your name", true)]
    [InlineData(DeliveryState.Queued, DeliveryReason.WikiAway, "Waiting to be sent by wiki email. The wiki is temporarily unavailable. Next attempt:", false)]
    [InlineData(DeliveryState.Queued, null, "Waiting to be sent by wiki email.", false)]
    [InlineData(DeliveryState.Sent, null, "Sent by wiki email, ", false)]
    public void The_sender_reads_what_became_of_it(DeliveryState state, string? reason, string text, bool asks)
    {
        var delivery = new Delivery { Channel = DeliveryChannel.Mail, State = state, Reason = reason, NextTryAt = At, EndedAt = At };
        var status = Render<DeliveryStatus>(p => p.Add(c => c.Delivery, delivery).Add(c => c.ReturnUrl, "/exchanges/7"));
        Assert.Contains(text, Plain(status.Find("span").TextContent), StringComparison.Ordinal);
        Assert.Equal(asks ? ["/wiki-access?returnUrl=%2Fexchanges%2F7"] : [], status.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
