using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>The language and direction of a page as the browser renders them.</summary>
public sealed class LanguageOnPagesTests(BrowserFixture browser) : BrowserTests(browser)
{
    [Fact]
    public async Task Arabic_is_written_from_right_to_left()
    {
        var page = await OpenAsync();
        await page.GoAsync("/people?uselang=ar");

        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        var (filters, people) = (await page.Locator(".found__filters").BoundingBoxAsync(), await page.Locator(".found__items").BoundingBoxAsync());
        Assert.True(filters!.X > people!.X, "The filters stand at the start side.");
    }

    [Fact]
    public async Task Qqx_shows_keys()
    {
        var page = await OpenAsync();
        await page.GoAsync("/people?uselang=qqx");

        await Expect(page.Locator("h1")).ToHaveTextAsync("(people-find-title)");
    }
}
