using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>A paused live page continues with the same state: typed text, errors, and the version of which another window may have saved a newer one.</summary>
public sealed class PausedCircuitTests(BrowserFixture browser) : BrowserTests(browser)
{
    public override Task InitializeAsync() => Browser.Data.ExecuteAsync("DELETE FROM draft WHERE person_id = 1007");

    [Theory]
    [InlineData("/listings/new", "edit-title")]
    [InlineData("/events/new", "edit-title")]
    [InlineData("/organizations/propose", "edit-name-0")]
    [InlineData("/profile/edit", "edit-about")]
    public async Task An_editor_goes_on_with_what_was_typed(string url, string id)
    {
        var page = await OpenAsAsync("took-oldname");
        await page.GoAsync(url);
        await EditorPage.OpenAllAsync(page);
        await page.Locator($"#{id}").FillAsync("Typed before the pause");
        await PauseAsync(page);
        await ResumeAsync(page);
        await Expect(page.Locator($"#{id}")).ToHaveValueAsync("Typed before the pause");
        await Expect(page.Locator("#edit-draft")).ToHaveCountAsync(0);
        // The sections are still open, and the field still has the focus.
        await Expect(page.Locator(".editor details:not([open])")).ToHaveCountAsync(0);
        await Expect(page.Locator($"#{id}")).ToBeFocusedAsync();
        await page.Locator($"#{id}").FillAsync("Typed after it");
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator(".editor__top a, #edit-status:not(:empty)").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nobody_goes_on_whose_session_is_over()
    {
        var page = await OpenAsAsync("took-oldname", new Visitor { Statuses = [200, 401] });
        await page.GoAsync("/listings/new");
        await EditorPage.OpenAllAsync(page);
        await page.Locator("#edit-title").FillAsync("Typed before the end");
        await PauseAsync(page);
        await page.Context.ClearCookiesAsync();
        await ShowAsync(page);
        await page.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal));
        await Expect(page.GetByText("Typed before the end")).ToHaveCountAsync(0);
    }

    /// <summary>Hides the page, as if behind another tab, so that it does not resume by itself.</summary>
    private static async Task PauseAsync(IPage page)
    {
        await page.EvaluateAsync("""
            () => {
                Object.defineProperty(document, 'hidden', { configurable: true, value: true });
                document.querySelector('.editor').id = 'before';
            }
            """);
        Assert.True(await page.EvaluateAsync<bool>("() => Blazor.pauseCircuit()"));
        await Expect(page.Locator("#components-reconnect-modal")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("components-reconnect-paused"));
    }

    private static async Task ShowAsync(IPage page) =>
        await page.EvaluateAsync("""
            () => {
                Object.defineProperty(document, 'hidden', { configurable: true, value: false });
                document.dispatchEvent(new Event('visibilitychange'));
            }
            """);

    private static async Task ResumeAsync(IPage page)
    {
        await ShowAsync(page);
        await Expect(page.Locator("#components-reconnect-modal")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("components-reconnect-hide"));
        await Expect(page.Locator("#before")).ToHaveCountAsync(0);
    }
}
