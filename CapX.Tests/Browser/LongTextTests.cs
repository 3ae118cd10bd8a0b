using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>CapX never cuts a text. A text that is too long stays in its field, with its length.</summary>
public sealed class LongTextTests(BrowserFixture browser) : BrowserTests(browser)
{
    private const string Start = "https://example.org/";

    [Fact]
    public async Task A_link_that_is_too_long_stays_in_the_editor_and_the_last_draft_is_kept()
    {
        var page = await OpenAsAsync("organizer");
        await page.GoAsync("/events/new");
        await EditorPage.OpenAllAsync(page);
        await page.Locator("label[for=edit-kind-online]").ClickAsync();
        var link = page.Locator("#edit-joininglink");
        await link.FillAsync(Start + new string('x', 440 - Start.Length));
        await Expect(page.Locator("#edit-joininglink-count")).ToHaveTextAsync("440 / 500");
        await link.FillAsync(Start + new string('x', 557 - Start.Length));
        await Expect(page.Locator("#edit-joininglink-count")).ToHaveTextAsync("557 / 500");
        await Expect(page.Locator(".cdx-field:has(#edit-joininglink)")).ToContainTextAsync("You have entered 557");
        Assert.Equal(557, (await link.InputValueAsync()).Length);
        // CapX promises to keep a draft within two seconds.
        await page.WaitForTimeoutAsync(2500);
        // Larger than the size limit of a message to the server.
        await link.FillAsync(Start + new string('x', 300_000));
        await Expect(page.Locator("#edit-joininglink-count")).ToContainTextAsync("You have entered 300,020");
        await Expect(link).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByText("You have entered 557")).Not.ToBeVisibleAsync();
        await page.Locator("#edit-save").ClickAsync();
        await Expect(link).ToBeFocusedAsync();
        Assert.Equal(300_020, (await link.InputValueAsync()).Length);
        AssertNone(await page.AxeViolationsAsync());
        await page.ReloadAsync();
        await EditorPage.TakeDraftAsync(page);
        await page.Locator("#edit-save").WaitForAsync();
        await EditorPage.OpenAllAsync(page);
        Assert.Equal(557, (await link.InputValueAsync()).Length);
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator(".editor__top a[href$='#edit-joininglink']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_message_that_is_too_long_comes_back_with_its_length()
    {
        var page = await OpenAsAsync("organizer");
        await page.GoAsync("/exchanges/propose?to=Villager_1&kind=ask&capacity=openrefine");
        await page.Locator("#message").FillAsync(new string('x', 2300));
        await Expect(page.Locator("#message-count")).ToHaveTextAsync("2,300 / 2,000");
        await page.Locator("form:has(#message) button[type=submit]").Last.ClickAsync();
        await Expect(page.Locator(".cdx-field:has(#message)")).ToContainTextAsync("You have entered 2,300");
        Assert.Equal(2300, (await page.Locator("#message").InputValueAsync()).Length);
    }

    [Theory]
    [InlineData("Índia", "Asia/Kolkata")]
    [InlineData("bombay", "Asia/Kolkata")]
    public async Task Enter_takes_the_zone_that_is_meant(string typed, string zone)
    {
        var page = await OpenAsAsync("organizer");
        await page.GoAsync("/events/new");
        await EditorPage.OpenAllAsync(page);
        await page.Locator(".cdx-field:has(label[for=edit-zone]) .cdx-input-chip__button").Last.ClickAsync();
        await page.Locator("#edit-zone").FillAsync(typed);
        await page.Locator("#edit-zone-list [role=option]").First.WaitForAsync();
        await page.Locator("#edit-zone").PressAsync("Enter");
        await Expect(page.Locator(".cdx-field:has(label[for=edit-zone]) .cdx-input-chip")).ToContainTextAsync(zone);
    }
}
