using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>The live editor of an organization in one and in two windows.</summary>
public sealed class OrganizationJourneyTests(BrowserFixture browser) : BrowserTests(browser)
{
    [Fact]
    public async Task Somebody_proposes_one_with_a_draft_and_two_windows_keep_both_texts()
    {
        var page = await OpenAsAsync("organizer");
        await page.GoAsync("/organizations/propose");
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator(".editor__top a[href$='#edit-names']")).ToBeVisibleAsync();
        await page.Locator("#edit-name-0").FillAsync("Sample Journey Group");
        // CapX promises to keep a draft within two seconds.
        await page.WaitForTimeoutAsync(2500);
        await page.ReloadAsync();
        await EditorPage.TakeDraftAsync(page);
        await Expect(page.Locator("#edit-name-0")).ToHaveValueAsync("Sample Journey Group");
        await page.Locator("#edit-type").SelectOptionAsync("informal-group");
        await page.Locator("#edit-save").ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/organizations/sample-journey-group", StringComparison.Ordinal));

        var second = await page.Context.NewPageAsync();
        foreach (var window in new[] { page, second })
        {
            await window.GoAsync("/organizations/sample-journey-group/edit");
            await window.Locator("#edit-save").WaitForAsync();
        }
        await SaveAsync(page, "Written in the first window");
        await Expect(page.Locator("#edit-status")).Not.ToBeEmptyAsync();
        await SaveAsync(second, "Written in the second window");
        await Expect(second.Locator(".conflict").First).ToContainTextAsync("Written in the first window");
        await second.Locator("#edit-save").ClickAsync();
        await Expect(second.Locator("#edit-status")).Not.ToBeEmptyAsync();
        await second.GoAsync("/organizations/sample-journey-group");
        await Expect(second.GetByText("Written in the second window")).ToBeVisibleAsync();
        AssertNone(await second.AxeViolationsAsync());
        await second.GoAsync("/organizations/sample-journey-group/history");
        await Expect(second.Locator(".history")).ToHaveCountAsync(3);
        AssertNone(await second.AxeViolationsAsync());
    }

    private static async Task SaveAsync(IPage page, string about)
    {
        await page.Locator("#edit-about").FillAsync(about);
        await page.Locator("#edit-save").ClickAsync();
    }
}
