using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>A member sends a proposal to an organization with two managers.</summary>
public sealed class OrganizationPartyJourneyTests(BrowserFixture browser) : BrowserTests(browser)
{
    // CapX promises two seconds. The tests allow more, because the machine may be busy.
    private static readonly LocatorAssertionsToBeVisibleOptions AtOnce = new() { Timeout = 6000 };

    [Theory]
    [InlineData("en", 1280, false)]
    [InlineData("ar", 320, true)]
    public async Task One_of_two_managers_answers_and_all_three_see_it_live(string language, int width, bool isDark)
    {
        var visitor = new Visitor { Language = language, Width = width, IsDark = isDark, Name = language };
        foreach (var (id, name) in new[] { (1001UL, "Sample Member"), (1002UL, "Sample Organizer"), (1003UL, "Sample Moderator") })
            await Browser.InsertOnceAsync(new PersonBuilder { Id = id, Username = name }.Offers("openrefine", 4).Wants("sparql-queries"));
        var slug = await Browser.InsertAsync(new OrganizationBuilder { Name = $"Journey Circle {language}" }.Offers("openrefine").Having(1002, "manager")
            .Having(1003, "manager"));
        var (asking, first, second) = (await OpenAsAsync("member", visitor), await OpenAsAsync("organizer", visitor), await OpenAsAsync("moderator", visitor));
        foreach (var manager in new[] { first, second })
        {
            await manager.GoAsync("/exchanges");
            await manager.UntilLiveAsync();
        }

        await asking.GoAsync($"/organizations/{slug}");
        await asking.Locator("main a[href*='kind=ask']").ClickAsync();
        await asking.Locator("#capacity").SelectOptionAsync("openrefine");
        await asking.Locator("#message").FillAsync("Hello, all of you");
        var wrong = new List<string>(await asking.AxeViolationsAsync());
        if (await asking.OverflowAsync() > 0) wrong.Add("the form is wider than the window");
        await asking.Locator("form.proposal button[type=submit]").ClickAsync();
        await asking.WaitForURLAsync(url => url.Contains("/exchanges/", StringComparison.Ordinal) && !url.Contains("propose", StringComparison.Ordinal));
        var name2 = $"Journey Circle {language}";
        foreach (var manager in new[] { first, second })
        {
            var row = manager.Locator(".rows__one").Filter(new() { HasText = name2 });
            await Expect(row).ToBeVisibleAsync(AtOnce);
            wrong.AddRange(await manager.AxeViolationsAsync());
            await row.Locator(".rows__name").ClickAsync();
            await Expect(manager.Locator(".messages__text").First).ToHaveTextAsync("Hello, all of you");
            await manager.UntilLiveAsync();
        }

        await asking.UntilLiveAsync();
        await second.Locator("button[value=accept]").ClickAsync();
        await Expect(asking.Locator("button[value=start]")).ToBeVisibleAsync(AtOnce);
        await Expect(first.Locator("button[value=start]")).ToBeVisibleAsync(AtOnce);
        await second.UntilLiveAsync();
        await second.Locator("#message").FillAsync("One of us comes");
        await second.Locator(".conversation__form button").ClickAsync();
        await Expect(asking.GetByText("One of us comes")).ToBeVisibleAsync(AtOnce);
        await Expect(first.GetByText("One of us comes")).ToBeVisibleAsync(AtOnce);
        await Expect(asking.Locator(".messages__head").Last).ToContainTextAsync("Sample Moderator");
        await Expect(asking.Locator(".messages__head").Last).ToContainTextAsync(name2);
        foreach (var page in new[] { asking, first })
        {
            wrong.AddRange(await page.AxeViolationsAsync());
            if (await page.OverflowAsync() > 0) wrong.Add("the exchange is wider than the window");
        }

        // A manager who leaves loses access to the exchange, even on a page that is already open.
        var elsewhere = await first.Context.NewPageAsync();
        await elsewhere.GoAsync($"/organizations/{slug}");
        await elsewhere.Locator("button[value=leave]").ClickAsync();
        await Expect(first.GetByText("One of us comes")).ToBeHiddenAsync(new() { Timeout = 6000 });
        await Expect(first.Locator("main a[href='/exchanges']").Last).ToBeVisibleAsync();
        AssertNone(wrong);
    }
}
