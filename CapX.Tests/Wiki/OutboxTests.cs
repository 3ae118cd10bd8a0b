using CapX.Data.Exchanges;
using CapX.Data.Notices;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Wiki;

/// <summary>The messages that CapX sends to the wiki, and the results of the wiki's answers.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OutboxTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly OutboxRig _rig = new(fixture);

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_mail_carries_the_message_in_the_recipients_language()
    {
        var (sender, recipient) = await _rig.PairAsync(language: "pt-br", name: "Ana\r\nBcc: x");
        var (exchange, _) = await _rig.WriteAsync(sender, recipient, "Kannst du helfen?\r\n$1 {{PLURAL:$1|a|b}}");
        Assert.Equal("queued - mail", await _rig.SeenAsync(exchange, sender));
        await _rig.DeliverAsync();
        var mail = Assert.Single(_rig.Wiki.All);
        Assert.Equal(("emailuser", $"Person {recipient}"), (mail.Action, mail.To));
        Assert.StartsWith("Ana Bcc: x escreveu para você sobre “", mail.Title, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mail.Title);
        Assert.Contains("Kannst du helfen?\n$1 {{PLURAL:$1|a|b}}", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"https://capx.example.org/exchanges/{exchange}", mail.Text, StringComparison.Ordinal);
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
        Assert.Equal("", await _rig.SeenAsync(exchange, recipient));
    }

    [Fact]
    public async Task A_talk_page_gets_a_signed_notice_without_the_message()
    {
        var (sender, recipient) = await _rig.PairAsync("talk", language: "ar");
        var (exchange, _) = await _rig.WriteAsync(sender, recipient, "Nobody but you may read this");
        await _rig.DeliverAsync();
        var edit = Assert.Single(_rig.Wiki.All);
        Assert.Equal(("edit", $"User talk:Person {recipient}"), (edit.Action, edit.To));
        Assert.DoesNotContain("Nobody but you", edit.Text, StringComparison.Ordinal);
        Assert.Contains($"/exchanges/{exchange}", edit.Text, StringComparison.Ordinal);
        Assert.EndsWith(" ~~~~", edit.Text, StringComparison.Ordinal);
        Assert.Contains("رسالة واحدة", edit.Text, StringComparison.Ordinal);
        Assert.Equal("sent - talk", await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public async Task Every_call_in_a_persons_name_says_so_to_the_letter()
    {
        var (sender, recipient) = await _rig.PairAsync();
        await _rig.WriteAsync(sender, recipient);
        await _rig.DeliverAsync();
        Assert.Equal(["account", "csrf", "emailuser"], _rig.Wiki.Steps);
        Assert.All(_rig.Wiki.Calls.Skip(1), c => Assert.StartsWith("Bearer access-", c.Authorization, StringComparison.Ordinal));
        Assert.All(_rig.Wiki.Calls.Skip(1), c => Assert.Equal(("user", "2"), (c.Parameters["assert"], c.Parameters["formatversion"])));
        Assert.Equal("", _rig.Wiki.Calls.First().Authorization);
    }

    [Fact]
    public async Task Nothing_is_queued_for_who_is_reached_in_the_tool()
    {
        var (sender, recipient) = await _rig.PairAsync("tool");
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        var (other, _) = await _rig.WriteAsync(sender, await _rig.PersonAsync());
        Assert.Equal(("", ""), (await _rig.SeenAsync(exchange, sender), await _rig.SeenAsync(other, sender)));
    }

    [Theory]
    [InlineData("notarget", "failed recipient-unknown mail")]
    [InlineData("emailnotarget", "failed recipient-unknown mail")]
    [InlineData("baduser_target", "failed recipient-unknown mail")]
    [InlineData("noemail", "failed no-mail mail")]
    [InlineData("noemailtext", "failed no-mail mail")]
    [InlineData("nowikiemail", "failed mail-off mail")]
    [InlineData("nowikiemailtext", "failed mail-off mail")]
    [InlineData("cantsend", "failed sender-no-mail mail")]
    [InlineData("globalblocking-blockedtext-user", "failed sender-blocked mail")]
    [InlineData("actionthrottledtext", "queued rate-limited mail")]
    [InlineData("usermaildisabled", "failed mail-disabled mail")]
    [InlineData("badaccess", "failed not-permitted mail")]
    [InlineData("blockedemailuser", "failed sender-blocked mail")]
    [InlineData("missingparam", "failed refused mail")]
    [InlineData("something-new", "failed refused mail")]
    [InlineData("ratelimited", "queued rate-limited mail")]
    [InlineData("readonly", "queued read-only mail")]
    [InlineData("internal_api_error_DBQueryError", "failed unclear mail")]
    [InlineData("http-503", "failed unclear mail")]
    public async Task A_mail_that_the_wiki_refuses_ends_as_it_should(string code, string seen) => Assert.Equal(seen, await RefusedAsync("mail", code));

    [Theory]
    [InlineData("cantcreate", "failed talk-missing talk")]
    [InlineData("protectedpage", "failed talk-protected talk")]
    [InlineData("spamprotectionmatch", "failed spam-filter talk")]
    [InlineData("abusefilter-disallowed", "failed spam-filter talk")]
    [InlineData("captcha", "failed captcha talk")]
    [InlineData("blocked", "failed sender-blocked talk")]
    [InlineData("badaccess", "failed not-permitted talk")]
    [InlineData("missingparam", "failed refused talk")]
    [InlineData("ratelimited", "queued rate-limited talk")]
    [InlineData("readonly", "queued read-only talk")]
    [InlineData("internal_api_error_DBQueryError", "queued unclear talk")]
    [InlineData("http-503", "queued unclear talk")]
    public async Task An_edit_that_the_wiki_refuses_ends_as_it_should(string code, string seen) => Assert.Equal(seen, await RefusedAsync("talk", code));

    [Theory]
    [InlineData("noemail", "no-mail")]
    [InlineData("noemailtext", "no-mail")]
    [InlineData("nowikiemail", "mail-off")]
    [InlineData("nowikiemailtext", "mail-off")]
    [InlineData("cantsend", "sender-no-mail")]
    [InlineData("mailnologin", "sender-no-mail")]
    [InlineData("usermaildisabled", "mail-disabled")]
    [InlineData("badaccess", "not-permitted")]
    [InlineData("permissiondenied", "not-permitted")]
    [InlineData("missingparam", "refused")]
    [InlineData("something-new", "refused")]
    public async Task Where_mail_is_refused_the_talk_page_serves_if_the_recipient_allows_it(string code, string reason)
    {
        var (sender, recipient) = await _rig.PairAsync(talkInstead: true);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.Codes.Enqueue(code);
        await _rig.DeliverAsync();
        Assert.Equal("edit", Assert.Single(_rig.Wiki.All).Action);
        Assert.Equal($"sent {reason} talk", await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData("blockedemailuser")]
    [InlineData("blocked")]
    [InlineData("notarget")]
    [InlineData("emailnotarget")]
    [InlineData("baduser_target")]
    [InlineData("ratelimited")]
    public async Task Nobody_gets_round_a_block_or_a_limit_by_the_talk_page(string code)
    {
        var (sender, recipient) = await _rig.PairAsync(talkInstead: true);
        await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.Codes.Enqueue(code);
        await _rig.DeliverAsync();
        Assert.Empty(_rig.Wiki.All);
    }

    [Fact]
    public async Task A_void_form_token_is_fetched_anew_and_the_mail_sent_once()
    {
        var (sender, recipient) = await _rig.PairAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.Codes.Enqueue("badtoken");
        await _rig.DeliverAsync();
        Assert.Equal(["account", "csrf", "emailuser", "csrf", "emailuser"], _rig.Wiki.Steps);
        Assert.Single(_rig.Wiki.All);
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
        for (var i = 0; i < 3; i++) _rig.Wiki.Codes.Enqueue("badtoken");
        (exchange, _) = await _rig.WriteAsync(sender, recipient);
        await _rig.DeliverAsync();
        Assert.Equal("queued busy mail", await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public async Task Who_is_told_to_wait_waits_with_everything_and_others_do_not()
    {
        var (sender, recipient) = await _rig.PairAsync();
        var (first, _) = await _rig.WriteAsync(sender, recipient);
        var (second, _) = await _rig.WriteAsync(sender, await _rig.RecipientAsync());
        var (other, to) = await _rig.PairAsync();
        await _rig.WriteAsync(other, to);
        _rig.Wiki.Codes.Enqueue("ratelimited");
        await _rig.DeliverAsync();
        Assert.Equal(OutboxRig.Text(other), Assert.Single(_rig.Wiki.All).Person);
        Assert.Equal(("queued rate-limited mail", "queued - mail"), (await _rig.SeenAsync(first, sender), await _rig.SeenAsync(second, sender)));
        _rig.Clock.Advance(TimeSpan.FromMinutes(61));
        await _rig.DeliverAsync();
        Assert.Equal([$"Person {to}", $"Person {recipient}"], _rig.Wiki.All.Take(2).Select(s => s.To));
        Assert.Equal(3, _rig.Wiki.All.Count);
    }

    [Fact]
    public async Task Who_gathers_gets_one_mail_a_day()
    {
        var (sender, recipient) = await _rig.PairAsync(gathered: true);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient, "One");
        await _rig.WriteAsync(sender, recipient, "Two", exchange);
        var (other, _) = await _rig.WriteAsync(sender, recipient, "Three");
        await _rig.DeliverAsync();
        Assert.Empty(_rig.Wiki.All);
        _rig.Clock.Now = TestClock.Start.Date.AddDays(1).AddHours(7);
        await _rig.DeliverAsync();
        var mail = Assert.Single(_rig.Wiki.All);
        Assert.StartsWith("3 messages from ", mail.Title, StringComparison.Ordinal);
        Assert.True(mail.Text.IndexOf("One", StringComparison.Ordinal) < mail.Text.IndexOf("Two", StringComparison.Ordinal)
            && mail.Text.IndexOf("Two", StringComparison.Ordinal) < mail.Text.IndexOf("Three", StringComparison.Ordinal));
        Assert.Equal(("sent - mail; sent - mail", "sent - mail"), (await _rig.SeenAsync(exchange, sender), await _rig.SeenAsync(other, sender)));
    }

    [Fact]
    public async Task The_sender_sees_before_how_it_will_go_out()
    {
        var (sender, recipient) = await _rig.PairAsync(talkInstead: true, gathered: true);
        var way = await new DeliveryChannelQuery(fixture.Database, true).RunAsync(sender, recipient);
        Assert.Equal(new DeliveryWay { Channel = DeliveryChannel.Mail, TalkInstead = true, Gathered = true }, way);
        Assert.True((await new DeliveryChannelQuery(fixture.Database, true).RunAsync(await _rig.PersonAsync(), recipient)).NeedsWikiAccess);
        Assert.Equal(new DeliveryWay(), await new DeliveryChannelQuery(fixture.Database, false).RunAsync(sender, recipient));
        Assert.Equal(new DeliveryWay(), await new DeliveryChannelQuery(fixture.Database, true).RunAsync(recipient, sender));
    }

    [Fact]
    public async Task Without_a_consumer_what_is_queued_is_given_up()
    {
        var (sender, recipient) = await _rig.PairAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        using var without = new OutboxRig(fixture) { Settings = _rig.Settings with { SendingClientId = null } };
        without.Clock.Now = _rig.Clock.Now;
        await without.DeliverAsync();
        Assert.Equal("failed too-late mail", await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public void Every_reason_has_a_message() =>
        Assert.All(DeliveryReason.All, reason => Assert.DoesNotContain('⧼', CapX.App.I18n.MessageCatalog.Instance.For("en")[$"delivery-reason-{reason}"]));

    private async Task<string> RefusedAsync(string channel, string code)
    {
        var (sender, recipient) = await _rig.PairAsync(channel);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.Codes.Enqueue(code);
        await _rig.DeliverAsync();
        Assert.Empty(_rig.Wiki.All);
        return await _rig.SeenAsync(exchange, sender);
    }
}
