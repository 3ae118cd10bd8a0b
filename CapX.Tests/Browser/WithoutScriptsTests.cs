using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>Reading, searching and managing one's own data work without scripts.</summary>
public sealed class WithoutScriptsTests(BrowserFixture browser) : BrowserTests(browser)
{
    private static readonly Visitor Plain = new() { HasScripts = false, Name = "without scripts" };

    [Fact]
    public async Task A_visitor_finds_a_person_from_the_front_page()
    {
        var page = await OpenAsync(Plain);
        await page.GoAsync("/");
        await page.Locator("#hero-q").FillAsync("everything");
        await page.Locator("#hero-q").PressAsync("Enter");
        await page.Locator("article").GetByRole(AriaRole.Link, new() { Name = Village.Everything }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(Village.Everything);
        await page.Locator(".profile__role").First.GetByRole(AriaRole.Link, new() { Name = "SPARQL queries" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("SPARQL queries");
        await page.GetByRole(AriaRole.Link, new() { Name = "See all" }).First.ClickAsync();
        await Expect(page.Locator(".chosen")).ToContainTextAsync("SPARQL queries");
    }

    [Fact]
    public async Task A_visitor_filters_by_the_button_and_finds_a_language_by_typing()
    {
        var page = await OpenAsync(Plain);
        await page.GoAsync("/people");
        await page.Locator("#offers-technology").CheckAsync();
        await page.Locator("details.facet").Filter(new() { Has = page.Locator("[name=find-language]") }).Locator("summary").ClickAsync();
        await page.Locator("[name=find-language]").FillAsync("kiswahili");
        await page.Locator(".filters__apply button").ClickAsync();
        await page.Locator("#language-sw").CheckAsync();
        await page.Locator(".filters__apply button").ClickAsync();

        await Expect(page.Locator("#found-count")).ToContainTextAsync("1 person");
        await Expect(page.Locator("article")).ToContainTextAsync(Village.Everything);
    }

    [Fact]
    public async Task A_visitor_finds_an_organization_by_its_territory()
    {
        var page = await OpenAsync(Plain);
        await page.GoAsync("/");
        await page.Locator(".site-header__links a[href='/organizations']").ClickAsync();
        // Other tests propose organizations too, so the count varies.
        await Expect(page.Locator("#found-count")).ToContainTextAsync(new Regex(@"\d+ organizations"));
        await page.Locator("details.facet").Filter(new() { Has = page.Locator("[name=find-territory]") }).Locator("summary").ClickAsync();
        await page.Locator("[name=find-territory]").FillAsync("alemania");
        await page.Locator(".filters__apply button").ClickAsync();
        await page.Locator("#territory-DE").CheckAsync();
        await page.Locator(".filters__apply button").ClickAsync();
        await page.Locator("article").GetByRole(AriaRole.Link, new() { Name = "Everything group" }).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Everything group");
    }

    [Fact]
    public async Task A_visitor_turns_pages()
    {
        var page = await OpenAsync(Plain);
        await page.GoAsync("/people?order=name");
        var first = await page.Locator("article h2").First.InnerTextAsync();
        await page.Locator(".pager [rel=next]").ClickAsync();

        await Expect(page.Locator(".pager [aria-current=page]")).ToHaveTextAsync("2");
        await Expect(page.Locator("article h2").First).Not.ToHaveTextAsync(first);
    }

    [Fact]
    public async Task A_visitor_chooses_language_and_appearance()
    {
        var page = await OpenAsync(Plain);
        await page.GoAsync("/capacities");
        await page.Locator("details.menu:has(form[action='/language']) summary").ClickAsync();
        await page.Locator("button[name=language][value=ar]").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await page.Locator("#appearance").SelectOptionAsync("dark");
        await page.Locator(".site-footer__appearance button").ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-appearance", "dark");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ar");
        Assert.EndsWith("/capacities", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_signs_in_agrees_reads_what_is_stored_and_erases_it()
    {
        var page = await OpenAsync(Plain);
        await page.ApproveAsync("took-oldname", "/profile/edit");
        await page.Locator("#agreed").CheckAsync();
        await page.Locator("form:has(#agreed) button").ClickAsync();
        await page.WaitForURLAsync("**/profile/edit");
        await Expect(page.Locator("main .cdx-message").First).ToContainTextAsync("The editor needs JavaScript");
        await page.GetByRole(AriaRole.Link, new() { Name = "See, download or delete your data" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Sample Oldname");
        await page.ApproveErasureAsync("took-oldname");
        await page.Locator("#erase-name").FillAsync("Sample Oldname");
        await page.Locator("form:has(#erase-name) button").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Your account has been deleted");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Somebody_signs_out()
    {
        var page = await OpenAsAsync("moderator", Plain);
        await page.Locator("details.menu:has(.menu__name) summary").ClickAsync();
        await page.Locator("form[action='/sign-out'] button").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in", Exact = true })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/privacy")]
    [InlineData("/capacities")]
    [InlineData("/people?all=language")]
    [InlineData("/organizations?all=territory")]
    public async Task A_page_is_whole(string path)
    {
        var page = await OpenAsync(Plain);
        await page.GoAsync(path);

        await Expect(page.Locator("h1")).ToHaveCountAsync(1);
        await Expect(page.Locator("footer")).ToBeVisibleAsync();
    }
}
