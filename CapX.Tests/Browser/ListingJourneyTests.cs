using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>The live editor of a listing, and the steps after saving.</summary>
public sealed class ListingJourneyTests(BrowserFixture browser) : BrowserTests(browser)
{
    [Fact]
    public async Task Somebody_adds_learning_material_and_the_same_link_is_pointed_out_before_saving()
    {
        var page = await OpenAsAsync("organizer");
        await page.GoAsync("/resources");
        await page.Locator("main a[href='/listings/new?kind=resource']").First.ClickAsync();
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator(".editor__top a[href$='#edit-title']")).ToBeVisibleAsync();
        await page.Locator("#edit-title").FillAsync("Sample slides of a journey");
        await page.Locator("#edit-capacities").FillAsync("OpenRefine");
        await page.Locator("#edit-capacities").PressAsync("ArrowDown");
        await page.Locator("#edit-capacities").PressAsync("Enter");
        await Expect(page.Locator("#edit-capacities-openrefine, .edit-rows li")).ToHaveCountAsync(1);
        await page.Locator("details:has(#edit-link)").EvaluateAsync("details => details.open = true");
        await page.Locator("#edit-link").FillAsync(Village.MaterialLink);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Village.MaterialTitle })).ToBeVisibleAsync();
        AssertNone(await page.AxeViolationsAsync());
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator(".editor__top .cdx-message--error")).ToBeVisibleAsync();
        await page.Locator("#edit-save").ClickAsync();
        await page.WaitForURLAsync(url => url.Split('/')[^1].All(char.IsAsciiDigit));
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sample slides of a journey");
        AssertNone(await page.AxeViolationsAsync());

        await page.Locator("main section a[href$='/edit']").ClickAsync();
        await page.Locator("#edit-text").FillAsync("Typed and never saved");
        // CapX promises to keep a draft within two seconds.
        await page.WaitForTimeoutAsync(2500);
        await page.ReloadAsync();
        await EditorPage.TakeDraftAsync(page);
        await Expect(page.Locator("#edit-text")).ToHaveValueAsync("Typed and never saved");
        await page.Locator("#edit-save").ClickAsync();
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator("#edit-status")).Not.ToBeEmptyAsync();
    }
}
