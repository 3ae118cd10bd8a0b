using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>A session ends in one tab while other live tabs are open. The practice wiki approves without asking, like the real one, so any automatic
/// redirect to the login would log the person in again.</summary>
public sealed class EndedSessionTests(BrowserFixture browser) : BrowserTests(browser)
{
    private const string Sessions = "SELECT COUNT(*) FROM session WHERE person_id = @person";
    private static readonly string[] LivePages = ["/exchanges", "/profile/edit"];

    [Theory]
    [InlineData("/sign-out", "busy", 1015)]
    [InlineData("/sign-out/everywhere", "unconfirmed", 1014)]
    public async Task Who_logs_out_in_one_tab_stays_logged_out_in_all(string form, string account, ulong person)
    {
        var page = await OpenAsAsync(account);
        var tabs = await OpenLiveAsync(page);
        await page.GoAsync("/privacy/me");
        await page.Locator($"form[action='{form}'] button").First.EvaluateAsync("button => button.click()");
        await page.WaitForURLAsync("**/");
        foreach (var tab in tabs)
        {
            await tab.WaitForURLAsync("**/signed-out?reason=ended*", new() { Timeout = 8_000 });
            await Expect(tab.Locator("h1")).ToHaveTextAsync("You are logged out");
        }
        await StayOutAsync(page, person, Sessions);

        // Only the person's own click logs them in again, without a question from the wiki, and returns to the same page.
        await tabs[0].Locator("main a[href^='/sign-in']").ClickAsync();
        await tabs[0].WaitForURLAsync("**/exchanges");
    }

    [Fact]
    public async Task Who_erases_the_account_is_here_no_more()
    {
        const ulong Person = 1013;
        var page = await OpenAsAsync("mail-off");
        var tabs = await OpenLiveAsync(page);
        await page.GoAsync("/privacy/me");
        Assert.Equal(0, await page.Locator("#erase-name").CountAsync());
        await page.ApproveErasureAsync("mail-off");
        await page.Locator("#erase-name").FillAsync("Sample Mail Off");
        await page.Locator("form[action='/privacy/me/erase'] button").ClickAsync();
        await page.WaitForURLAsync("**/privacy/erased");
        foreach (var tab in tabs) await tab.WaitForURLAsync("**/signed-out?reason=erased*", new() { Timeout = 8_000 });
        await Expect(tabs[0].Locator("main")).ToContainTextAsync("Your account was deleted");
        await StayOutAsync(page, Person, "SELECT (SELECT COUNT(*) FROM person WHERE id = @person) + (SELECT COUNT(*) FROM session WHERE person_id = @person)");
    }

    [Fact]
    public async Task Who_opens_or_reloads_a_page_for_members_is_asked_first()
    {
        var page = await OpenAsAsync("no-talk");
        await page.GoAsync("/exchanges");
        await page.UntilLiveAsync();
        // Deletes the session directly in the database. The reload comes before the live page notices.
        await Browser.Data.ExecuteAsync("DELETE FROM session WHERE person_id = 1017");
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Log in");
        await page.GoAsync("/profile/edit");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Log in");
        await page.EvaluateAsync("() => { document.body.append(Object.assign(new Image(), { src: '/sign-in' })); }");
        // The browser treats what a script does within five seconds of a click as the person's own action, and Playwright's calls count as clicks.
        await page.EvaluateAsync("() => { setTimeout(() => { location.href = '/exchanges'; }, 6000); }");
        await page.WaitForURLAsync("**/sign-in?returnUrl=%2Fexchanges");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Log in");
        Assert.Equal([0], await Browser.Data.QueryAsync<long>(Sessions, new { person = 1017 }));
        await page.Locator("main a[href*='go=']").ClickAsync();
        await page.WaitForURLAsync("**/exchanges");
    }

    private static async Task<List<IPage>> OpenLiveAsync(IPage page)
    {
        var tabs = new List<IPage>();
        foreach (var path in LivePages)
        {
            var tab = await page.Context.NewPageAsync();
            await tab.GoAsync(path);
            await tab.UntilLiveAsync();
            tabs.Add(tab);
        }
        return tabs;
    }

    /// <summary>Checks for ten seconds that the rows do not come back.</summary>
    private async Task StayOutAsync(IPage page, ulong person, string sql)
    {
        for (var second = 0; second < 10; second++)
        {
            Assert.Equal([0], await Browser.Data.QueryAsync<long>(sql, new { person }));
            await page.WaitForTimeoutAsync(1_000);
        }
    }
}
