using Xunit;

namespace CapX.Tests.Browser;

/// <summary>Nothing is wider than the window, whatever people are called.</summary>
public sealed class FitTests(BrowserFixture browser) : BrowserTests(browser)
{
    private static readonly int[] Answers = [200, 403, 404];

    private static readonly int[] Widths = [320, 360, 768, 1280];

    [Fact]
    public Task No_page_for_visitors_is_wider_than_the_window() => LookAsync("en");

    [Fact]
    [Trait("When", "Drill")]
    public Task No_page_for_visitors_is_wider_than_the_window_in_Arabic() => LookAsync("ar");

    private async Task LookAsync(string language)
    {
        var page = await OpenAsync(new() { Language = language, Statuses = Answers });
        var wide = new List<string>();
        foreach (var (path, status) in ReadingPages.ForVisitors)
        {
            await page.GoAsync(path, status);
            wide.AddRange(await TooWideAsync(page));
        }
        AssertNone(wide);
    }

    [Fact]
    public async Task No_page_for_members_is_wider_than_the_window()
    {
        var page = await OpenAsAsync("arabic");
        var wide = new List<string>();
        foreach (var path in ReadingPages.ForMembers)
        {
            await page.GoAsync(path);
            if (path is "/profile/edit" or "/organizations/propose") await EditorPage.OpenAllAsync(page);
            wide.AddRange(await TooWideAsync(page));
        }
        AssertNone(wide);
    }

    private static async Task<List<string>> TooWideAsync(Microsoft.Playwright.IPage page)
    {
        var wide = new List<string>();
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            if (await page.OverflowAsync() is > 0 and var by) wide.Add($"{page.Url} at {width}: {by} too wide");
        }
        return wide;
    }
}
