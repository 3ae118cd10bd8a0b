using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>The live editor of an event, and times in the reader's time zone.</summary>
public sealed class EventJourneyTests(BrowserFixture browser) : BrowserTests(browser)
{
    [Fact]
    public async Task Somebody_announces_an_event_with_a_draft_and_two_windows_keep_both_texts()
    {
        var page = await OpenAsAsync("organizer");
        await page.GoAsync("/events/new");
        await page.Locator("#edit-save").ClickAsync();
        foreach (var field in new[] { "title", "kind", "starts", "ends" })
            await Expect(page.Locator($".editor__top a[href$='#edit-{field}']")).ToBeVisibleAsync();
        await page.Locator("#edit-title").FillAsync("Sample journey evening");
        await page.Locator("label[for=edit-kind-online]").ClickAsync();
        // The editor fills in the browser's time zone.
        await page.Locator(".cdx-field:has(label[for=edit-zone]) .cdx-input-chip__button").Last.ClickAsync();
        await page.Locator("#edit-zone").FillAsync("berlin");
        await page.Locator("#edit-zone").PressAsync("ArrowDown");
        await page.Locator("#edit-zone").PressAsync("Enter");
        var year = DateTime.UtcNow.Year + 1;
        // Clocks in Berlin skip this time: half past two on the last Sunday of March.
        var skipped = Enumerable.Range(25, 7).Select(day => new DateOnly(year, 3, day)).Single(day => day.DayOfWeek == DayOfWeek.Sunday);
        await page.Locator("#edit-starts").FillAsync($"{skipped:yyyy-MM-dd}T02:30");
        await Expect(page.Locator("#edit-starts-note")).ToContainTextAsync("Europe/Berlin");
        await page.Locator("#edit-starts").FillAsync($"{year}-05-04T18:00");
        await page.Locator("#edit-ends").FillAsync($"{year}-05-04T20:00");
        await Expect(page.Locator("#edit-starts-note")).ToContainTextAsync("(UTC)");
        // CapX promises to keep a draft within two seconds.
        await page.WaitForTimeoutAsync(2500);
        await page.ReloadAsync();
        await EditorPage.TakeDraftAsync(page);
        await Expect(page.Locator("#edit-title")).ToHaveValueAsync("Sample journey evening");
        await EditorPage.OpenAllAsync(page);
        // A name that is typed but not added prevents saving and stays in the field.
        await page.Locator("#edit-people").FillAsync("No such person");
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator(".editor__top a[href$='#edit-people']")).ToBeVisibleAsync();
        await Expect(page.Locator("#edit-people")).ToHaveValueAsync("No such person");
        // Enter adds the name but does not save.
        await page.Locator("#edit-people").PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "No such person" })).ToBeVisibleAsync();
        await Expect(page.Locator("#edit-people")).ToHaveValueAsync("");
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator(".editor__top")).ToContainTextAsync("cannot be invited");
        AssertNone(await page.AxeViolationsAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "No such person" }).ClickAsync();
        await page.Locator("#edit-save").ClickAsync();
        await page.WaitForURLAsync(url => url.Split('/')[^1].All(char.IsAsciiDigit));
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sample journey evening");
        AssertNone(await page.AxeViolationsAsync());

        var edit = page.Url + "/edit";
        var second = await page.Context.NewPageAsync();
        foreach (var window in new[] { page, second })
        {
            await window.GoAsync(edit);
            await window.Locator("#edit-save").WaitForAsync();
        }
        await SaveAsync(page, "Written in the first window");
        await Expect(page.Locator("#edit-status")).Not.ToBeEmptyAsync();
        await SaveAsync(second, "Written in the second window");
        await Expect(second.Locator(".conflict").First).ToContainTextAsync("Written in the first window");
        await second.Locator("#edit-save").ClickAsync();
        await Expect(second.Locator("#edit-status")).Not.ToBeEmptyAsync();
        await second.GoAsync(edit[..^5]);
        await Expect(second.GetByText("Written in the second window")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Times_follow_the_readers_clock_from_the_second_page_on()
    {
        var page = await OpenAsync();
        await page.GoAsync("/");
        await page.GoAsync($"/events/{Village.Event}");
        var zone = await page.EvaluateAsync<string>("Intl.DateTimeFormat().resolvedOptions().timeZone");
        await Expect(page.Locator("article time").First).ToContainTextAsync(zone.Replace('_', ' '));
        await Expect(page.Locator("article .event-when .subtle, article .subtle.event-when").First).ToContainTextAsync("America/Argentina/Buenos Aires");
    }

    private static async Task SaveAsync(IPage page, string text)
    {
        await page.Locator("#edit-text").FillAsync(text);
        await page.Locator("#edit-save").ClickAsync();
    }
}
