using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>Browsers translate a page by replacing text nodes with &lt;font&gt; elements. The label of a button must still match its action.</summary>
public sealed class TranslatedPageTests(BrowserFixture browser) : BrowserTests(browser)
{
    private static readonly LocatorAssertionsToHaveTextOptions Soon = new() { Timeout = 10_000 };

    // "replace" and "two steps" remove the text node, as Chrome does. "move" keeps it inside, as other translators do.
    private const string Translate = """
        how => {
            const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
            const texts = [];
            for (let text; text = walker.nextNode();) if (text.data.trim() && !text.parentElement.closest('script, style, textarea, option')) texts.push(text);
            window.originals = texts.map(text => {
                const outer = document.createElement('font'), inner = document.createElement('font');
                outer.append(inner);
                if (how === 'two steps') { text.before(outer); text.remove(); }
                else text.replaceWith(outer);
                if (how === 'move') inner.append(text);
                else inner.textContent = '[' + text.data + ']';
                return [outer, text];
            });
        }
        """;

    [Theory]
    [InlineData("replace")]
    [InlineData("two steps")]
    [InlineData("move")]
    public async Task What_a_button_says_and_what_it_does_change_together(string how)
    {
        await AddAsync(1001, "Sample Member");
        await AddAsync(1003, "Sample Moderator");
        var (asking, answering) = (await OpenAsAsync("member"), await OpenAsAsync("moderator"));
        await Browser.Data.ExecuteAsync("DELETE FROM exchange");
        await asking.GoAsync("/exchanges/propose?to=Sample_Moderator&kind=ask&capacity=openrefine");
        await asking.Locator("#message").FillAsync("Hello");
        await asking.Locator("form.proposal button[type=submit]").ClickAsync();
        await asking.WaitForURLAsync(url => !url.Contains("propose", StringComparison.Ordinal));
        await asking.UntilLiveAsync();
        await asking.Locator(".exchange[data-live]").WaitForAsync();
        await asking.EvaluateAsync(Translate, how);

        var address = new Uri(asking.Url).PathAndQuery;
        await answering.GoAsync(address);
        await answering.UntilLiveAsync();
        await answering.Locator("button[value=accept]").ClickAsync();
        await Expect(asking.Locator("button[value=start]")).ToHaveTextAsync("Start", Soon);
        await Expect(asking.Locator("button[value=withdraw]")).ToHaveCountAsync(0);
        await Expect(asking.Locator(".status__now")).ToContainTextAsync("Accepted");
        await Expect(asking.Locator(".status__now")).Not.ToContainTextAsync("Proposed");
        await asking.EvaluateAsync(Translate, how);

        await answering.Locator("button[value=start]").ClickAsync();
        await Expect(asking.Locator("button[value=finish]")).ToHaveTextAsync("Mark as done", Soon);
        await Expect(asking.Locator("button[value=start]")).ToHaveCountAsync(0);
        await asking.EvaluateAsync(Translate, how);

        // Changes of texts next to translated ones must not break the page.
        await answering.Locator("#message").FillAsync("A message");
        await answering.Locator(".conversation__form button").ClickAsync();
        await Expect(asking.Locator(".messages__text").Last).ToHaveTextAsync("A message", new() { Timeout = 10_000 });
        await answering.Locator("button[value=finish]").ClickAsync();
        await Expect(asking.Locator("button[value=finish]")).ToHaveCountAsync(0, new() { Timeout = 10_000 });
        await Expect(asking.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_translation_that_is_taken_back_leaves_the_page_as_it_was()
    {
        var page = await OpenAsync();
        await page.GoAsync("/people");
        var before = await page.Locator("main").InnerTextAsync();
        await page.EvaluateAsync(Translate, "replace");
        Assert.Contains("[", await page.Locator("h1, .found__count").First.InnerTextAsync(), StringComparison.Ordinal);
        await page.EvaluateAsync("() => window.originals.forEach(([font, text]) => font.replaceWith(text))");
        Assert.Equal(before, await page.Locator("main").InnerTextAsync());
    }

    [Theory]
    [InlineData("/listings/new", "edit-text", "Three")]
    [InlineData("/events/new", "edit-text", "Three")]
    [InlineData("/profile/edit", "edit-about", "Three")]
    public async Task The_counter_of_an_editor_counts_on_a_translated_page(string address, string field, string typed)
    {
        var page = await OpenAsAsync("busy");
        await Browser.Data.ExecuteAsync("DELETE FROM draft");
        await page.GoAsync(address);
        await EditorPage.OpenAllAsync(page);
        await page.EvaluateAsync(Translate, "replace");
        await page.Locator($"#{field}").FillAsync("");
        await page.Locator($"#{field}").PressSequentiallyAsync(typed);
        await Expect(page.Locator($"#{field}-help")).ToContainTextAsync("5");
        await Expect(page.Locator($"#{field}-help font")).ToHaveCountAsync(0);
    }

    private Task AddAsync(ulong id, string name) =>
        Browser.InsertOnceAsync(new PersonBuilder { Id = id, Username = name }.Offers("openrefine", 4).Wants("sparql-queries"));
}
