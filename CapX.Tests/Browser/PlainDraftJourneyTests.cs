using CapX.Tests.Infra;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>A plain form restores typed text after a reload, until the form is sent.</summary>
public sealed class PlainDraftJourneyTests(BrowserFixture browser) : BrowserTests(browser)
{
    private const string Address = "/exchanges/propose?to=Sample_Moderator&kind=ask";

    [Fact]
    public async Task A_proposal_that_is_left_is_there_again_until_it_is_sent()
    {
        await Browser.InsertOnceAsync(new PersonBuilder { Id = 1003, Username = "Sample Moderator" }.Offers("openrefine", 4).Wants("sparql-queries"));
        var page = await OpenAsAsync("steward");
        await page.GoAsync(Address);
        await page.Locator("#capacity").SelectOptionAsync("openrefine");
        await page.Locator("#message").PressSequentiallyAsync("Could you help me with");
        // CapX promises to keep a draft within two seconds.
        await page.WaitForTimeoutAsync(2500);
        await page.ReloadAsync();
        await Expect(page.Locator("#message")).ToHaveValueAsync("Could you help me with");
        await Expect(page.Locator("#capacity")).ToHaveValueAsync("openrefine");
        await Expect(page.Locator("#draft")).ToContainTextAsync("unsaved changes");
        AssertNone(await page.AxeViolationsAsync());

        // Leave through a link before the delay of the draft has passed.
        await page.Locator("#message").PressAsync("Control+End");
        await page.Locator("#message").PressSequentiallyAsync(" a table?");
        await page.Locator("header a[href='/people']:visible").First.ClickAsync();
        await page.WaitForURLAsync("**/people");
        await page.WaitForTimeoutAsync(2500);
        await page.GoAsync("/privacy/me");
        await page.Locator("#drafts ~ * a[href^='/exchanges/propose'], main a[href^='/exchanges/propose']").First.ClickAsync();
        await Expect(page.Locator("#message")).ToHaveValueAsync("Could you help me with a table?");
        await page.Locator("form.proposal button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("propose", StringComparison.Ordinal));
        await page.GoAsync(Address);
        await Expect(page.Locator("#message")).ToHaveValueAsync("");
        await Expect(page.Locator("#draft")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_draft_is_deleted_and_the_form_is_empty_again()
    {
        var page = await OpenAsAsync("steward-two");
        await page.GoAsync("/capacities/suggest");
        await page.Locator("#reason").PressSequentiallyAsync("Because it is missing");
        await page.WaitForTimeoutAsync(2500);
        await page.ReloadAsync();
        await Expect(page.Locator("#reason")).ToHaveValueAsync("Because it is missing");
        await page.Locator("#draft button").ClickAsync();
        await Expect(page.Locator("#reason")).ToHaveValueAsync("");
        await Expect(page.Locator("#draft")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(page.Locator("#reason")).ToHaveValueAsync("");
    }
}
