using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>From the front page to a two-way and a three-way match, with and without scripts.</summary>
public sealed class MatchesJourneyTests(BrowserFixture browser) : BrowserTests(browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_member_finds_a_match_and_a_ring(bool hasScripts)
    {
        var page = await OpenAsAsync("arabic", new Visitor { HasScripts = hasScripts });
        await page.Locator(".menu--end summary").Last.ClickAsync();
        await page.Locator(".menu--end a[href='/matches']").ClickAsync();
        await Assertions.Expect(page.Locator("#matches-count")).ToContainTextAsync("recently updated first");
        await Assertions.Expect(page.Locator("article").First).ToContainTextAsync("Languages in common:");

        await page.Locator(".filters > summary").ClickAsync();
        await page.Locator("label[for=territory-EG]").ClickAsync();
        await page.Locator("label[for=languages-any]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show matches", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/matches?territory=EG&languages=any" + (hasScripts ? "" : "&order=updated"), StringComparison.Ordinal));

        await page.GoAsync("/matches?languages=any");
        await page.GetByRole(AriaRole.Link, new() { Name = "Three-way matches" }).ClickAsync();
        await Assertions.Expect(page.Locator("article").First).ToContainTextAsync("teaches you:");
        await Assertions.Expect(page.Locator("main p").First).ToContainTextAsync("People in a match may not share a language");
    }
}
