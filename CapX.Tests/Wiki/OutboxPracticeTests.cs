using System.Net;
using CapX.App.PracticeWiki;
using CapX.Data.Exchanges;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Wiki;

/// <summary>The whole program with the practice wiki: it asks for permission, its worker sends messages, and the wiki gives every possible answer.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OutboxPracticeTests(DatabaseFixture fixture, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Member = 1001;
    private const ulong Organizer = 1002;

    private readonly OutboxRig _rig = new(fixture);
    private readonly TestBrowser _browser = app.Open();
    private readonly PracticeMail _mail = app.Services.GetRequiredService<PracticeMail>();

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        _mail.Forget();
        await _browser.SignInAsync("member");
        await fixture.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@Member, @Version, '2026-01-01')",
            new { Member, Consent.Version });
    }

    public Task DisposeAsync()
    {
        _browser.Dispose();
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Leave_is_asked_at_the_wiki_and_then_the_message_goes_out_by_itself()
    {
        var exchange = await WriteAsync(Organizer, "mail");
        Assert.Equal("queued leave-missing mail", await _rig.SeenAsync(exchange, Member));
        Assert.Equal("/people", await GiveLeaveAsync("/people"));
        Assert.Equal("sent - mail", await EndedAsync(exchange));
        var mail = Assert.Single(_mail.All);
        Assert.Equal((true, "Sample Member", "Sample Organizer"), (mail.IsMail, mail.From, mail.To));
        Assert.Contains(mail.Title, WebUtility.HtmlDecode(await _browser.TextAsync("/practice-wiki/w/received")), StringComparison.Ordinal);
        // The log may mention the practice wiki's URLs, but never a token.
        foreach (var token in new[] { "\"access_token\"", "access_token=" }) Assert.DoesNotContain(token, app.Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notarget", "mail", "failed recipient-unknown mail")]
    [InlineData("noemail", "mail", "failed no-mail mail")]
    [InlineData("nowikiemail", "mail", "failed mail-off mail")]
    [InlineData("emailnotarget", "mail", "failed recipient-unknown mail")]
    [InlineData("baduser_target", "mail", "failed recipient-unknown mail")]
    [InlineData("noemailtext", "mail", "failed no-mail mail")]
    [InlineData("nowikiemailtext", "mail", "failed mail-off mail")]
    [InlineData("mwoauth-invalid-authorization-not-approved", "mail", "queued not-accepted mail")]
    [InlineData("mwoauth-invalid-authorization-wrong-wiki", "mail", "queued not-accepted mail")]
    [InlineData("mwoauth-invalid-authorization-blocked-user", "mail", "failed sender-locked mail")]
    [InlineData("mwoauth-invalid-authorization-invalid-user", "mail", "failed sender-locked mail")]
    [InlineData("cantsend", "mail", "failed sender-no-mail mail")]
    [InlineData("blockedemailuser", "mail", "failed sender-blocked mail")]
    [InlineData("ratelimited", "mail", "queued rate-limited mail")]
    [InlineData("readonly", "mail", "queued read-only mail")]
    [InlineData("usermaildisabled", "mail", "failed mail-disabled mail")]
    [InlineData("badaccess", "mail", "failed not-permitted mail")]
    [InlineData("badtoken", "mail", "sent - mail")]
    [InlineData("missingparam", "mail", "failed refused mail")]
    [InlineData("internal_api_error_DBQueryError", "mail", "failed unclear mail")]
    [InlineData("mwoauth-invalid-authorization", "mail", "sent - mail")]
    [InlineData("cantcreate", "talk", "failed talk-missing talk")]
    [InlineData("blocked", "talk", "failed sender-blocked talk")]
    [InlineData("protectedpage", "talk", "failed talk-protected talk")]
    [InlineData("spamprotectionmatch", "talk", "failed spam-filter talk")]
    [InlineData("captcha", "talk", "failed captcha talk")]
    [InlineData("http-503", "mail", "failed unclear mail")]
    [InlineData("silence", "mail", "failed unclear mail")]
    public async Task Every_answer_of_the_practice_wiki_comes_to_its_end(string answer, string channel, string seen)
    {
        Assert.Contains(answer, PracticeMail.Answers);
        await GiveLeaveAsync();
        await _browser.PostAsync("/practice-wiki/w/received", ("code", answer));
        Assert.Equal(seen, await EndedAsync(await WriteAsync(Organizer, channel)));
        Assert.Equal(seen.StartsWith("sent", StringComparison.Ordinal) || answer == PracticeMail.Silence ? 1 : 0, _mail.All.Count);
    }

    [Theory]
    [InlineData("1.39", 1012ul, "Sample Without Mail", "mail", "sent no-mail talk")]
    [InlineData("1.43", 1012ul, "Sample Without Mail", "mail", "sent no-mail talk")]
    [InlineData("1.39", 1013ul, "Sample Mail Off", "mail", "sent mail-off talk")]
    [InlineData("1.43", 1013ul, "Sample Mail Off", "mail", "sent mail-off talk")]
    [InlineData("1.43", 1016ul, "Sample Protected", "mail", "failed talk-protected talk")]
    [InlineData("1.43", 1017ul, "Sample Without Talk", "talk", "failed talk-missing talk")]
    public async Task Sample_accounts_refuse_as_they_say_on_old_and_new_releases(string release, ulong id, string name, string channel, string seen)
    {
        await GiveLeaveAsync();
        await _browser.PostAsync("/practice-wiki/w/received", ("release", release));
        Assert.Equal((release, release == "1.43" ? "nowikiemailtext" : "nowikiemail"), (_mail.Release, _mail.Code("nowikiemail")));
        Assert.Equal(seen, await EndedAsync(await WriteAsync(id, channel, name)));
    }

    [Fact]
    public async Task An_edit_without_an_answer_is_looked_for_and_not_made_twice()
    {
        await GiveLeaveAsync();
        _mail.AnswerNext(PracticeMail.Silence);
        var exchange = await WriteAsync(Organizer, "talk");
        Assert.Equal("queued unclear talk", await EndedAsync(exchange));
        await fixture.ExecuteAsync("UPDATE delivery SET next_try_at = @Now", new { app.Clock.Now });
        Assert.Equal("sent - talk", await EndedAsync(exchange, "queued unclear talk"));
        Assert.Single(_mail.All);
    }

    [Fact]
    public async Task A_leave_that_was_ended_at_the_wiki_asks_the_sender_again()
    {
        await GiveLeaveAsync();
        app.Services.GetRequiredService<PracticeGrants>().Revoke(Member);
        var exchange = await WriteAsync(Organizer, "mail");
        Assert.Equal("failed leave-gone mail", await EndedAsync(exchange));
        await GiveLeaveAsync();
        Assert.Equal("sent - mail", await EndedAsync(exchange, "queued - mail"));
    }

    [Fact]
    public async Task The_privacy_page_lists_the_leave_and_takes_it_back()
    {
        await GiveLeaveAsync();
        Assert.Contains("action=\"/wiki-access/revoke\"", await _browser.TextAsync("/privacy/me"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync("/wiki-access/revoke")).StatusCode);
        Assert.Equal("/privacy/me", TestBrowser.Location(await _browser.SubmitAsync("/wiki-access/revoke", "/privacy/me")));
        Assert.Empty(await fixture.QueryAsync<ulong>("SELECT person_id FROM wiki_token"));
        Assert.DoesNotContain("/wiki-access/revoke", await _browser.TextAsync("/privacy/me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_account_at_the_wiki_gives_no_leave()
    {
        Assert.Equal("/wiki-access/failed?reason=other-account&returnUrl=%2Fpeople", await GiveLeaveAsync("/people", "organizer"));
        Assert.Empty(await fixture.QueryAsync<ulong>("SELECT person_id FROM wiki_token"));
        var page = await _browser.GetAsync("/wiki-access/failed?reason=other-account&returnUrl=%2Fpeople");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("href=\"/wiki-access?returnUrl=%2Fpeople\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_leads_back_to_where_one_was() =>
        Assert.Equal("/wiki-access/failed?reason=cancelled&returnUrl=%2Fpeople", await GiveLeaveAsync("/people", decision: "cancel"));

    [Fact]
    public async Task The_answer_of_the_wiki_comes_twice_and_the_leave_stands_and_only_the_session_that_asked_is_served()
    {
        var callback = await CallbackAsync("/people?q=a");
        using var stranger = await app.OpenAsAsync("organizer");
        Assert.StartsWith("/wiki-access/failed?reason=stale", TestBrowser.Location(await stranger.GetAsync(callback)), StringComparison.Ordinal);
        stranger.Cookies["capx-wiki-access"] = _browser.Cookies["capx-wiki-access"];
        Assert.StartsWith("/wiki-access/failed?reason=stale", TestBrowser.Location(await stranger.GetAsync(callback)), StringComparison.Ordinal);
        Assert.Equal("/people?q=a", TestBrowser.Location(await _browser.GetAsync(callback)));
        Assert.Equal("/people?q=a", TestBrowser.Location(await _browser.GetAsync(callback)));
        // Half an hour later the cookie is gone.
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        _browser.Cookies.Remove("capx-wiki-access");
        Assert.Equal("/people?q=a", TestBrowser.Location(await _browser.GetAsync(callback)));
        Assert.Equal([Member], await fixture.QueryAsync<ulong>("SELECT person_id FROM wiki_token"));
    }

    [Fact]
    public async Task Two_answers_at_once_both_lead_back()
    {
        var callback = await CallbackAsync("/people");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _browser.GetAsync(callback)));
        Assert.All(answers, answer => Assert.Equal("/people", TestBrowser.Location(answer)));
    }

    [Fact]
    public async Task An_answer_that_gave_no_leave_keeps_the_way_back_when_it_comes_twice()
    {
        var callback = await CallbackAsync("/people", "organizer");
        Assert.Equal("/wiki-access/failed?reason=other-account&returnUrl=%2Fpeople", TestBrowser.Location(await _browser.GetAsync(callback)));
        _browser.Cookies.Remove("capx-wiki-access");
        Assert.Equal("/wiki-access/failed?reason=stale&returnUrl=%2Fpeople", TestBrowser.Location(await _browser.GetAsync(callback)));
        var cancelled = await CallbackAsync("/people", decision: "cancel");
        for (var i = 0; i < 2;
            i++) Assert.Equal("/wiki-access/failed?reason=cancelled&returnUrl=%2Fpeople", TestBrowser.Location(await _browser.GetAsync(cancelled)));
    }

    [Theory]
    [InlineData("cross-site", "?1")]
    [InlineData("none", "?1")]
    [InlineData("same-origin", null)]
    public async Task Asking_does_not_begin_by_itself(string site, string? user)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/wiki-access?returnUrl=/people");
        request.Headers.Add("Sec-Fetch-Site", site);
        if (user is not null) request.Headers.Add("Sec-Fetch-User", user);
        Assert.Equal("/wiki-access/ask?returnUrl=%2Fpeople", TestBrowser.Location(await _browser.SendAsync(request)));
        Assert.StartsWith("http", TestBrowser.Location(await _browser.ClickAsync("/wiki-access?returnUrl=/people")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approving_an_erasure_keeps_a_leave_that_is_there_and_gives_none()
    {
        await _browser.ApproveErasureAsync("member");
        Assert.Empty(await fixture.QueryAsync<ulong>("SELECT person_id FROM wiki_token"));
        await GiveLeaveAsync();
        Assert.Equal("/privacy/me#erase", await _browser.ApproveErasureAsync("member"));
        Assert.Equal("sent - mail", await EndedAsync(await WriteAsync(Organizer, "mail")));
    }

    [Fact]
    public async Task Asking_takes_a_member_a_challenge_and_the_grants_for_sending()
    {
        using var visitor = app.Open();
        Assert.StartsWith("/sign-in?returnUrl=%2Fwiki-access", TestBrowser.Location(await visitor.GetAsync("/wiki-access?returnUrl=/people")),
            StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(new Uri(TestBrowser.Location(await _browser.GetAsync("/wiki-access"))).Query);
        Assert.Equal(("practice-sending", "S256", "basic sendemail editpage createeditmovepage"),
            (query["client_id"].ToString(), query["code_challenge_method"].ToString(), query["scope"].ToString()));
        Assert.EndsWith("/wiki-access/callback", query["redirect_uri"].ToString(), StringComparison.Ordinal);
    }

    private async Task<ulong> WriteAsync(ulong recipient, string channel, string name = "Sample Organizer")
    {
        _rig.Clock.Now = app.Clock.Now;
        await new PersonBuilder { Id = recipient, Username = name }.InsertAsync(fixture.Database);
        await _rig.ChooseAsync(recipient, channel, talkInstead: channel == "mail" && name != "Sample Organizer");
        var (exchange, _) = await _rig.WriteAsync(Member, recipient);
        app.Services.GetRequiredService<DeliverySignal>().Ring();
        return exchange;
    }

    /// <summary>The state that the sender sees after the program's own worker has tried to send.</summary>
    private async Task<string> EndedAsync(ulong exchange, string before = "queued - mail")
    {
        app.Services.GetRequiredService<DeliverySignal>().Ring();
        for (var tries = 0; tries < 200; tries++)
        {
            var seen = await _rig.SeenAsync(exchange, Member);
            if (seen != before && !seen.StartsWith("queued - ", StringComparison.Ordinal) && !seen.StartsWith("queued leave-missing", StringComparison.Ordinal)
                && !seen.StartsWith("sending", StringComparison.Ordinal)
                && !(seen.StartsWith("queued ", StringComparison.Ordinal) && seen.EndsWith(" talk", StringComparison.Ordinal) && before != "queued unclear talk"
                && !seen.Contains("unclear", StringComparison.Ordinal))) return seen;
            await Task.Delay(50);
        }
        return $"{await _rig.SeenAsync(exchange, Member)}\n{app.Log}";
    }

    private async Task<string> CallbackAsync(string returnUrl = "/", string account = "member", string decision = "approve")
    {
        var authorize = TestBrowser.Location(await _browser.GetAsync($"/wiki-access?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        return TestBrowser.Location(await _browser.PostAsync($"{authorize}&account={account}", ("decision", decision)));
    }

    private async Task<string> GiveLeaveAsync(string returnUrl = "/", string account = "member", string decision = "approve") =>
        TestBrowser.Location(await _browser.GetAsync(await CallbackAsync(returnUrl, account, decision)));
}
