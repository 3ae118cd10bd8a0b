using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>What CapX is for, in a browser with scripts: somebody signs in, says what they offer and want, and is found.</summary>
public sealed class MainJobTests(BrowserFixture browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_stale_save_shows_both_texts()
    {
        var first = await OpenAsAsync("renamed-after");
        var second = await first.Context.NewPageAsync();
        var (one, two) = (await EditorPage.OpenAsync(first), await EditorPage.OpenAsync(second));
        await one.TypeAsync("edit-about", "Written in the first tab");
        await one.SaveAndWaitAsync();
        await two.TypeAsync("edit-about", "Written in the second tab");
        await two.SaveAsync();

        await Expect(second.Locator(".conflict").First).ToBeVisibleAsync();
        await Expect(second.Locator(".editor__top")).ToContainTextAsync("Written in the first tab");
        await Expect(second.Locator(".editor__top")).ToContainTextAsync("Written in the second tab");
    }
}
