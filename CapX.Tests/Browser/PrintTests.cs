using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>Printed pages are dark on white for every screen theme, without controls and without clipped content.</summary>
public sealed class PrintTests(BrowserFixture browser) : BrowserTests(browser)
{
    // The width in pixels of A4 with the default margins of browsers.
    private const int Paper = 718;

    /// <summary>Checks the contrast of each visible text with its background and with white paper, because browsers do not print backgrounds. Then looks for
    /// controls, for clipped or split content, and for content wider than the paper.</summary>
    private const string FaultsScript = """
        () => {
            const parse = color => { const n = color.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
            const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
            const light = color => color.slice(0, 3).map(c => c / 255)
                .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
            const white = [255, 255, 255, 1];
            const behind = element => !element ? white : over(parse(getComputedStyle(element).backgroundColor), behind(element.parentElement));
            const seen = element =>
                element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })
                && !element.closest('.visually-hidden, [hidden]');
            const faults = [];
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            let count = 0;
            for (let text = texts.nextNode(); text; text = texts.nextNode()) {
                const element = text.parentElement;
                if (!text.data.trim() || element.matches('script, style, option') || !seen(element)) continue;
                count++;
                const color = parse(getComputedStyle(element).color);
                for (const [name, ground] of [['what is behind it', behind(element)], ['paper', white]]) {
                    const ratio = contrast(over(color, ground), ground);
                    if (ratio < 4.5) faults.push(`${ratio.toFixed(2)} on ${name}: ${element.className} ${text.data.trim().slice(0, 40)}`);
                }
            }
            if (count < 2) faults.push(`only ${count} texts are left`);
            const clicked = 'header.site-header, footer.site-footer, nav, button, .cdx-button, form, input, select, textarea, .pager, [href^="webcal:"]';
            for (const element of document.querySelectorAll(clicked)) {
                if (seen(element) && element.getBoundingClientRect().height > 0) faults.push(`to be clicked: ${element.outerHTML.slice(0, 120)}`);
            }
            for (const element of document.querySelectorAll('main *')) {
                const style = getComputedStyle(element);
                if (!seen(element) || element.closest('.visually-hidden') || style.overflow === 'visible' || element.matches('svg, svg *')) continue;
                const isCut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
                if (isCut) faults.push(`cut: ${element.outerHTML.slice(0, 120)}`);
            }
            for (const name of ['.card', 'tr', '.profile__facts > div', 'li']) {
                const mayBeSplit = element => seen(element) && getComputedStyle(element).breakInside !== 'avoid';
                if ([...document.querySelectorAll(`main ${name}`)].some(mayBeSplit)) faults.push(`may be split: ${name}`);
            }
            if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push('wider than the paper');
            return faults;
        }
        """;

    private static readonly string[] More =
        ["/conduct", "/terms", "/transparency", "/people?q=nobody+at+all&territory=BR", $"/events/{Village.CancelledEvent}", $"/events/{Village.PastEvent}",
        "/report", "/no-such-page"];

    public static TheoryData<string, bool, string> Looks => new()
    {
        // Dark chosen in CapX, by the system, or by both; light chosen in CapX on a dark system.
        { "dark", false, "en" }, { "dark", true, "ar" }, { "system", true, "en" }, { "light", true, "en" },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Pages_for_visitors_are_dark_on_white_with_nothing_to_click(string chosen, bool isDark, string language)
    {
        AssertNone(await InTwoTabsAsync(() => OpenAsync(new() { IsDark = isDark, Language = language, Width = Paper, Statuses = [200, 404], Name = chosen }),
            [.. ReadingPages.OnePerTemplate, .. More], (page, path) => FaultsAsync(page, path, chosen, path == "/no-such-page" ? 404 : 200)));
    }

    [Fact]
    public async Task Pages_for_members_are_dark_on_white_with_nothing_to_click()
    {
        var other = (await Browser.Data.QueryAsync<ulong>("SELECT id FROM person WHERE username = @Everything", new { Village.Everything })).Single();
        await Browser.Data.ExecuteAsync("""
            INSERT IGNORE INTO exchange (id, proposer_person_id, recipient_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
             SELECT 88001, 1009, @other, 'ask', id, 'accepted', @now, @now, 'to be printed' FROM capacity WHERE code = 'openrefine';
            """, new { other, now = Browser.Clock.Now });
        AssertNone(await InTwoTabsAsync(() => OpenAsAsync("arabic", new Visitor { IsDark = true, Width = Paper }),
            ["/exchanges/88001", "/exchanges", "/notifications", "/matches", "/privacy/me", "/privacy/me/export", $"/events/{Village.Event}", "/decisions",
            $"/decisions/{VillageCases.Decision}", $"/moderation/cases/{VillageCases.Case}", "/capacities/manage/history"],
                (page, path) => FaultsAsync(page, path, "dark", 200)));
    }

    [Fact]
    public async Task A_link_to_another_site_tells_its_address_once()
    {
        var page = await OpenAsync(new Visitor { IsDark = true });
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var (path, link, said) in new[] { ("/terms", "a[href^='https://creativecommons.org/licenses']", true),
            ("/privacy", "a[href*='foundation.wikimedia.org']", true), ("/people/Ada_Everything", ".profile a[rel=external]", true),
            ($"/listings/{Village.Listing}", $"a[href='{Village.MaterialLink}']", false) })
        {
            await page.GoAsync(path);
            var after = await page.Locator($"main {link}").First.EvaluateAsync<string>("link => getComputedStyle(link, '::after').content");
            Assert.Equal(said, after.Contains("http", StringComparison.Ordinal));
        }
    }

    private async Task<IEnumerable<string>> FaultsAsync(IPage page, string path, string chosen, int status)
    {
        await page.Context.AddCookiesAsync([new() { Name = "capx-appearance", Value = chosen, Url = Browser.Address.ToString() }]);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.GoAsync(path, status);
        return (await page.EvaluateAsync<string[]>(FaultsScript)).Distinct().Select(fault => $"{chosen} {path}: {fault}");
    }
}
