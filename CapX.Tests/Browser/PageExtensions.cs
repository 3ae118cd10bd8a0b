using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>What every test does on a page.</summary>
internal static class PageExtensions
{
    /// <summary>Opens an address of the site, and wants this status.</summary>
    public static async Task GoAsync(this IPage page, string path, int status = 200)
    {
        var response = await page.GotoAsync(path);
        Assert.True(status == response!.Status, $"{path} answered {response.Status}");
    }

    /// <summary>Waits until the live part of a page listens.</summary>
    public static Task UntilLiveAsync(this IPage page) => page.Locator("[data-bell]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Goes to the practice wiki and lets it say who one is.</summary>
    public static async Task ApproveAsync(this IPage page, string account, string returnUrl)
    {
        await page.GoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        // An address that is typed leads to a page whose link goes on.
        await page.Locator("main a[href*='go=']").ClickAsync();
        await page.Locator($"#account-{account}").ClickAsync();
        await page.Locator("button[value=approve]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("practice-wiki", StringComparison.Ordinal));
    }

    /// <summary>From one's privacy page through the practice wiki, which asks each time, back to the form that erases.</summary>
    public static async Task ApproveErasureAsync(this IPage page, string account)
    {
        await page.Locator("a[href^='/sign-in?fresh=1']").ClickAsync();
        await page.Locator($"#account-{account}").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Allow CapX to send messages in your name?");
        await page.Locator("button[value=approve]").ClickAsync();
    }

    /// <summary>Signs in through the practice wiki, agrees to what is stored if asked, and stands on the front page.</summary>
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

    /// <summary>Opens somebody whom the list shows.</summary>
    public static async Task GoToFoundAsync(this IPage page, string name)
    {
        await page.Locator("article").GetByRole(AriaRole.Link, new() { Name = name }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
    }

    /// <summary>Marks the document; the mark is gone after a full page load.</summary>
    public static Task MarkAsync(this IPage page) => page.EvaluateAsync("() => { window.capxMark = true; }");

    public static Task<bool> IsMarkedAsync(this IPage page) => page.EvaluateAsync<bool>("() => window.capxMark === true");

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public static Task<int> OverflowAsync(this IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
