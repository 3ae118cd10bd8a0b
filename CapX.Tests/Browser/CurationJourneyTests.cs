using CapX.Data.Permissions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>Work on the capacity tree on a phone, with and without scripts: from a suggestion to undoing its effects in the history.</summary>
public sealed class CurationJourneyTests(BrowserFixture browser) : BrowserTests(browser)
{
    [Theory]
    [InlineData(true, "With")]
    [InlineData(false, "Without")]
    public async Task A_suggestion_becomes_a_capacity_that_curators_name_move_merge_and_retire(bool hasScripts, string name)
    {
        var (first, second) = ($"{name} data sorting", $"{name} table sorting");
        var (code, other) = ($"{name.ToLowerInvariant()}-data-sorting", $"{name.ToLowerInvariant()}-table-sorting");
        var phone = new Visitor { HasScripts = hasScripts, Width = 360, Name = $"{name} scripts" };
        var member = await OpenAsAsync("member", phone);
        var curator = await OpenAsAsync("curator", phone);
        await Browser.Data.ExecuteAsync("DELETE FROM person_role WHERE person_id = 1018 AND role = 'curator'");
        await Browser.Data.GrantAsync("Sample Curator", Role.Curator, DateTime.UtcNow.AddYears(1));

        await member.GoAsync("/capacities");
        await member.GetByRole(AriaRole.Link, new() { Name = "Suggest a capacity" }).ClickAsync();
        await member.Locator("#capacity").SelectOptionAsync("technology");
        await member.Locator("#name").FillAsync(first);
        await member.Locator("#reason").FillAsync("Many ask for it.");
        await member.Locator("form:has(#reason) button").ClickAsync();
        await Expect(member.Locator("li.card").Filter(new() { HasText = first })).ToContainTextAsync("Waiting for an answer");

        // The curator accepts the suggestion by adding the capacity, with a note.
        await curator.GoAsync("/capacities/manage");
        await curator.GetByRole(AriaRole.Link, new() { Name = "Suggestions (" }).ClickAsync();
        var waiting = curator.Locator("li.card").Filter(new() { HasText = first });
        await Expect(waiting.Locator(".report-link")).ToBeVisibleAsync();
        if (hasScripts) AssertNone(await curator.AxeViolationsAsync());
        await waiting.GetByRole(AriaRole.Link, new() { Name = "Accept …" }).ClickAsync();
        await Expect(curator.Locator("#parent")).ToHaveValueAsync("technology");
        await Expect(curator.Locator("#name-en")).ToHaveValueAsync(first);
        await curator.Locator("#word").FillAsync("Good idea.");
        await SendAsync(curator, "#word", "Capacity added.");
        await FitsAsync(curator);
        await member.GoAsync("/capacities/suggestions");
        await Expect(member.Locator("li.card").Filter(new() { HasText = first })).ToContainTextAsync("Good idea.");

        // The curator adds a second capacity, then names, describes and translates it.
        await curator.GoAsync("/capacities/manage/add");
        await curator.Locator("#parent").SelectOptionAsync("technology");
        await curator.Locator("#name-en").FillAsync("Something else");
        await curator.Locator("#code").FillAsync(other);
        await SendAsync(curator, "#code", "Capacity added.");
        await ActAsync(curator, "Edit names, descriptions and translations");
        await curator.Locator("#name-en").FillAsync(second);
        await curator.Locator("#description-en").FillAsync("Bringing order into tables.");
        await curator.Locator("#name-fr").FillAsync($"{name} trier");
        await FitsAsync(curator);
        await SendAsync(curator, "#name-en", "Saved.");
        await Expect(curator.Locator("h1")).ToHaveTextAsync(second);
        await Expect(curator.Locator("main")).ToContainTextAsync($"{name} trier");

        await ActAsync(curator, "Move in the capacity tree");
        await curator.Locator("#target").SelectOptionAsync("communication");
        await SendAsync(curator, "#target", "Capacity moved, with all capacities under it.");
        await Expect(curator.Locator(".managed")).ToContainTextAsync("Communication");

        // Curators' forms are all plain, so the remaining steps do not depend on scripts. Skip them here, because each step loads a page.
        if (hasScripts) return;
        // The member knows the first capacity. After the merge, the profile and the old URL lead to the second one.
        await Browser.Data.ExecuteAsync("""
            UPDATE person SET visibility = 'hidden', updated_at = UTC_TIMESTAMP(6) WHERE id = 1001;
            INSERT INTO person_capacity (person_id, role, capacity_id) SELECT 1001, 'knows', id FROM capacity WHERE code = @code
            """, new { code });
        await curator.GoAsync($"/capacities/manage/{code}");
        await ActAsync(curator, "Merge into another capacity");
        await curator.Locator("#target").SelectOptionAsync(other);
        await SendAsync(curator, "#target", "Capacities merged.");
        await member.GoAsync("/people/Sample_Member");
        await member.GetByRole(AriaRole.Link, new() { Name = second }).ClickAsync();
        await Expect(member.Locator("main")).ToContainTextAsync("Bringing order into tables.");
        await member.GoAsync($"/capacities/{code}");
        Assert.EndsWith($"/capacities/{other}", member.Url, StringComparison.Ordinal);

        // Undoing the merge restores both capacities.
        await curator.GetByRole(AriaRole.Link, new() { Name = "History of the capacity tree" }).ClickAsync();
        await FitsAsync(curator);
        await curator.Locator("li.card").Filter(new() { HasText = "Merged" }).Filter(new() { HasText = code })
            .GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(curator.Locator("main")).ToContainTextAsync("The change has been undone.");
        await member.GoAsync("/people/Sample_Member");
        await member.GetByRole(AriaRole.Link, new() { Name = first }).ClickAsync();
        await Expect(member.Locator("h1")).ToHaveTextAsync(first);

        await curator.GoAsync($"/capacities/manage/{other}");
        await ActAsync(curator, "Retire this capacity");
        await curator.Locator("#target").SelectOptionAsync(code);
        await SendAsync(curator, "#target", "Capacity retired. It can no longer be chosen.");
        await member.GoAsync($"/capacities/{other}");
        await Expect(member.Locator("main")).ToContainTextAsync($"This capacity is retired. Use {first} instead.");
        await Browser.Data.ExecuteAsync("DELETE FROM person_capacity WHERE person_id = 1001");
    }

    private static Task ActAsync(IPage page, string name) => page.Locator("main").GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();

    private static async Task SendAsync(IPage page, string field, string said)
    {
        await page.Locator($"form:has({field}) .actions button").ClickAsync();
        await Expect(page.Locator("main .cdx-message").First).ToContainTextAsync(said);
    }

    private static async Task FitsAsync(IPage page) => Assert.InRange(await page.OverflowAsync(), int.MinValue, 0);
}
