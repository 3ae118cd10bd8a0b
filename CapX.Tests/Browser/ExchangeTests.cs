using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>Two people in two browsers agree on an exchange, message each other and add the outcome.</summary>
public sealed class ExchangeTests(BrowserFixture browser) : BrowserTests(browser)
{
    // CapX promises two seconds. The tests allow more, because the machine may be busy.
    private static readonly LocatorAssertionsToBeVisibleOptions AtOnce = new() { Timeout = 6000 };

    [Theory]
    [InlineData("en", 1280, false, "openrefine")]
    [InlineData("ar", 320, true, "technology")]
    public async Task A_proposal_and_each_message_appear_at_the_other_without_a_reload(string language, int width, bool isDark, string capacity)
    {
        var visitor = new Visitor { Language = language, Width = width, IsDark = isDark, Name = language };
        await AddAsync(1001, "Sample Member");
        await AddAsync(1003, "Sample Moderator");
        var (asking, answering) = (await OpenAsAsync("member", visitor), await OpenAsAsync("moderator", visitor));
        await answering.GoAsync("/exchanges");
        await answering.UntilLiveAsync();

        await asking.GoAsync("/people/Sample_Moderator");
        await asking.Locator("a[href*='kind=ask']").ClickAsync();
        await asking.Locator("#capacity").SelectOptionAsync(capacity);
        await asking.Locator("#message").FillAsync($"Hello in {language}");
        var wrong = new List<string>(await asking.AxeViolationsAsync());
        await asking.Locator("form.proposal button[type=submit]").ClickAsync();
        await asking.WaitForURLAsync(url => url.Contains("/exchanges/", StringComparison.Ordinal) && !url.Contains("propose", StringComparison.Ordinal));
        await Expect(answering.Locator(".rows__name").First).ToBeVisibleAsync(AtOnce);
        await Expect(answering.Locator("[data-bell-place] span:last-child")).ToBeVisibleAsync(AtOnce);

        await answering.Locator(".rows__name").First.ClickAsync();
        await Expect(answering.Locator(".messages__text").First).ToHaveTextAsync($"Hello in {language}");
        await answering.UntilLiveAsync();
        await asking.UntilLiveAsync();
        await answering.Locator("#message").FillAsync("With pleasure");
        await answering.Locator(".conversation__form button").ClickAsync();
        await Expect(asking.GetByText("With pleasure")).ToBeVisibleAsync(AtOnce);
        await Expect(answering.Locator("#message")).ToHaveValueAsync("");

        await asking.Locator("#message").PressSequentiallyAsync("Half a sentence");
        await asking.WaitForTimeoutAsync(2000);
        await asking.ReloadAsync();
        await Expect(asking.Locator("#message")).ToHaveValueAsync("Half a sentence");

        wrong.AddRange(await answering.AxeViolationsAsync());
        if (await answering.OverflowAsync() > 0) wrong.Add("the exchange is wider than the window");
        await answering.GoAsync("/notifications");
        wrong.AddRange(await answering.AxeViolationsAsync());
        if (await answering.OverflowAsync() > 0) wrong.Add("the notices are wider than the window");
        await asking.GoAsync("/exchanges");
        wrong.AddRange(await asking.AxeViolationsAsync());
        AssertNone(wrong);
    }

    [Fact]
    public async Task What_is_typed_before_the_page_is_live_stays()
    {
        await AddAsync(1002, "Sample Organizer");
        await AddAsync(1012, "Sample Without Mail");
        var page = await OpenAsAsync("organizer", new Visitor { Name = "slow" });
        await page.GoAsync("/exchanges/propose?to=Sample_Without_Mail&kind=ask&capacity=openrefine");
        await page.Locator("#message").FillAsync("Hello");
        await page.Locator("form.proposal button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("propose", StringComparison.Ordinal));

        var slow = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            await slow.Task;
            await route.ContinueAsync();
        });
        await page.ReloadAsync();
        await page.Locator("#word").FillAsync("A word before");
        await page.Locator("#message").PressSequentiallyAsync("Before it ");
        slow.SetResult();
        await page.UntilLiveAsync();
        await page.Locator(".exchange[data-live]").WaitForAsync();

        await Expect(page.Locator("#word")).ToHaveValueAsync("A word before");
        await page.Keyboard.TypeAsync("was live");
        await Expect(page.Locator("#message")).ToHaveValueAsync("Before it was live");
        await page.Locator(".conversation__form button").ClickAsync();
        await Expect(page.Locator(".messages__text").Last).ToHaveTextAsync("Before it was live");
    }

    [Fact]
    public async Task Whoever_writes_on_the_live_page_without_permission_is_led_to_giving_it_and_back()
    {
        await AddAsync(1015, "Sample Busy");
        await AddAsync(1017, "Sample Without Talk");
        var page = await OpenAsAsync("no-talk");
        await page.GoAsync("/exchanges/propose?to=Sample_Busy&kind=ask&capacity=openrefine");
        await page.Locator("#message").FillAsync("Hello");
        await page.Locator("form.proposal button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/exchanges/", StringComparison.Ordinal) && !url.Contains("propose", StringComparison.Ordinal));
        await Browser.Data.ExecuteAsync("REPLACE INTO contact_choice (person_id, channel, talk_instead, gathered) VALUES (1015, 'mail', FALSE, FALSE)");
        await page.UntilLiveAsync();
        var exchange = new Uri(page.Url).AbsolutePath;

        await page.Locator("#message").FillAsync("Typed live");
        await page.Locator(".conversation__form button").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/wiki-access/ask", StringComparison.Ordinal));
        AssertNone(await page.AxeViolationsAsync());
        await page.Locator("main a[href*='go=']").ClickAsync();
        await page.Locator("#account-no-talk").ClickAsync();
        await page.Locator("button[value=approve]").ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == exchange);
        await Expect(page.Locator(".messages__text").Last).ToHaveTextAsync("Typed live");
    }

    private Task AddAsync(ulong id, string name) =>
        Browser.InsertOnceAsync(new PersonBuilder { Id = id, Username = name }.Offers("openrefine", 4).Wants("sparql-queries"));
}
