using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>No page has an axe violation or is wider than the window, even with long names. Covers every route in light mode, one URL per template in dark
/// mode, and all other looks in the drill.</summary>
public sealed class EveryPageTests(BrowserFixture browser) : BrowserTests(browser)
{
    private static readonly int[] Answers = [200, 403, 404];

    /// <summary>The last one is the default width, so the window is back at it for the next page.</summary>
    private static readonly int[] Widths = [320, 360, 768, 1280];

    private static readonly Visitor Dark = new() { Name = "in dark", IsDark = true };

    private static readonly Visitor[] Looks =
    [
        Dark,
        new() { Name = "in Arabic", Language = "ar" },
        new() { Name = "narrow", Width = 320 },
    ];

    public static TheoryData<string> LookNames => [.. Looks.Select(l => l.Name)];

    public static TheoryData<string> OtherLookNames => [.. Looks.Where(l => l != Dark).Select(l => l.Name)];

    [Fact]
    public async Task Every_page_for_visitors_is_accessible_and_fits()
    {
        AssertNone(await InTwoTabsAsync(() => OpenAsync(new() { Statuses = Answers }), ReadingPages.ForVisitors, async (page, it) =>
        {
            await page.GoAsync(it.Path, it.Status);
            return [.. await page.AxeViolationsAsync(), .. await TooWideAsync(page)];
        }));
    }

    [Fact]
    public async Task Every_page_for_members_is_accessible_and_fits()
    {
        // This account has content on each of these pages.
        AssertNone(await InTwoTabsAsync(() => OpenAsAsync("arabic"), ReadingPages.ForMembers, async (page, path) =>
        {
            await page.GoAsync(path);
            if (path is "/profile/edit" or "/organizations/propose" or "/listings/new" or "/events/new") await EditorPage.OpenAllAsync(page);
            return [.. await page.AxeViolationsAsync(), .. await TooWideAsync(page)];
        }));
    }

    [Fact]
    [Trait("When", "Drill")]
    public async Task Every_page_for_visitors_fits_in_Arabic()
    {
        AssertNone(await InTwoTabsAsync(() => OpenAsync(new() { Language = "ar", Statuses = Answers }), ReadingPages.ForVisitors, async (page, it) =>
        {
            await page.GoAsync(it.Path, it.Status);
            return await TooWideAsync(page);
        }));
    }

    [Fact]
    public async Task The_welcome_is_accessible()
    {
        var page = await OpenAsync();
        await page.ApproveAsync("no-mail", "/profile/edit");

        Assert.EndsWith("/welcome?returnUrl=%2Fprofile%2Fedit", page.Url, StringComparison.Ordinal);
        AssertNone(await page.AxeViolationsAsync());
    }

    [Fact]
    public Task Every_template_is_accessible_in_dark() => LookAtTemplatesAsync(Dark);

    [Theory]
    [Trait("When", "Drill")]
    [MemberData(nameof(OtherLookNames))]
    public Task Every_template_is_accessible_in_every_other_look(string look) => LookAtTemplatesAsync(Looks.Single(l => l.Name == look));

    private async Task LookAtTemplatesAsync(Visitor look) =>
        AssertNone(await InTwoTabsAsync(() => OpenAsync(look), ReadingPages.OnePerTemplate, async (page, path) =>
    {
        await page.GoAsync(path);
        return await page.AxeViolationsAsync();
    }));

    [Theory]
    [Trait("When", "Drill")]
    [MemberData(nameof(LookNames))]
    public async Task Matches_are_accessible_in_every_look(string look)
    {
        var page = await OpenAsAsync("arabic", Looks.Single(l => l.Name == look));
        var violations = new List<string>();
        foreach (var path in new[] { "/matches", "/matches?ring=1&languages=any", "/matches?wants=openrefine&territory=BR" })
        {
            await page.GoAsync(path);
            violations.AddRange(await page.AxeViolationsAsync());
        }
        AssertNone(violations);
    }

    [Fact]
    public async Task Every_template_is_accessible_without_scripts()
    {
        AssertNone(await InTwoTabsAsync(() => OpenAsync(), ReadingPages.OnePerTemplate, async (page, path) =>
        {
            await page.LetScriptsRunAsync(false);
            await page.GoAsync(path);
            await page.LetScriptsRunAsync(true);
            return await page.AxeViolationsAsync();
        }));
    }

    [Fact]
    public async Task The_open_menus_are_accessible()
    {
        var page = await OpenAsAsync("moderator", new Visitor { Width = 320 });
        foreach (var menu in await page.Locator("header details.menu").AllAsync())
        {
            await menu.Locator("summary").ClickAsync();
            AssertNone(await page.AxeViolationsAsync());
            Assert.True(await page.OverflowAsync() <= 0, "wider than the window");
        }
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
