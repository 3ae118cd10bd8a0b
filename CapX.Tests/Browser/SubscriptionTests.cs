using System.Text.RegularExpressions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>A button copies the address of a calendar. Without scripts people copy it by hand.</summary>
public sealed class SubscriptionTests(BrowserFixture browser) : BrowserTests(browser)
{
    [Theory]
    [InlineData("/events?kind=both", "en", 1280, true)]
    [InlineData("/events", "ar", 360, true)]
    // Without the clipboard API, the button selects the address and uses the older copy command.
    [InlineData("/events/70010001", "fr", 360, false)]
    public async Task A_button_copies_the_address_and_says_so(string path, string language, int width, bool mayWrite)
    {
        var page = await OpenAsync(new Visitor { Language = language, Width = width });
        await page.Context.GrantPermissionsAsync(mayWrite ? ["clipboard-read", "clipboard-write"] : ["clipboard-read"]);
        if (!mayWrite) await page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        await page.GoAsync(path);
        await page.Locator(".subscription summary").ClickAsync();
        Assert.True(await page.OverflowAsync() <= 0, "wider than the window");
        await page.Locator("[data-copies]").ClickAsync();
        await Expect(page.Locator(".subscription [role=status]")).ToHaveTextAsync(await page.Locator("[data-copies]").GetAttributeAsync("data-copied") ?? "");
        var address = await page.Locator("#calendar-address").InputValueAsync();
        if (mayWrite) Assert.Equal(address, await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        else Assert.Equal(address,
            await page.EvaluateAsync<string>("""
                () => {
                    const field = document.activeElement;
                    return field.value.slice(field.selectionStart, field.selectionEnd);
                }
                """));
        AssertNone(await page.AxeViolationsAsync());
        Assert.Equal(200, (await page.APIRequest.GetAsync(address)).Status);
        Assert.Equal($"webcal{address[4..]}", await page.Locator(".subscription p a").GetAttributeAsync("href"));
    }

    [Fact]
    public async Task The_button_is_still_there_on_a_page_to_which_a_link_led()
    {
        var page = await OpenAsync(new Visitor());
        await page.GoAsync("/events");
        await page.MarkAsync();
        await page.Locator("article .card__name a").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/events/\\d+$"));
        // The URL changes before the page, and the list has such a button too.
        await Expect(page.Locator("main .found__count")).ToHaveCountAsync(0);
        await page.Locator(".subscription summary").ClickAsync();
        await page.Locator("[data-copies]").ClickAsync();
        await Expect(page.Locator(".subscription [role=status]")).ToHaveTextAsync("Copied");
        Assert.True(await page.IsMarkedAsync());
    }

    [Fact]
    public async Task Without_scripts_the_address_is_there_and_can_be_selected()
    {
        var page = await OpenAsync(new Visitor { HasScripts = false });
        await page.GoAsync("/events?q=sample");
        await page.Locator(".subscription summary").ClickAsync();
        await Expect(page.Locator("[data-copies]")).ToBeHiddenAsync();
        await Expect(page.Locator("#calendar-address")).ToHaveValueAsync(new Regex("/events/feed.ics\\?q=sample&uselang=en$"));
        await Expect(page.Locator("#calendar-address")).Not.ToBeEditableAsync();
        await Expect(page.Locator("#calendar-address")).ToBeVisibleAsync();
    }
}
