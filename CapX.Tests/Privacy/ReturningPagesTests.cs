using System.Net;
using System.Text.RegularExpressions;
using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Privacy;

/// <summary>Over HTTP: login through the practice wiki, a block, deletion of the account, and another login.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class ReturningPagesTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string ProposeUrl = "/exchanges/propose?to=Sample_Organizer&kind=ask";

    private TestBrowser _blocker = null!;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.Offers("sparql-queries").InsertAsync(data.Database);
        await new PersonBuilder { Id = 1002, Username = "Sample Organizer", Visibility = "members" }.Offers("openrefine", 4).InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        _blocker = await SignInAsync("organizer");
    }

    public Task DisposeAsync()
    {
        _blocker.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Who_is_blocked_and_erases_the_account_is_blocked_still_when_they_log_in_again()
    {
        using (var first = await SignInAsync("member"))
        {
            Assert.True(await SeesAsync(first));
            await _blocker.SubmitAsync("/people/block", "/notifications", ("person", "1001"), ("block", "true"));
            Assert.False(await SeesAsync(first));
            Assert.Contains("Unblock Sample Member", await _blocker.TextAsync("/notifications"), StringComparison.Ordinal);
            Assert.Contains("To protect others, CapX keeps a few things without your name", await first.TextAsync("/privacy/me"), StringComparison.Ordinal);
            await EraseAsync(first);
            Assert.Contains("To protect others, CapX keeps a few things without your name", await first.TextAsync("/privacy/erased"), StringComparison.Ordinal);
        }
        var between = await _blocker.TextAsync("/notifications");
        Assert.Contains("A former member, blocked on Mar", Plain(between), StringComparison.Ordinal);
        Assert.DoesNotContain("Sample Member", between, StringComparison.Ordinal);
        Assert.Empty(await Traces.OfAsync(data, "Sample Member"));

        using var again = await SignInAsync("member");
        Assert.False(await SeesAsync(again));
        Assert.Equal(HttpStatusCode.NotFound, (await again.GetAsync(ProposeUrl)).StatusCode);
        Assert.Contains("Unblock Sample Member", await _blocker.TextAsync("/notifications"), StringComparison.Ordinal);
        // Nothing else reveals that it is the same account.
        var after = await _blocker.TextAsync("/notifications");
        Assert.DoesNotContain("former member", after, StringComparison.Ordinal);
        Assert.DoesNotContain("a deleted account", after, StringComparison.Ordinal);

        await _blocker.SubmitAsync("/people/block", "/notifications", ("person", "1001"), ("block", "false"));
        Assert.True(await SeesAsync(again));
    }

    [Fact]
    public async Task A_block_of_a_former_member_can_be_ended_by_who_made_it_without_scripts()
    {
        using (var first = await SignInAsync("member"))
        {
            await _blocker.SubmitAsync("/people/block", "/notifications", ("person", "1001"), ("block", "true"));
            await EraseAsync(first);
        }
        var kept = Kept().Match(await _blocker.TextAsync("/notifications")).Groups["id"].Value;
        using var stranger = await SignInAsync("moderator");
        foreach (var (browser, key, status) in new[] { (stranger, kept, HttpStatusCode.Found), (_blocker, Guid.NewGuid().ToString(), HttpStatusCode.Found),
            (_blocker, "no key", HttpStatusCode.BadRequest), (_blocker, "", HttpStatusCode.BadRequest) })
            Assert.Equal(status,
                (await browser.SubmitAsync("/people/block", "/notifications", ("kept", key), ("block", "false"),
                    ("returnUrl", "/notifications#blocks"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _blocker.SubmitAsync("/people/block", "/notifications", ("kept", kept), ("block", "true"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _blocker.PostAsync("/people/block", ("kept", kept), ("block", "false"))).StatusCode);
        Assert.Contains("A former member", await _blocker.TextAsync("/notifications"), StringComparison.Ordinal);

        var ended = await _blocker.SubmitAsync("/people/block", "/notifications", ("kept", kept), ("block", "false"), ("returnUrl", "/notifications#blocks"));
        Assert.Equal("/notifications#blocks", TestBrowser.Location(ended));
        Assert.DoesNotContain("A former member", await _blocker.TextAsync("/notifications"), StringComparison.Ordinal);
        using var again = await SignInAsync("member");
        Assert.True(await SeesAsync(again));
    }

    [Fact]
    public async Task Who_declined_twice_is_not_asked_again_after_the_account_was_erased()
    {
        using (var first = await SignInAsync("member"))
        {
            for (var times = 0; times < 2; times++)
            {
                var path = new Uri(app.Address, TestBrowser.Location(await ProposeAsync(first))).AbsolutePath;
                await _blocker.SubmitAsync($"{path}/change", path, ("do", "decline"));
            }
            await EraseAsync(first);
        }
        using var again = await SignInAsync("member");
        var refused = await ProposeAsync(again);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal([0], await data.QueryAsync<long>("SELECT COUNT(*) FROM exchange WHERE proposer_person_id = 1001"));
    }

    [Fact]
    public async Task The_page_about_privacy_says_what_outlives_an_account()
    {
        using var visitor = app.Open();
        var html = Plain(await visitor.TextAsync("/privacy"));
        Assert.Contains("Blocks by other members stay until they unblock you or delete their accounts.", html, StringComparison.Ordinal);
        Assert.Contains("24 hours for daily limits, 30 days for declined proposals and proposed organizations", html, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ProposeAsync(TestBrowser browser) =>
        browser.SubmitAsync(ProposeUrl, ProposeUrl, ("_handler", "propose"), ("Key", Guid.NewGuid().ToString()), ("Capacity", "openrefine"),
            ("Message", "Hello"), ("Language", "en"));

    /// <summary>Checks the profile URL and the list, because the list comes from the index.</summary>
    private static async Task<bool> SeesAsync(TestBrowser browser)
    {
        var status = (await browser.GetAsync("/people/Sample_Organizer")).StatusCode;
        var isListed = (await browser.TextAsync("/api/v1/people")).Contains("Sample Organizer", StringComparison.Ordinal);
        Assert.Equal(isListed, status == HttpStatusCode.OK);
        return isListed;
    }

    private static async Task EraseAsync(TestBrowser browser)
    {
        await browser.ApproveErasureAsync("member");
        Assert.Equal("/privacy/erased", TestBrowser.Location(await browser.SubmitAsync("/privacy/me/erase", "/privacy/me", ("username", "Sample Member"))));
    }

    private async Task<TestBrowser> SignInAsync(string account)
    {
        var browser = await app.OpenAsAsync(account);
        await data.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, UTC_TIMESTAMP(6) FROM session s",
            new { Consent.Version });
        return browser;
    }

    private static string Plain(string html) =>
        WebUtility.HtmlDecode(html).Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);

    [GeneratedRegex("name=\"kept\" value=\"(?<id>[0-9a-f-]{36})\"")]
    private static partial Regex Kept();
}
