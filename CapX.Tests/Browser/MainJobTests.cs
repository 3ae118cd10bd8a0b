using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>The main purpose of CapX, with scripts: someone logs in, says what they offer and want to learn, and can be found.</summary>
public sealed class MainJobTests(BrowserFixture browser) : BrowserTests(browser)
{
    private static readonly Regex ChosenEditathons = new("offers=organizing-editathons");

    [Fact]
    public async Task Somebody_signs_in_saves_a_profile_and_is_found_by_a_stranger()
    {
        var page = await OpenAsync();
        await page.ApproveAsync("portuguese", "/profile/edit");
        await page.Locator("#agreed").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/profile/edit");

        var editor = new EditorPage(page);
        await page.Locator("#edit-save").WaitForAsync();
        await editor.PickAsync("edit-languages", "portugu");
        await editor.PickAsync("edit-offers", "Consultas SPARQL");
        await page.Locator("#edit-offers-sparql-queries-more, [aria-controls='edit-offers-sparql-queries-more']").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await editor.PressSpaceAsync("edit-offers-sparql-queries-mentoring");
        await editor.PickAsync("edit-wants", "OpenRefine");
        await editor.PickAsync("edit-territories", "Brasil");
        await editor.PressSpaceAsync("edit-visibility-public");
        await editor.SaveAndWaitAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "View it as a visitor" }).PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Usuária de Exemplo");
        await Expect(page.Locator("main")).ToContainTextAsync("Mentoring");

        var stranger = await OpenAsync();
        await stranger.GoAsync("/people");
        await stranger.MarkAsync();
        await stranger.GetByLabel("Find an option: Offers").FillAsync("sparql");
        await stranger.GetByLabel("Find an option: Offers").PressAsync("Tab");
        await stranger.Locator("#offers-sparql-queries").ClickAsync();
        await Expect(stranger).ToHaveURLAsync(new Regex("offers=sparql-queries"));
        await stranger.Locator("details.facet").Filter(new() { HasText = "Method" }).Locator("summary").ClickAsync();
        await stranger.Locator("#method-mentoring").ClickAsync();
        await Expect(stranger).ToHaveURLAsync(new Regex("method=mentoring"));
        await Expect(stranger.Locator("#method-mentoring")).ToBeCheckedAsync();
        await stranger.GoToFoundAsync("Usuária de Exemplo");
        Assert.True(await stranger.IsMarkedAsync(), "The page was loaded anew.");

        await page.Locator("details.menu:has(.menu__name) summary").PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_stranger_takes_filters_away_without_loading_the_page_anew()
    {
        var page = await OpenAsync();
        await page.GoAsync("/people?offers=openrefine&language=fr&territory=GH");
        await page.MarkAsync();
        var chips = page.GetByRole(AriaRole.List, new() { Name = "Chosen filters" }).GetByRole(AriaRole.Link);

        await Expect(chips).ToHaveCountAsync(4);
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove Language: French" }).PressAsync("Enter");
        await Expect(chips).ToHaveCountAsync(3);
        await page.Locator("#order").SelectOptionAsync("name");
        await Expect(page).ToHaveURLAsync(new Regex("order=name"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear all" }).PressAsync("Enter");
        await Expect(chips).ToHaveCountAsync(0);
        await Expect(page).Not.ToHaveURLAsync(ChosenEditathons);
        Assert.True(await page.IsMarkedAsync(), "The page was loaded anew.");
    }

    [Fact]
    public async Task A_draft_survives_a_reload()
    {
        var page = await OpenAsAsync("chinese");
        var editor = await EditorPage.OpenAsync(page);
        await editor.TypeAsync("edit-about", "Half a sentence that");
        // CapX promises to keep a draft within two seconds.
        await page.WaitForTimeoutAsync(2500);
        await page.ReloadAsync();
        await page.Locator("#edit-draft").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue with these changes" }).PressAsync("Enter");

        await Expect(page.Locator("#edit-about")).ToHaveValueAsync("Half a sentence that");
    }

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
