using CapX.App.Moderation;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>From a report to the end of its appeal, and open pages whose content or permissions disappear.</summary>
public sealed class ModerationJourneyTests(BrowserFixture browser) : BrowserTests(browser)
{
    private static readonly Visitor Plain = new() { HasScripts = false, Width = 360, Name = "without scripts" };

    [Fact]
    public async Task Somebody_without_an_account_and_without_scripts_reports_and_two_moderators_decide()
    {
        var owner = await OpenAsAsync("mail-off");
        var moderator = await OpenAsAsync("moderator");
        var second = await OpenAsAsync("moderator-two");
        await Browser.Data.GrantAsync("Sample Moderator", Role.Moderator, DateTime.UtcNow.AddYears(1));
        await Browser.Data.GrantAsync("Sample Second Moderator", Role.Moderator, DateTime.UtcNow.AddYears(1));
        await Browser.Data.ExecuteAsync("UPDATE person SET visibility = 'public', updated_at = UTC_TIMESTAMP(6), version = 1 WHERE id = 1013");
        var listing = await new ListingBuilder { Person = 1013, Title = "A listing to report", At = DateTime.UtcNow }.InsertAsync(Browser.Data);

        var visitor = await OpenAsync(Plain);
        await visitor.GoAsync($"/listings/{listing}");
        await visitor.Locator(".report-link").ClickAsync();
        await visitor.Locator("#reason-insults").CheckAsync();
        await visitor.Locator("#text").FillAsync("It is rude.");
        // CapX asks again if a report comes faster than a person can read the form.
        Browser.Clock.Advance(ReportTicket.Soonest);
        await visitor.Locator("form:has(#text) button").ClickAsync();
        await Expect(visitor.Locator("main")).ToContainTextAsync("We have received your report");
        var receipt = visitor.Url;

        // The second moderator's queue is live and shows at once who took the case.
        await second.GoAsync("/moderation");
        await second.UntilLiveAsync();
        var row = moderator.Locator("li.card").Filter(new() { HasText = "Sample Mail Off" }).Locator("a").First;
        await moderator.GoAsync("/moderation");
        await row.ClickAsync();
        await Expect(moderator.Locator(".evidence")).ToContainTextAsync("A listing to report");
        await moderator.GetByRole(AriaRole.Button, new() { Name = "Take this case" }).ClickAsync();
        await Expect(second.Locator("main")).ToContainTextAsync("Handled by Sample Moderator");
        await moderator.Locator("#kind-hide").CheckAsync();
        await moderator.Locator("#reason").FillAsync("Please say it kindly.");
        await moderator.Locator("form:has(#kind-hide) button").ClickAsync();
        await Expect(moderator.Locator("#decision-title")).ToBeVisibleAsync();

        await owner.GoAsync("/notifications");
        await owner.GetByRole(AriaRole.Link, new() { Name = "Moderators have made a decision about you" }).ClickAsync();
        await Expect(owner.Locator("main")).ToContainTextAsync("Please say it kindly.");
        await owner.Locator("#text").FillAsync("It was a quotation.");
        await owner.Locator("form:has(#text) button").ClickAsync();
        await Expect(owner.Locator("main")).ToContainTextAsync("Your appeal has been sent to the moderators");

        await second.GoAsync("/moderation");
        await second.Locator("li.card").Filter(new() { HasText = "Sample Mail Off" }).Locator("a").First.ClickAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Take this case" }).ClickAsync();
        await second.Locator("#outcome-undone").CheckAsync();
        await second.Locator("#reason").FillAsync("A quotation is fine.");
        await second.Locator("form:has(#outcome-undone) button").ClickAsync();
        await visitor.GotoAsync(receipt);
        await Expect(visitor.Locator("main")).ToContainTextAsync("A quotation is fine.");
        await visitor.GoAsync($"/listings/{listing}");
        await owner.GoAsync("/decisions");
        await owner.Locator("li.card a").First.ClickAsync();
        await Expect(owner.Locator("main")).ToContainTextAsync("Everything is as it was before");
    }

    [Fact]
    public async Task An_open_editor_of_somebody_suspended_ends_within_seconds()
    {
        var page = await OpenAsAsync("protected");
        await page.GoAsync("/profile/edit");
        await Expect(page.Locator("#edit-save")).ToBeVisibleAsync();
        await Browser.Data.ExecuteAsync("UPDATE person SET standing = 'suspended' WHERE id = 1016");
        await page.WaitForURLAsync("**/decisions", new() { Timeout = 5_000 });
        await Expect(page.Locator("main")).ToContainTextAsync("Moderators suspended your account.");
    }

    [Fact]
    public async Task An_open_editor_of_somebody_signed_out_everywhere_ends_within_seconds()
    {
        var page = await OpenAsAsync("no-talk");
        await page.GoAsync("/profile/edit");
        await Expect(page.Locator("#edit-save")).ToBeVisibleAsync();
        await Browser.Data.ExecuteAsync("DELETE FROM session WHERE person_id = 1017");
        await page.WaitForURLAsync(url => !url.EndsWith("/profile/edit", StringComparison.Ordinal), new() { Timeout = 5_000 });
    }

    [Fact]
    public async Task A_queue_empties_when_its_reader_is_no_moderator_any_more()
    {
        var page = await OpenAsAsync("curator");
        await Browser.Data.GrantAsync("Sample Curator", Role.Moderator, DateTime.UtcNow.AddYears(1));
        await page.GoAsync("/moderation");
        await page.UntilLiveAsync();
        await Expect(page.Locator("li.card").First).ToBeVisibleAsync();
        await Browser.Data.ExecuteAsync("DELETE FROM person_role WHERE person_id = 1018 AND role = 'moderator'");
        Browser.News.Tell(0, 1018);
        await Expect(page.Locator("main")).ToContainTextAsync("You are no longer a moderator.");
        await Expect(page.Locator("li.card")).ToHaveCountAsync(0);
    }
}
