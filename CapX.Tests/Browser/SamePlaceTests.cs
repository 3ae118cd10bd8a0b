using System.Globalization;
using System.Text.RegularExpressions;
using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>The scroll position stays the same after Back and while filters are ticked.</summary>
public sealed class SamePlaceTests(BrowserFixture browser) : BrowserTests(browser)
{
    private const string InView = "link => { const box = link.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }";

    [Theory]
    [InlineData("/people", 15, true)]
    [InlineData("/people", 15, false)]
    [InlineData("/people?q=villager&page=2", 12, true)]
    [InlineData("/capacities", 12, true)]
    [InlineData("/capacities?q=a", 12, false)]
    [InlineData("/listings", 9, true)]
    [InlineData("/listings", 9, false)]
    [InlineData("/events?q=placed", 7, true)]
    [InlineData("/organizations?q=placed", 7, true)]
    [InlineData("/search?q=villager", 14, true)]
    [InlineData("/search?q=villager", 14, false)]
    public async Task Back_leads_to_the_same_place_of_a_list(string address, int place, bool hasScripts)
    {
        await FillAsync();
        var page = await OpenAsync(new Visitor { Width = 360, HasScripts = hasScripts, Name = address });
        await page.SetViewportSizeAsync(360, 600);
        await page.GoAsync(address);
        if (address == "/capacities") await page.Locator("main summary").Nth(2).ClickAsync();
        var link = page.Locator(address.StartsWith("/capacities", StringComparison.Ordinal) ? "main li a:visible"
            : "main .found__list > li h2 a, main .found__list > li h3 a").Nth(place);
        var href = await link.GetAttributeAsync("href");
        await link.ScrollIntoViewIfNeededAsync();
        // The browser fires the scroll event with the next frame.
        await page.WaitForTimeoutAsync(200);
        var before = await page.EvaluateAsync<double>("() => scrollY");
        Assert.True(before > 300, string.Create(CultureInfo.InvariantCulture, $"{address} is too short to test: {before}"));

        for (var round = 0; round < 2; round++)
        {
            await link.ClickAsync();
            await page.WaitForURLAsync(url => new Uri(url).PathAndQuery == href);
            await Expect(page.Locator("h1")).ToBeInViewportAsync();
            if (hasScripts) await page.EvaluateAsync("() => scrollTo(0, 10)");
            await page.GoBackAsync();
            await page.WaitForURLAsync(url => new Uri(url).PathAndQuery == address);
            await Expect(link).ToHaveAttributeAsync("href", href!);
            await Expect(link).ToBeInViewportAsync();
            Assert.True(await link.EvaluateAsync<bool>(InView), "the link is not in view");
        }
        if (!hasScripts) return;
        // Unlike Back, a link leads to the top of the page.
        await page.GoForwardAsync();
        await page.WaitForURLAsync(url => new Uri(url).PathAndQuery == href);
        await Expect(page.Locator("main .found__count")).ToHaveCountAsync(0);
        await page.Locator("header a[href='/people']").First.EvaluateAsync("link => link.click()");
        await page.WaitForURLAsync("**/people");
        await Expect(page.Locator(".found__count")).ToBeVisibleAsync();
        await AtTopAsync(page);
    }

    [Fact]
    public async Task The_next_page_of_a_list_begins_at_its_top()
    {
        var page = await OpenAsync(new Visitor { Width = 360 });
        await page.GoAsync("/people");
        await page.Locator("main a[href*='page=2']").Last.ClickAsync();
        await page.WaitForURLAsync("**page=2*");
        await AtTopAsync(page);
    }

    [Theory]
    [InlineData("/people", "method", 1280)]
    [InlineData("/people", "territory", 1280)]
    [InlineData("/people", "offers", 360)]
    [InlineData("/people", "language", 360)]
    [InlineData("/listings", "kind", 1280)]
    [InlineData("/events", "kind", 360)]
    public async Task A_ticked_filter_stays_where_it_is_with_the_focus_and_a_second_click_takes_it_away(string address, string facet, int width)
    {
        await FillAsync();
        var page = await OpenAsync(new Visitor { Width = width, Name = $"{address} {facet}" });
        await page.GoAsync(address);
        if (width < 640) await page.Locator(".filters__summary").ClickAsync();
        var panel = page.Locator($"details.facet:has(input[name='{facet}'])");
        if (await panel.GetAttributeAsync("open") is null) await panel.Locator("summary").ClickAsync();
        var options = panel.Locator("input[type=checkbox]");
        var order = await NamesAsync(options);
        var last = options.Last;
        var id = await last.GetAttributeAsync("id");
        await last.ScrollIntoViewIfNeededAsync();
        var box = (await last.BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);

        await page.Mouse.ClickAsync(x, y);
        await Expect(page).ToHaveURLAsync(new Regex($"[?&]{facet}="));
        await Expect(page.Locator($"#{id}")).ToBeCheckedAsync();
        await Expect(page.Locator($"#{id}")).ToBeFocusedAsync();
        Assert.Equal(order, await NamesAsync(options));
        await page.Mouse.ClickAsync(x, y);
        await Expect(page).Not.ToHaveURLAsync(new Regex($"[?&]{facet}="));
        await Expect(page.Locator($"#{id}")).Not.ToBeCheckedAsync();
        await Expect(page.Locator($"#{id}")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_was_typed_to_find_an_option_stays_with_what_it_found()
    {
        var page = await OpenAsync();
        await page.GoAsync("/people");
        var find = page.GetByLabel("Find an option: Offers");
        await find.PressSequentiallyAsync("sparql");
        await page.Locator("#offers-sparql-queries").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("offers=sparql-queries"));
        await Expect(page.Locator("#offers-sparql-queries")).ToBeFocusedAsync();
        await Expect(find).ToHaveValueAsync("sparql");
        // The new page has all options for a moment.
        await Expect(page.Locator("input[type=checkbox][name=offers]")).ToHaveCountAsync(1);
        Assert.Equal(["sparql-queries"], await NamesAsync(page.Locator("input[type=checkbox][name=offers]")));
    }

    private static async Task AtTopAsync(IPage page)
    {
        for (var tries = 0; tries < 20 && await page.EvaluateAsync<double>("() => scrollY") > 0; tries++) await page.WaitForTimeoutAsync(100);
        Assert.Equal(0, await page.EvaluateAsync<double>("() => scrollY"));
    }

    private static async Task<string[]> NamesAsync(ILocator options) => [.. await options.EvaluateAllAsync<string[]>("boxes => boxes.map(box => box.value)")];

    // The other tests create too few organizations, listings and events for a long list.
    private async Task FillAsync()
    {
        if ((await Browser.Data.QueryAsync<long>("SELECT COUNT(*) FROM organization_name WHERE name LIKE 'Placed%'")).Single() > 0) return;
        var owner = (await Browser.Data.QueryAsync<ulong>("SELECT id FROM person WHERE username = 'Villager 1'")).Single();
        // At midday: when an event ends after midnight, its times take a line more in one zone than in another. The second page knows the reader's zone.
        var day = DateTime.UtcNow.Date.AddDays(20).AddHours(10);
        for (var number = 1; number <= 12; number++)
        {
            await Browser.InsertAsync(new OrganizationBuilder { Name = $"Placed {number}" });
            await new ListingBuilder { Person = owner, Title = $"Placed {number}", At = DateTime.UtcNow.AddDays(-1) }.InsertAsync(Browser.Data);
            await new EventBuilder { Title = $"Placed {number}", Starts = day }.By(owner).InsertAsync(Browser.Data);
        }
    }
}
