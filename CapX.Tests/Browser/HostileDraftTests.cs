using System.Collections.Concurrent;
using System.Text.Json;
using CapX.Data.Permissions;
using CapX.Tests.Attacks;
using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>The corpus in the live editors: typed, kept as a draft, restored, shown in a conflict, saved and displayed. A real browser checks that no part
/// of it runs or becomes markup.</summary>
public sealed class HostileDraftTests(BrowserFixture browser) : BrowserTests(browser)
{
    private const ulong Person = 1015;
    private const string Account = "busy";
    private const string Other = "Sample Oldname";

    // Each text contains this near its start, and pages must show it unchanged.
    private const string Script = "<script>zq00q()</script>";

    private const string Watch = """
        window.capxRan = []; window.capxCsp = [];
        for (let number = 0; number < 100; number++) { const name = `zq${String(number).padStart(2, '0')}q`; window[name] = () => window.capxRan.push(name); }
        document.addEventListener('securitypolicyviolation', event => window.capxCsp.push(`${event.violatedDirective} ${event.blockedURI}`));
        """;

    private const string Faults = """
        () => {
            const faults = [...window.capxRan.map(name => `${name} ran`), ...window.capxCsp.map(what => `violates the policy: ${what}`)];
            const isOwn = address => new URL(address, location.origin).origin === location.origin;
            for (const element of document.querySelectorAll('*')) {
                const name = element.localName;
                if (['iframe', 'object', 'embed', 'style', 'img'].includes(name)) faults.push(`holds ${name}`);
                if (name === 'script' && !(element.src && isOwn(element.src))) faults.push('holds a script of its own');
                if (name === 'base' && element.getAttribute('href') !== '/') faults.push('has another base');
                if (name === 'meta' && element.httpEquiv) faults.push(`tells the browser ${element.httpEquiv}`);
                if (name === 'link' && !isOwn(element.href)) faults.push(`asks for ${element.href}`);
                if (name === 'b') faults.push('holds a b');
                for (const attribute of element.attributes) {
                    if (attribute.name.startsWith('on') || attribute.name === 'style') faults.push(`${name} has ${attribute.name}`);
                    const leads = ['href', 'src', 'action', 'formaction'].includes(attribute.name);
                    if (leads && /^\s*(javascript|data|vbscript):|evil\.example/i.test(attribute.value)) faults.push(`${name} leads to ${attribute.value}`);
                }
            }
            const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
            while (comments.nextNode()) {
                const comment = comments.currentNode.data;
                if (comment.includes('"x":"zq') || comment.includes('<b>')) faults.push('holds a comment of its own');
            }
            return [...new Set(faults)];
        }
        """;

    private static readonly string Long = Corpus.For("hostile", 1900)[0];
    private static readonly string Short = Corpus.For("hostile", 480)[0];
    private static readonly string Title = Corpus.For("hostile", 190)[0];

    private readonly ConcurrentQueue<string> _dialogs = new();
    private readonly List<string> _wrong = [];

    [Fact]
    public async Task What_is_typed_into_editors_is_text_wherever_it_shows()
    {
        var page = await OpenAsAsync(Account);
        await page.Context.AddInitScriptAsync(Watch);
        page.Dialog += (_, dialog) =>
        {
            _dialogs.Enqueue(dialog.Message);
            _ = dialog.DismissAsync();
        };
        var data = Browser.Data;
        await data.ExecuteAsync("DELETE FROM draft WHERE person_id = @Person; DELETE FROM person_role WHERE person_id = @Person", new { Person });
        foreach (var role in new[] { Role.Moderator, Role.Curator }) await data.GrantAsync("Sample Busy", role, DateTime.UtcNow.AddYears(1));
        await Browser.InsertOnceAsync(new PersonBuilder { Id = 1007, Username = Other });
        var listing = await new ListingBuilder { Person = Person, At = DateTime.UtcNow }.InsertAsync(data);
        var happening = await new EventBuilder { Starts = DateTime.UtcNow.Date.AddDays(9), At = DateTime.UtcNow }.By(Person).InsertAsync(data);
        var group = await new OrganizationBuilder { Name = $"Hostile group {Guid.NewGuid():N}", At = DateTime.UtcNow }.Having(Person, "manager")
            .InsertAsync(data);
        try
        {
            await ProfileAsync(page);
            await ListingAsync(page, listing);
            await EventAsync(page, happening);
            await OrganizationAsync(page, group.Slug);
            await ExchangeAsync(page);
            await CaseAsync(page);
            await CapacityAsync(page);
        }
        finally
        {
            await data.ExecuteAsync("""
                DELETE FROM content WHERE id IN (@listing, @happening, @Id);
                DELETE FROM person_role WHERE person_id = @Person; DELETE FROM draft WHERE person_id = @Person; UPDATE person
                  SET about = NULL, about_language = NULL, display_name = NULL WHERE id = @Person;
                """, new { listing, happening, group.Id, Person });
        }
        AssertNone(_wrong);
        Assert.Empty(_dialogs);
    }

    private async Task ProfileAsync(IPage page)
    {
        await page.GoAsync("/profile/edit");
        await EditorPage.OpenAllAsync(page);
        await page.Locator("#edit-displayname").FillAsync(Corpus.For("hostile", 95)[0]);
        await page.Locator("#edit-about").FillAsync(Long);
        // A field with suggestions repeats the text when it finds nothing.
        await page.Locator("#edit-offers").FillAsync(Title);
        await DraftAsync("profile");
        await LookAsync(page, "the editor of a profile", isShown: false);
        await page.ReloadAsync();
        await EditorPage.TakeDraftAsync(page);
        await EditorPage.OpenAllAsync(page);
        await Expect(page.Locator("#edit-about")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^zqin-hostile-zq\n<script>zq00q"));
        await page.Locator("#edit-visibility-hidden").CheckAsync();
        await LookAsync(page, "the draft of a profile", isShown: false);
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator("#edit-status")).ToContainTextAsync("Saved");
        await page.GoAsync("/people/Sample_Busy");
        await LookAsync(page, "a profile");
    }

    private async Task ListingAsync(IPage page, ulong id)
    {
        await page.GoAsync($"/listings/{id}/edit");
        await EditorPage.OpenAllAsync(page);
        await page.Locator("#edit-title").FillAsync(Title);
        await page.Locator("#edit-text").FillAsync(Long);
        // Another window saves first, so the editor shows both texts.
        await Browser.Data.ExecuteAsync("UPDATE listing SET text = @Short, version = version + 1 WHERE id = @id", new { Short, id });
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator(".conflict").First).ToContainTextAsync(Script);
        await LookAsync(page, "a conflict of two windows");
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator("#edit-status")).Not.ToBeEmptyAsync();
        await Browser.Data.ExecuteAsync("""
            INSERT INTO notice (person_id, kind, content_id, made_at, due_at)
             VALUES (@Person, 'listing-need', @id, UTC_TIMESTAMP(6) - INTERVAL 1 DAY, UTC_TIMESTAMP(6) - INTERVAL 1 DAY)
            """, new { Person, id });
        foreach (var url in new[] { $"/listings/{id}", "/notifications", "/listings/mine" })
        {
            await page.GoAsync(url);
            await LookAsync(page, url);
        }
    }

    private async Task EventAsync(IPage page, ulong id)
    {
        await page.GoAsync($"/events/{id}/edit");
        await EditorPage.OpenAllAsync(page);
        await page.Locator("#edit-title").FillAsync(Title);
        await page.Locator("#edit-text").FillAsync(Long);
        // The name becomes a chip.
        await page.Locator("#edit-people").FillAsync(Title);
        await page.Locator("#edit-people").PressAsync("Enter");
        await Expect(page.Locator(".cdx-input-chip", new() { HasText = Script })).ToBeVisibleAsync();
        await LookAsync(page, "the editor of an event");
        await page.Locator("#edit-save").ClickAsync();
        // No person has this name.
        await Expect(page.Locator(".editor__top a[href$='#edit-people']")).ToBeVisibleAsync();
        await page.Locator(".cdx-input-chip", new() { HasText = Script }).Locator("button").ClickAsync();
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator("#edit-status")).Not.ToBeEmptyAsync();
        await page.GoAsync($"/events/{id}");
        await LookAsync(page, "an event");
    }

    private async Task OrganizationAsync(IPage page, string slug)
    {
        await page.GoAsync($"/organizations/{slug}/edit");
        await EditorPage.OpenAllAsync(page);
        await page.Locator("#edit-name-0").FillAsync(Title);
        await page.Locator("#edit-about").FillAsync(Long);
        await LookAsync(page, "the editor of an organization", isShown: false);
        await page.Locator("#edit-save").ClickAsync();
        await Expect(page.Locator("#edit-status")).Not.ToBeEmptyAsync();
        foreach (var url in new[] { $"/organizations/{slug}", $"/organizations/{slug}/history" })
        {
            await page.GoAsync(url);
            await LookAsync(page, url);
        }
    }

    private async Task ExchangeAsync(IPage page)
    {
        await Browser.Data.ExecuteAsync("""
            INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
             SELECT @Person, 1007, 'ask', id, 'done', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), RANDOM_BYTES(16) FROM capacity WHERE code = 'openrefine'
            """, new { Person });
        var id = (await Browser.Data.QueryAsync<ulong>("SELECT MAX(id) FROM exchange WHERE proposer_person_id = @Person", new { Person }))[0];
        await page.GoAsync($"/exchanges/{id}");
        await page.Locator(".exchange[data-live]").WaitForAsync();
        await page.UntilLiveAsync();
        await page.Locator("#message").FillAsync(Long);
        await page.Locator(".conversation__form button").ClickAsync();
        await Expect(page.Locator(".messages__text")).ToHaveCountAsync(1);
        // A message from the other side arrives while the page is open.
        await Browser.Data.ExecuteAsync("""
            INSERT INTO content (kind) VALUES ('message');
            INSERT INTO exchange_message (id, exchange_id, author_id, side, text, language, sent_at, form_key)
             VALUES (LAST_INSERT_ID(), @id, 1007, 'recipient', @Short, 'en', UTC_TIMESTAMP(6), RANDOM_BYTES(16))
            """, new { id, Short });
        Browser.News.Tell(id, Person);
        await Expect(page.Locator(".messages__text")).ToHaveCountAsync(2);
        await LookAsync(page, "a conversation");
        await page.GoAsync($"/exchanges/{id}/outcome");
        await page.Locator("#learned").FillAsync(Long);
        await page.Locator("form:has(#learned) button").ClickAsync();
        await page.WaitForURLAsync($"**/exchanges/{id}");
        await LookAsync(page, "an outcome");
    }

    private async Task CaseAsync(IPage page)
    {
        var parts = JsonSerializer.Serialize(new[] { new { part = "about", text = Long, language = "en" } });
        var accused = await new PersonBuilder { Username = $"{Script} {Guid.NewGuid():N}", Visibility = "hidden" }.InsertAsync(Browser.Data.Database);
        await Browser.Data.ExecuteAsync("""
            INSERT INTO moderation_case (kind, thing, content_id, person_id, opened_at, claimed_by, claimed_at)
             SELECT 'reports', 'person', content_id, id, '2001-02-03', @Person, UTC_TIMESTAMP(6) FROM person WHERE id = @accused;
            INSERT INTO report (case_id, reason, text, language, made_at, form_key)
             VALUES (LAST_INSERT_ID(), 'insults', @Long, 'en', UTC_TIMESTAMP(6), RANDOM_BYTES(16));
            INSERT INTO report_evidence (report_id, person_id, parts) VALUES (LAST_INSERT_ID(), @accused, @parts);
            """, new { accused, Person, Long, parts });
        var id = (await Browser.Data.QueryAsync<ulong>("SELECT MAX(id) FROM moderation_case"))[0];
        await page.GoAsync("/moderation");
        await page.UntilLiveAsync();
        await LookAsync(page, "the live queue");
        await page.GoAsync($"/moderation/cases/{id}");
        await page.Locator("#note").FillAsync(Long);
        await page.Locator("form:has(#note) button").ClickAsync();
        await Expect(page.Locator("article.card .written", new() { HasText = Script })).ToHaveCountAsync(3);
        await page.Locator("#kind-advice").CheckAsync();
        await page.Locator("#reason").FillAsync(Long);
        await page.Locator("form:has(#kind-advice) button").ClickAsync();
        await Expect(page.Locator("#decision-title")).ToBeVisibleAsync();
        await LookAsync(page, "a case");
    }

    private async Task CapacityAsync(IPage page)
    {
        await page.GoAsync("/capacities/manage/add");
        await page.Locator("#name-fr").FillAsync(Corpus.For("hostile", 95)[0]);
        await page.Locator("#description-fr").FillAsync(Short);
        await page.Locator("form:has(#name-fr) button").ClickAsync();
        // Without an English name the capacity is not added, and the form keeps the texts.
        await Expect(page.Locator("main .cdx-message--error").First).ToBeVisibleAsync();
        await Expect(page.Locator("#description-fr")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("<script>zq00q"));
        await LookAsync(page, "the form of a curator", isShown: false);
    }

    private async Task DraftAsync(string form)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            if ((await Browser.Data.QueryAsync<string>("SELECT body FROM draft WHERE person_id = @Person AND form = @form",
                new { Person, form })).Exists(body => body.Contains("zqin-hostile", StringComparison.Ordinal))) return;
            await Task.Delay(100);
        }
        Assert.Fail("No draft was kept.");
    }

    /// <summary>Checks that nothing ran and, if the text is shown, that it is readable.</summary>
    private async Task LookAsync(IPage page, string what, bool isShown = true)
    {
        if (isShown) await Expect(page.Locator("main")).ToContainTextAsync(Script);
        _wrong.AddRange((await page.EvaluateAsync<string[]>(Faults)).Select(fault => $"{what}: {fault}"));
    }
}
