using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using CapX.App.I18n;
using CapX.App.Wiki;
using CapX.App;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Tests.Infra;
using CapX.Tests.SignIn;
using CapX.Tests.Wiki;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>Sends the corpus through ways other than forms: names from the wiki, links, texts to the wiki, cookies and headers.</summary>
[Collection(WholeSite.Name)]
public sealed class AttackedTextTests(DatabaseFixture data, StubWikiApp app) : IClassFixture<StubWikiApp>, IAsyncLifetime
{
    public static TheoryData<string> Links => [.. Corpus.Links];

    public Task InitializeAsync()
    {
        app.Stub.Reset();
        return data.EmptyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>MediaWiki allows few of these names. CapX must show any name that a wiki sends safely, or refuse the login.</summary>
    [Fact]
    public async Task A_name_that_comes_from_the_wiki_is_harmless_or_refused()
    {
        var faults = new List<string>();
        var let = 0;
        foreach (var (number, name) in Corpus.All.Select(a => a.Text).Append(Corpus.Nul).Append(Corpus.TooLong).Index())
        {
            using var browser = app.Open();
            app.Stub.Profile = StubWiki.Answer(HttpStatusCode.OK, JsonSerializer.Serialize(new { sub = $"{number + 1}", username = name, blocked = false }),
                "text/html");
            var back = await StubWikiApp.ComeBackAsync(browser);
            if (TestBrowser.Location(back).Contains("failed", StringComparison.Ordinal)) continue;
            let++;
            foreach (var url in (string[])["/", "/privacy/me", "/welcome", "/no-such-page"])
                faults.AddRange(new AttackedPage(new HtmlParser().ParseDocument(await browser.TextAsync(url))).Faults()
                    .Select(fault => $"{AttackJudge.Short(name)}: {url}: {fault}"));
            var file = (await browser.SubmitAsync("/privacy/me/export.json", "/privacy/me")).Content.Headers.GetValues("Content-Disposition").Single();
            if (file.Any(c => c is < ' ' or > '~') || file.Count(c => c == '"') > 2) faults.Add($"a file called {file}");
        }
        Assert.Empty(faults.Distinct());
        Assert.InRange(let, 10, Corpus.All.Count);
        Assert.DoesNotContain(await data.QueryAsync<string>("SELECT username FROM person"), name => name.EnumerateRunes().Any(Corpus.IsHarmful));
        AssertNoError();
    }

    /// <summary>JSON can contain half of a surrogate pair, which is not valid text in .NET or MariaDB.</summary>
    [Theory]
    [InlineData("\"half \\ud800 name\"")]
    [InlineData("\"bidi \\u202e name\"")]
    [InlineData("{\"a\":1}")]
    [InlineData("[\"name\"]")]
    [InlineData("12")]
    public async Task A_name_that_is_none_lets_nobody_in(string json)
    {
        using var browser = app.Open();
        app.Stub.Profile = StubWiki.Answer(HttpStatusCode.OK, $$"""{"sub":"5","username":{{json}},"blocked":false}""", "text/html");
        Assert.Contains("/sign-in/failed", TestBrowser.Location(await StubWikiApp.ComeBackAsync(browser)), StringComparison.Ordinal);
        Assert.Equal([0], await data.QueryAsync<long>("SELECT COUNT(*) FROM person"));
        AssertNoError();
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void A_link_leads_to_the_web_or_is_refused(string link)
    {
        var today = DateOnly.FromDateTime(TestClock.Start);
        var listing = new ListingForm { Link = link }.Check(data.Vocabulary, today).Form;
        var organization = new OrganizationForm { Website = link, Mastodon = link, ReportLink = link }.Check(data.Vocabulary).Form;
        var one = new EventForm { Kind = EventKind.Online, JoiningLink = link, WikiPage = link }.Check(data.Vocabulary).Form;
        foreach (var stored in (string[])[listing.Link, organization.Website, organization.Mastodon, organization.ReportLink, one.JoiningLink, one.WikiPage])
        {
            if (stored.Length == 0) continue;
            Assert.Equal(Way.Web, AttackedPage.Leads(stored));
            Assert.DoesNotContain(stored, c => c is <= ' ' or > '~' or '"' or '<' or '>');
        }
    }

    /// <summary>A talk page runs wikitext in the sender's name, so it must contain no text of a person. A mail is plain text with a one-line subject.</summary>
    [Fact]
    public void What_goes_to_the_wiki_carries_no_line_and_no_wikitext_of_anybody()
    {
        using var rig = new OutboxRig(data);
        var text = new DeliveryText(MessageCatalog.Instance, data.Vocabulary, new SiteAddress(rig.Settings, null!));
        foreach (var language in MessageCatalog.Instance.Shipped.Select(m => m.Language))
        {
            var taken = new DeliveryTaken
            {
                LeaseKey = [], SenderId = 1, SenderName = Corpus.Whole, RecipientId = 2, RecipientName = Corpus.Whole, Language = language,
                Channel = DeliveryChannel.Mail,
                Messages = [new DeliveryMessage { DeliveryId = 7, ExchangeId = 8, CapacityCode = "openrefine", Text = Corpus.Whole }],
            };
            foreach (var written in (string[])[text.TalkTitle(taken), text.Talk(taken), text.Summary(taken)])
            {
                Assert.False(Corpus.Stands(written));
                Assert.DoesNotContain(written, c => char.IsControl(c) || c is '{' or '[' or '<' or '|');
            }
            // The sender signs once, at the end.
            Assert.Equal(1, text.Talk(taken).Split("~~~~").Length - 1);
            Assert.DoesNotContain(text.Subject(taken), c => char.IsControl(c) || c is '\u2028' or '\u2029');
            Assert.Contains(Corpus.All[0].Text, text.Mail(taken), StringComparison.Ordinal);
        }
    }

    /// <summary>Clients can send any cookie and any header.</summary>
    [Fact]
    public async Task What_a_browser_says_of_itself_changes_nothing_and_fails_nothing()
    {
        var hostile = string.Concat(Corpus.Whole.Where(c => c is >= ' ' and <= '~' and not ('"' or ';' or ',' or '\\')))
            + Convert.ToBase64String(Encoding.UTF8.GetBytes(Corpus.Whole));
        foreach (var url in (string[])["/", "/events", "/sign-in/failed?reason=locked", "/api/v1/people", "/no-such-page"])
        {
            using var browser = app.Open();
            foreach (var cookie in (string[])["__Host-capx-session", "__Host-capx-form", "__Host-capx-visitor", "__Host-capx-reporter", "capx-zone",
                "capx-language", "capx-appearance"]) browser.Cookies[cookie] = hostile;
            var request = new HttpRequestMessage(HttpMethod.Get, url);
            foreach (var header in (string[])["Accept-Language", "User-Agent", "Referer", "X-Forwarded-Proto", "X-Forwarded-For", "X-Forwarded-Host",
                "X-Request-Id", "Accept", "Forwarded"]) request.Headers.TryAddWithoutValidation(header, hostile[..500]);
            var answer = await browser.SendAsync(request);
            Assert.InRange((int)answer.StatusCode, 200, 499);
            Assert.False(Corpus.Stands($"{answer.Headers}{await answer.Content.ReadAsStringAsync()}"), url);
        }
        AssertNoError();
    }

    private void AssertNoError() =>
        Assert.DoesNotContain($"{app.Log}".Split('\n'),
            line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
}
