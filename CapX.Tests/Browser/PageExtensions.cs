using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>Common actions on a page.</summary>
internal static class PageExtensions
{
    /// <summary>Opens a URL of the site and checks the status.</summary>
    public static async Task GoAsync(this IPage page, string path, int status = 200)
    {
        var response = await page.GotoAsync(path);
        Assert.True(status == response!.Status, $"{path} answered {response.Status}");
    }

    /// <summary>Waits until the live part of the page is connected.</summary>
    public static Task UntilLiveAsync(this IPage page) => page.Locator("[data-bell]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Chooses an account on the practice wiki and approves the login.</summary>
    public static async Task ApproveAsync(this IPage page, string account, string returnUrl)
    {
        await page.GoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        // A typed URL first leads to a page with a link to the wiki.
        await page.Locator("main a[href*='go=']").ClickAsync();
        await page.Locator($"#account-{account}").ClickAsync();
        await page.Locator("button[value=approve]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("practice-wiki", StringComparison.Ordinal));
    }

    /// <summary>Goes from the privacy page through the practice wiki, which asks every time, back to the form that deletes the account.</summary>
    public static async Task ApproveErasureAsync(this IPage page, string account)
    {
        await page.Locator("a[href^='/sign-in?fresh=1']").ClickAsync();
        await page.Locator($"#account-{account}").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Allow CapX to send messages in your name?");
        await page.Locator("button[value=approve]").ClickAsync();
    }

    /// <summary>Logs in through the practice wiki, accepts the terms if asked, and opens the front page.</summary>
    public static async Task SignInAsync(this IPage page, string account)
    {
        await page.ApproveAsync(account, "/profile/edit");
        if (await page.Locator("#agreed").CountAsync() > 0)
        {
            await page.Locator("#agreed").CheckAsync();
            await page.Locator("form:has(#agreed) button").ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("/welcome", StringComparison.Ordinal));
        }
        await page.GoAsync("/");
    }

    /// <summary>Opens a person from the list.</summary>
    public static async Task GoToFoundAsync(this IPage page, string name)
    {
        await page.Locator("article").GetByRole(AriaRole.Link, new() { Name = name }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
    }

    /// <summary>Marks the document. A full page load removes the mark.</summary>
    public static Task MarkAsync(this IPage page) => page.EvaluateAsync("() => { window.capxMark = true; }");

    public static Task<bool> IsMarkedAsync(this IPage page) => page.EvaluateAsync<bool>("() => window.capxMark === true");

    /// <summary>The number of pixels by which the page is wider than the window.</summary>
    public static Task<int> OverflowAsync(this IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
