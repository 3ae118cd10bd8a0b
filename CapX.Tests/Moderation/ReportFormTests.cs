using System.Net;
using CapX.App.Moderation;
using CapX.App.Shell;
using CapX.Data.Moderation;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>The report form over HTTP: opened by POST, accepted once, only from the same visitor, and not faster than a person can read it.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ReportFormTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string Cookie = "capx-reporter";
    private const string Person = "Sample Organizer";

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1002, Username = Person }.InsertAsync(data.Database);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static Task<HttpResponseMessage> SendAsync(TestBrowser browser, string? formKey, string text = "What happened") =>
        browser.SubmitAsync("/report", "/report",
            [("_handler", "report"), ("Thing", "person"), ("Key", Person), ("Reason", "insults"), ("Text", text), ("Language", "en"),
            .. formKey is null ? Array.Empty<(string, string)>() : [("FormKey", formKey)]]);

    private async Task<long> StoredAsync() => (await data.QueryAsync<long>("SELECT COUNT(*) FROM report")).Single();

    [Fact]
    public async Task A_visitor_gets_the_cookie_with_the_form_that_was_posted_for_and_by_no_page()
    {
        var listing = await new ListingBuilder { Person = 1002, Title = "Shown" }.InsertAsync(data);
        using var visitor = app.Open();
        foreach (var url in new[] { "/", "/report", "/report?thing=person&key=Sample_Organizer", $"/report?thing=listing&key={listing}", "/reports",
            "/people/Sample_Organizer" })
        {
            var page = await visitor.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.DoesNotContain(Cookie, visitor.Cookies.Keys);
            Assert.DoesNotContain("name=\"FormKey\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        var form = await visitor.SubmitAsync("/report", "/report", ("_handler", "start"), ("Thing", "person"), ("Key", Person));
        Assert.Contains(Cookie, visitor.Cookies.Keys);
        Assert.True(form.Headers.CacheControl!.NoStore);
        var given = visitor.Cookies[Cookie];
        await visitor.DrawReportAsync("person", Person);
        Assert.Equal(given, visitor.Cookies[Cookie]);
    }

    [Fact]
    public async Task An_old_link_leads_to_the_form_by_a_button()
    {
        var listing = await new ListingBuilder { Person = 1002, Title = "Linked listing" }.InsertAsync(data);
        using var visitor = app.Open();
        var page = await visitor.TextAsync($"/report?thing=listing&key={listing}");
        Assert.Contains("Linked listing", page, StringComparison.Ordinal);
        Assert.Contains($"name=\"Key\" value=\"{listing}\"", page, StringComparison.Ordinal);
        Assert.NotEmpty(await visitor.DrawReportAsync("listing", $"{listing}", $"/report?thing=listing&key={listing}"));
    }

    [Fact]
    public async Task A_form_works_once_and_a_replay_shows_the_first_receipt()
    {
        using var visitor = app.Open();
        var key = await visitor.DrawReportAsync("person", Person);
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var first = await SendAsync(visitor, key);
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TestBrowser.Location(first), TestBrowser.Location(await SendAsync(visitor, key, "Another text")));
        Assert.Equal(1, await StoredAsync());
    }

    [Fact]
    public async Task A_form_that_comes_back_within_two_seconds_is_drawn_again_with_its_text_and_then_taken()
    {
        using var visitor = app.Open();
        var key = await visitor.DrawReportAsync("person", Person);
        app.Clock.Advance(ReportTicket.Soonest - TimeSpan.FromMilliseconds(1));
        var again = await SendAsync(visitor, key, "Written in a hurry");
        var html = await again.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.True(again.Headers.CacheControl!.NoStore);
        Assert.Contains("Press “Send report” again", html, StringComparison.Ordinal);
        Assert.Contains("Written in a hurry", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{key}\"", html, StringComparison.Ordinal);
        Assert.Equal(0, await StoredAsync());
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.Found, (await SendAsync(visitor, key, "Written in a hurry")).StatusCode);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("made up")]
    [InlineData("a number")]
    [InlineData("another visitor's")]
    [InlineData("of yesterday")]
    [InlineData("without its cookie")]
    public async Task Without_a_form_that_was_drawn_for_the_sender_nothing_is_stored_and_the_text_stays(string what)
    {
        using var visitor = app.Open();
        using var other = app.Open();
        var key = what switch
        {
            "none" => null,
            "made up" => Convert.ToBase64String(new byte[56]),
            "a number" => Guid.NewGuid().ToString(),
            "another visitor's" => await other.DrawReportAsync("person", Person),
            _ => await visitor.DrawReportAsync("person", Person),
        };
        if (what == "another visitor's") await visitor.DrawReportAsync("person", Person);
        if (what == "without its cookie") visitor.Cookies.Remove(Cookie);
        app.Clock.Advance(what == "of yesterday" ? ReportTicket.Life + TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1));
        var again = await SendAsync(visitor, key, "A long text");
        var html = await again.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("A long text", html, StringComparison.Ordinal);
        Assert.Contains("Press “Send report” again", html, StringComparison.Ordinal);
        Assert.Equal(0, await StoredAsync());

        // The form in the response is valid.
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        var good = System.Text.RegularExpressions.Regex.Match(html, "name=\"FormKey\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal(HttpStatusCode.Found, (await SendAsync(visitor, good, "A long text")).StatusCode);
        Assert.Equal(1, await StoredAsync());
    }

    [Fact]
    public async Task A_members_form_is_a_members_and_works_once_too()
    {
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (1001, @Version, UTC_TIMESTAMP())",
            new { CapX.Data.SignIn.Consent.Version });
        using var member = await app.OpenAsAsync("member");
        using var visitor = app.Open();
        var (mine, theirs) = (await member.DrawReportAsync("person", Person), await visitor.DrawReportAsync("person", Person));
        Assert.DoesNotContain(Cookie, member.Cookies.Keys);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(member, theirs)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(visitor, mine)).StatusCode);
        var first = await SendAsync(member, mine);
        Assert.Equal(TestBrowser.Location(first), TestBrowser.Location(await SendAsync(member, mine)));
        Assert.Equal(1, await StoredAsync());
    }

    [Fact]
    public async Task Over_the_limit_of_a_day_the_text_stays_and_nothing_is_given_out()
    {
        using var visitor = app.Open();
        for (var sent = 0; sent < ReportCommand.MostOfVisitorADay; sent++) await visitor.ReportAsync(app.Clock, "person", Person);
        var refused = await visitor.ReportAsync(app.Clock, "person", Person, text: "One too many");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Empty(TestBrowser.SetCookies(refused));
        Assert.Contains("One too many", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(ReportCommand.MostOfVisitorADay, await StoredAsync());
    }

    [Fact]
    public async Task A_crowd_without_cookies_locks_nobody_out_and_is_given_nothing()
    {
        for (var sent = 0; sent < 150; sent++)
        {
            using var nobody = app.Open();
            if (sent % 2 == 0) nobody.Cookies[Cookie] = "made-up";
            var answer = await nobody.PostAsync("/report", ("_handler", "report"), ("Thing", "person"), ("Key", Person));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain(TestBrowser.SetCookies(answer), cookie => cookie.Contains(Cookie, StringComparison.Ordinal));
        }
        using var visitor = app.Open();
        Assert.Equal(HttpStatusCode.Found, (await visitor.ReportAsync(app.Clock, "person", Person)).StatusCode);
    }

    [Fact]
    public async Task A_visitor_over_the_limit_of_a_minute_stays_the_same_visitor()
    {
        using var visitor = app.Open();
        await visitor.DrawReportAsync("person", Person);
        var cookies = visitor.Cookies.ToDictionary();
        HttpResponseMessage answer;
        var sent = 0;
        do answer = await visitor.PostAsync("/sign-out");
        while (answer.StatusCode != HttpStatusCode.TooManyRequests && ++sent < 2 * RequestLimits.VisitorPerMinute);
        Assert.InRange(sent, 1, RequestLimits.VisitorPerMinute);
        Assert.Empty(TestBrowser.SetCookies(answer));
        visitor.Cookies.Remove("capx-form");
        Assert.Empty(TestBrowser.SetCookies(await visitor.PostAsync("/sign-out")));
        Assert.Equal(cookies[Cookie], visitor.Cookies[Cookie]);
    }
}
