using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>Nothing is wider than the window, whatever people are called.</summary>
public sealed class FitTests(BrowserFixture browser) : BrowserTests(browser)
{
    private static readonly int[] Answers = [200, 403, 404];

    private static readonly int[] Widths = [320, 360, 768, 1280];

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task No_page_for_visitors_is_wider_than_the_window(string language)
    {
        AssertNone(await InTwoTabsAsync(() => OpenAsync(new() { Language = language, Statuses = Answers }), ReadingPages.ForVisitors, async (page, it) =>
        {
            await page.GoAsync(it.Path, it.Status);
            return await TooWideAsync(page);
        }));
    }

    [Fact]
    public async Task No_page_for_members_is_wider_than_the_window()
    {
        AssertNone(await InTwoTabsAsync(() => OpenAsAsync("arabic"), ReadingPages.ForMembers, async (page, path) =>
        {
            await page.GoAsync(path);
            if (path is "/profile/edit" or "/organizations/propose") await EditorPage.OpenAllAsync(page);
            return await TooWideAsync(page);
        }));
    }

    private static async Task<IEnumerable<string>> TooWideAsync(IPage page)
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
