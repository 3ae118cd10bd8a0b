using System.Net;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Reports, cases, decisions and roles over HTTP.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ModerationPagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private ulong _listing;

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        foreach (var (id, name) in new[] { (1001UL, "Sample Member"), (1002UL, "Sample Organizer"), (1003UL, "Sample Moderator"), (1020UL, "Sample Steward") })
        {
            await new PersonBuilder { Id = id, Username = name }.InsertAsync(data.Database);
            await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@id, @Version, UTC_TIMESTAMP())", new { id, Consent.Version });
        }
        await data.GrantAsync("Sample Moderator", Role.Moderator);
        await data.GrantAsync("Sample Steward", Role.Steward);
        _listing = await new ListingBuilder { Person = 1002, Title = "Reported listing" }.InsertAsync(data);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/moderation")]
    [InlineData("/moderation/cases/1")]
    [InlineData("/moderation/words")]
    [InlineData("/moderation/roles")]
    [InlineData("/decisions/1")]
    public async Task Pages_for_roles_are_not_there_for_others(string url)
    {
        using var visitor = app.Open();
        Assert.StartsWith("/sign-in?returnUrl=", TestBrowser.Location(await visitor.GetAsync(url)), StringComparison.Ordinal);
        using var member = await app.OpenAsAsync("member");
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task A_visitor_reports_without_an_account_and_reads_what_became_of_it()
    {
        using var visitor = app.Open();
        var form = await visitor.SubmitAsync("/report", $"/listings/{_listing}", ("_handler", "start"), ("Thing", "listing"), ("Key", $"{_listing}"));
        var html = await form.Content.ReadAsStringAsync();
        Assert.Contains("emergency@wikimedia.org", html, StringComparison.Ordinal);
        Assert.Contains("Reported listing", html, StringComparison.Ordinal);
        var sent = await visitor.ReportAsync(app.Clock, "listing", $"{_listing}", text: "<b>rude</b>");
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var receipt = await visitor.TextAsync(TestBrowser.Location(sent));
        Assert.Contains("We have received your report", receipt, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;rude", receipt, StringComparison.Ordinal);
        using var other = app.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(TestBrowser.Location(sent))).StatusCode);
        Assert.True((await visitor.GetAsync(TestBrowser.Location(sent))).Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Whom_or_what_somebody_reports_stands_in_no_address()
    {
        var slug = (await new OrganizationBuilder { Name = "Reported group" }.InsertAsync(data)).Slug;
        var one = await new EventBuilder { Starts = TestClock.Start.AddDays(3) }.By(1002).InsertAsync(data);
        using var visitor = app.Open();
        foreach (var (url, thing, key) in new[] { ("/people/Sample_Organizer", "person", "Sample Organizer"), ($"/organizations/{slug}", "organization", slug),
            ($"/listings/{_listing}", "listing", $"{_listing}"), ($"/events/{one}", "event", $"{one}") })
        {
            var page = await visitor.TextAsync(url);
            Assert.DoesNotContain("/report?", page, StringComparison.Ordinal);
            Assert.Contains($"name=\"Key\" value=\"{key}\"", page, StringComparison.Ordinal);
            var form = await visitor.SubmitAsync("/report", url, ("_handler", "start"), ("Thing", thing), ("Key", key));
            Assert.Equal(HttpStatusCode.OK, form.StatusCode);
            Assert.True(form.Headers.CacheControl?.NoStore);
            Assert.Contains("capx-reporter", visitor.Cookies.Keys);
            var html = await form.Content.ReadAsStringAsync();
            Assert.Contains("name=\"Reason\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("report?", html, StringComparison.Ordinal);
            // The form is refused from another site and without an Origin header.
            foreach (var origin in new[] { "https://evil.example.org", "null", null })
            {
                var foreign = new HttpRequestMessage(HttpMethod.Post,
                    "/report")
                { Content = new FormUrlEncodedContent([new("_handler", "start"), new("Thing", thing), new("Key", key)]) };
                if (origin is not null) foreign.Headers.Add("Origin", origin);
                Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(foreign)).StatusCode);
            }
        }
        var sent = await visitor.ReportAsync(app.Clock, "person", "Sample Organizer");
        Assert.Matches("/reports/[0-9a-f]{32}$", TestBrowser.Location(sent));
        // Old links with a query string still work.
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/report?thing=person&key=Sample_Organizer")).StatusCode);
    }

    [Fact]
    public async Task Starting_a_report_tells_nobody_who_is_there()
    {
        await new PersonBuilder { Username = "Hidden person", Visibility = "hidden", About = "Nobody reads this" }.InsertAsync(data.Database);
        using var visitor = app.Open();
        async Task<string> AskAsync(string name) =>
            System.Text.RegularExpressions.Regex.Replace(await (await visitor.SubmitAsync("/report", "/report", ("_handler", "start"), ("Thing", "person"),
                ("Key", name))).Content.ReadAsStringAsync(), " value=\"[^\"]*\"|<!--.*?-->", "").Replace(name, "", StringComparison.Ordinal)
                    .Replace(name.Replace(' ', '_'), "", StringComparison.Ordinal);
        Assert.Equal(await AskAsync("Nobody of that name"), await AskAsync("Hidden person"));
        foreach (var (thing, key) in new[] { ("listing", "999999"), ("organization", "none"), ("message", "1"), ("nonsense", "1"), ("listing", "") })
            Assert.Equal((thing, HttpStatusCode.NotFound),
                (thing, (await visitor.SubmitAsync("/report", "/report", ("_handler", "start"), ("Thing", thing), ("Key", key))).StatusCode));
    }

    [Theory]
    [InlineData("/report?thing=nonsense&key=1")]
    [InlineData("/report?thing=listing&key=rubbish")]
    [InlineData("/report?thing=listing&key=999999")]
    [InlineData("/report?thing=message&key=1")]
    [InlineData("/report?thing=organization&key=none")]
    [InlineData("/reports/1")]
    [InlineData("/reports/99999999999999999999")]
    [InlineData("/reports/0123456789abcdef0123456789abcdef")]
    public async Task What_is_not_there_cannot_be_reported(string url)
    {
        using var visitor = app.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task From_report_to_decision_to_appeal_to_its_end()
    {
        using var member = await app.OpenAsAsync("member");
        var sent = await member.ReportAsync(app.Clock, "listing", $"{_listing}", "trolling");
        using var moderator = await app.OpenAsAsync("moderator");
        var caseUrl = $"/moderation/cases/{(await data.QueryAsync<ulong>("SELECT id FROM moderation_case")).Single()}";
        Assert.Contains(caseUrl, await moderator.TextAsync("/moderation"), StringComparison.Ordinal);
        // Without an antiforgery token nothing happens, even if the form has no fields.
        Assert.Equal(HttpStatusCode.BadRequest, (await moderator.PostAsync($"{caseUrl}/claim")).StatusCode);
        Assert.Equal($"{caseUrl}?came=done", TestBrowser.Location(await moderator.SubmitAsync($"{caseUrl}/claim", caseUrl)));
        var refused = await moderator.SubmitAsync(caseUrl, caseUrl, ("_handler", "decide"), ("Kind", "hide"), ("Reason", ""), ("ReasonLanguage", "en"));
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Found,
            (await moderator.SubmitAsync(caseUrl, caseUrl, ("_handler", "decide"), ("Kind", "hide"), ("Reason", "Not nice"),
                ("ReasonLanguage", "en"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/listings/{_listing}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/api/v1/listings/{_listing}")).StatusCode);

        using var owner = await app.OpenAsAsync("organizer");
        Assert.Contains("Moderators hid this", await owner.TextAsync($"/listings/{_listing}"), StringComparison.Ordinal);
        var decision = $"/decisions/{(await data.QueryAsync<ulong>("SELECT id FROM decision")).Single()}";
        Assert.Contains(decision, await owner.TextAsync("/notifications"), StringComparison.Ordinal);
        Assert.Contains("Not nice", await owner.TextAsync(decision), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(decision)).StatusCode);
        Assert.EndsWith($"{decision}?came=done",
            TestBrowser.Location(await owner.SubmitAsync(decision, decision, ("_handler", "appeal"), ("Text", "It is a joke"), ("Language", "en"))),
            StringComparison.Ordinal);
        // The moderator who decided cannot see the appeal.
        var appeal = $"/moderation/cases/{(await data.QueryAsync<ulong>("SELECT case_id FROM appeal")).Single()}";
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.GetAsync(appeal)).StatusCode);
        await data.ExecuteAsync("INSERT INTO person_role (person_id, role, until_at, granted_at) VALUES (1020, 'moderator', '2040-01-01', '2026-01-01')");
        using var second = await app.OpenAsAsync("steward");
        await second.SubmitAsync($"{appeal}/claim", appeal);
        Assert.Equal(HttpStatusCode.Found,
            (await second.SubmitAsync(appeal, appeal, ("_handler", "review"), ("Outcome", "undone"), ("Reason", "It is one"),
                ("ReasonLanguage", "en"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync($"/listings/{_listing}")).StatusCode);
        Assert.Contains("It is one", await owner.TextAsync(decision), StringComparison.Ordinal);
        Assert.Contains("It is one", await member.TextAsync(TestBrowser.Location(sent)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_is_confirmed_by_a_plain_form_and_every_page_says_that_nothing_comes_back()
    {
        using var member = await app.OpenAsAsync("member");
        await member.ReportAsync(app.Clock, "listing", $"{_listing}", "disclosure");
        using var moderator = await app.OpenAsAsync("moderator");
        var caseUrl = $"/moderation/cases/{(await data.QueryAsync<ulong>("SELECT id FROM moderation_case")).Single()}";
        await moderator.SubmitAsync($"{caseUrl}/claim", caseUrl);
        var unsure = await (await moderator.SubmitAsync(caseUrl, caseUrl, ("_handler", "decide"), ("Kind", "erase"), ("Reason", "A home address"),
            ("ReasonLanguage", "en"))).Content.ReadAsStringAsync();
        Assert.Contains("Nothing has been deleted yet", unsure, StringComparison.Ordinal);
        Assert.Contains("A home address</textarea>", unsure, StringComparison.Ordinal);
        Assert.Matches("id=\"kind-erase\"[^>]* checked", unsure);
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync($"/listings/{_listing}")).StatusCode);
        Assert.Equal(HttpStatusCode.Found,
            (await moderator.SubmitAsync(caseUrl, caseUrl, ("_handler", "decide"), ("Kind", "erase"), ("IsConfirmed", "true"), ("Reason", "A home address"),
                ("ReasonLanguage", "en"))).StatusCode);
        using var owner = await app.OpenAsAsync("organizer");
        foreach (var browser in new[] { member, owner, moderator })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/listings/{_listing}")).StatusCode);
        var after = await moderator.TextAsync(caseUrl);
        Assert.DoesNotContain("Reported listing", after, StringComparison.Ordinal);
        Assert.DoesNotContain("/undo/", after, StringComparison.Ordinal);

        var decision = $"/decisions/{(await data.QueryAsync<ulong>("SELECT id FROM decision")).Single()}";
        var told = await owner.TextAsync(decision);
        foreach (var said in new[] { "permanently deleted this content", "even by an appeal", "A home address" })
            Assert.Contains(said, told, StringComparison.Ordinal);
        await owner.SubmitAsync(decision, decision, ("_handler", "appeal"), ("Text", "It is my office"), ("Language", "en"));
        await data.ExecuteAsync("INSERT INTO person_role (person_id, role, until_at, granted_at) VALUES (1020, 'moderator', '2040-01-01', '2026-01-01')");
        using var second = await app.OpenAsAsync("steward");
        var appeal = $"/moderation/cases/{(await data.QueryAsync<ulong>("SELECT case_id FROM appeal")).Single()}";
        await second.SubmitAsync($"{appeal}/claim", appeal);
        Assert.Contains("No one can restore it, whatever you decide", await second.TextAsync(appeal), StringComparison.Ordinal);
        await second.SubmitAsync(appeal, appeal, ("_handler", "review"), ("Outcome", "undone"), ("Reason", "It is one"), ("ReasonLanguage", "en"));
        var end = await owner.TextAsync(decision);
        Assert.Contains("cannot be restored, but you can write it again", end, StringComparison.Ordinal);
        Assert.DoesNotContain("Everything is as it was before", end, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_suspended_reads_exports_and_appeals_and_nothing_else()
    {
        await data.ExecuteAsync("""
            INSERT INTO content (kind) VALUES ('listing');
            INSERT INTO listing (id, person_id, kind, title, language, created_at, updated_at, form_key)
             VALUES (LAST_INSERT_ID(), 1002, 'ask', 'Members only', 'en', '2026-01-01', '2026-01-01', 'x')
            """);
        var members = (await data.QueryAsync<ulong>("SELECT id FROM listing WHERE title = 'Members only'")).Single();
        await data.ExecuteAsync("UPDATE person SET standing = 'suspended' WHERE id = 1001");
        using var member = await app.OpenAsAsync("member");
        foreach (var url in new[] { "/exchanges", "/profile/edit", "/notifications", "/matches", "/listings/new", "/listings/mine",
            "/exchanges/propose?to=Sample_Organizer", "/moderation" })
            Assert.Equal("/decisions", TestBrowser.Location(await member.GetAsync(url)));
        foreach (var url in new[] { "/privacy/me", "/privacy/me/export", "/decisions", "/reports", "/people", "/report" })
            Assert.Equal((url, HttpStatusCode.OK), (url, (await member.GetAsync(url)).StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/listings/{members}")).StatusCode);
        foreach (var url in new[] { "/decisions", "/" })
            Assert.Contains("Moderators suspended your account", await member.TextAsync(url), StringComparison.Ordinal);
        // A suspended person can still withdraw the permission for CapX to act on the wiki.
        Assert.Equal("/privacy/me", TestBrowser.Location(await member.SubmitAsync("/wiki-access/revoke", "/privacy/me")));
        using var other = await app.OpenAsAsync("organizer");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/people/Sample_Member")).StatusCode);
    }

    [Fact]
    public async Task A_steward_gives_a_role_and_takes_it()
    {
        using var steward = await app.OpenAsAsync("steward");
        var until = TestClock.Start.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.EndsWith("/moderation/roles?came=done",
            TestBrowser.Location(await steward.SubmitAsync("/moderation/roles", "/moderation/roles", ("_handler", "give"), ("Username", "Sample Member"),
                ("RoleCode", "moderator"), ("Until", until))), StringComparison.Ordinal);
        using var member = await app.OpenAsAsync("member");
        Assert.Contains("You have the role “Moderator”", await member.TextAsync("/notifications"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/moderation")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.SubmitAsync("/moderation/roles/take", "/", ("person", "1020"), ("role", "steward"))).StatusCode);
        Assert.Equal("/moderation/roles?came=done",
            TestBrowser.Location(await steward.SubmitAsync("/moderation/roles/take", "/", ("person", "1001"), ("role", "moderator"))));
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/moderation")).StatusCode);
    }

    [Fact]
    public async Task The_public_page_tells_no_small_number()
    {
        await data.ExecuteAsync("""
            INSERT INTO log_entry (id, made_at, act, detail, hash)
             SELECT seq, '2026-02-03', 'report', CONCAT('report=1 thing=person reason=', IF(seq <= 4, 'insults', 'trolling')), '' FROM seq_1_to_9
            """);
        using var visitor = app.Open();
        var html = await visitor.TextAsync("/transparency?uselang=en");
        Assert.Contains(">2026</h2>", html, StringComparison.Ordinal);
        Assert.Contains("fewer than 5", html, StringComparison.Ordinal);
        Assert.Matches("Deliberate provocation</th><td[^>]*>5<", html);
        Assert.DoesNotMatch("<td[^>]*>[1-4]<", html);
    }
}
