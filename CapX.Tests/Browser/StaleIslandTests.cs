using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CapX.Tests.Browser;

/// <summary>Data changes while a page with typed text is open. Submitting the page then changes nothing, explains what happened, and keeps the text unless
/// the person has lost access to it.</summary>
public sealed class StaleIslandTests(BrowserFixture browser) : BrowserTests(browser)
{
    private const string Typed = "Typed while the page was open";

    private const string EndRole = "DELETE FROM person_role WHERE person_id = 1021 AND role = 'moderator'";

    // Every editor says this when its content is gone or no longer belongs to the person.
    private const string Gone = "Not saved. This no longer exists, or you can no longer edit it.";

    /// <summary>The account, the page and field with the typed text, the change, the message, and a query whose result must stay the same.</summary>
    private sealed record Stale(string Account, ulong Person, string Field, string Button, string Says, string Unchanged)
    {
        /// <summary>Creates the content of the page and returns its id, slug or other key in the URL.</summary>
        public required Func<DatabaseFixture, ulong, Task<string>> Make { get; init; }
        public required Func<string, string> Page { get; init; }

        /// <summary>One or more SQL statements. @key is the result of <see cref="Make"/>.</summary>
        public required string Change { get; init; }
        public string Back { get; init; } = "";

        /// <summary>A radio button or checkbox that the form requires.</summary>
        public string? Check { get; init; }

        /// <summary>The statuses that the page may return when it is submitted.</summary>
        public int[] Statuses { get; init; } = [200];
        public bool IsTextThere { get; init; } = true;
    }

    private static readonly Dictionary<string, Stale> All = new(StringComparer.Ordinal)
    {
        ["A profile while its person is blocked on the wiki"] = Profile("portuguese", 1011) with
        {
            Change = "UPDATE person SET blocked = TRUE WHERE id = 1011",
            Back = "UPDATE person SET blocked = FALSE WHERE id = 1011",
            Says = "Your account is blocked on the wiki",
        },
        ["A profile that another window saves"] = Profile("no-mail", 1012) with
        {
            Change = "UPDATE person SET about = 'Saved elsewhere', about_language = 'en', version = version + 1, updated_at = UTC_TIMESTAMP(6) WHERE id = 1012",
            Says = "saved in another window",
        },
        ["A listing that moderators remove"] = Listing("unconfirmed", 1014) with
        {
            Change = "UPDATE listing SET moderated = 'removed' WHERE id = @key",
            Says = Gone
        },
        ["A listing that is deleted in another window"] = Listing("unconfirmed", 1014) with { Change = "DELETE FROM content WHERE id = @key", Says = Gone },
        ["A listing while its person is limited"] = Listing("busy", 1015) with
        {
            Change = "UPDATE person SET standing = 'limited' WHERE id = 1015",
            Back = "UPDATE person SET standing = 'good' WHERE id = 1015",
            Says = "Moderators have limited your account",
        },
        ["An event that its reader organizes no more"] = Event("no-mail",
            1012) with
        { Change = "DELETE FROM event_organizer WHERE event_id = @key AND person_id = 1012", Says = Gone },
        ["An event that another organizer deletes"] = Event("no-mail", 1012) with { Change = "DELETE FROM content WHERE id = @key", Says = Gone },
        ["An organization for which its reader speaks no more"] = Organization("portuguese",
            1011) with
        { Change = """
                DELETE m FROM organization_person m JOIN organization o ON o.id = m.organization_id WHERE o.slug = @key AND m.person_id = 1011
                """, Says = Gone },
        ["An organization that becomes part of another"] = Organization("portuguese", 1011) with
        {
            Change = """
                UPDATE organization o JOIN organization into_this ON into_this.slug = 'sample-group' SET o.state = 'merged', o.merged_into_id = into_this.id
                  WHERE o.slug = @key
                """,
            Says = Gone,
        },
        ["A conversation whose exchange is called off"] = Conversation with
        {
            Change = "UPDATE exchange SET state = 'called-off' WHERE id = @key",
            Says = "This is no longer possible because the exchange has changed."
        },
        ["A conversation with somebody who blocks its reader"] = Conversation with
        {
            Change = "INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (1007, 1014, UTC_TIMESTAMP(6))",
            Back = "DELETE FROM person_block WHERE blocked_id = 1014",
            Says = "This is no longer possible because the exchange has changed.",
        },
        ["A case that another moderator takes in hand"] = Case with
        {
            Change = "UPDATE moderation_case SET claimed_by = 1003, claimed_at = UTC_TIMESTAMP(6) WHERE id = @key",
            Says = "You are not handling this case",
        },
        ["A case whose moderator is none any more"] = Case with
        {
            Change = EndRole,
            Says = "The form may have been open too long",
            Statuses = [200, 400],
            IsTextThere = false
        },
    };

    public static TheoryData<string> Cases => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Says_what_happened_and_changes_nothing(string name)
    {
        var it = All[name];
        var page = await OpenAsAsync(it.Account, new Visitor { Statuses = it.Statuses });
        await EnsureAsync();
        var key = await it.Make(Browser.Data, it.Person);
        await page.GoAsync(it.Page(key));
        await OpenFieldAsync(page, it.Field);
        if (it.Check is { } check) await page.Locator(check).CheckAsync();
        await page.Locator(it.Field).FillAsync(Typed);
        await Browser.Data.ExecuteAsync(it.Change, new { key });
        try
        {
            var before = await RowsAsync(it.Unchanged, key);
            await page.Locator(it.Button).ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync(it.Says, new() { IgnoreCase = true });
            Assert.Equal(before, await RowsAsync(it.Unchanged, key));
            if (it.IsTextThere) Assert.True(await IsThereAsync(page, it.Field), "What was typed is gone.");
            await Expect(page.Locator("body")).Not.ToContainTextAsync("unhandled", new() { IgnoreCase = true });
        }
        finally
        {
            if (it.Back.Length > 0) await Browser.Data.ExecuteAsync(it.Back);
        }
    }

    /// <summary>After suspension, logout or deletion of the account the browser shows a page that says so within seconds, even if a form is sent.</summary>
    [Theory]
    [InlineData("chinese", 1010, "UPDATE person SET standing = 'suspended' WHERE id = 1010", "**/decisions", "Moderators suspended your account", 1)]
    [InlineData("renamed-after", 1006, "DELETE FROM session WHERE person_id = 1006", "**/signed-out?reason=ended*", "You logged out in another tab", 1)]
    [InlineData("took-oldname", 1007, "DELETE FROM person WHERE id = 1007", "**/signed-out?reason=erased*", "Your account was deleted", 0)]
    public async Task Who_is_suspended_signed_out_or_erased_saves_nothing_more(string account, ulong person, string change, string leads,
        string says, int drafts)
    {
        var page = await OpenAsAsync(account);
        // Other tests use these accounts too and leave texts behind.
        await Browser.Data.ExecuteAsync("UPDATE person SET about = NULL, about_language = NULL WHERE id = @person; DELETE FROM draft WHERE person_id = @person",
            new { person });
        await page.GoAsync("/profile/edit");
        await EditorPage.OpenAllAsync(page);
        await page.Locator("#edit-about").FillAsync(Typed);
        for (var tries = 0; tries < 50 && (await DraftsAsync(person)).Count == 0; tries++) await page.WaitForTimeoutAsync(100);
        await Browser.Data.ExecuteAsync(change);
        try
        {
            await page.Locator("#edit-save").ClickAsync();
            await page.WaitForURLAsync(leads, new() { Timeout = 6_000 });
            if (says.Length > 0) await Expect(page.Locator("main")).ToContainTextAsync(says);
            Assert.Equal(0, (await Browser.Data.QueryAsync<long>("SELECT COUNT(*) FROM person WHERE id = @person AND about IS NOT NULL", new { person }))[0]);
            // The draft is kept for a person who can come back, but not after deletion of the account.
            Assert.Equal(drafts, (await DraftsAsync(person)).Count(body => body.Contains(Typed, StringComparison.Ordinal)));
        }
        finally
        {
            await Browser.Data.ExecuteAsync("UPDATE person SET standing = 'good' WHERE id = @person; DELETE FROM draft WHERE person_id = @person",
                new { person });
        }
    }

    private Task<List<string>> DraftsAsync(ulong person) =>
        Browser.Data.QueryAsync<string>("SELECT body FROM draft WHERE person_id = @person AND form = 'profile'", new { person });

    private async Task<string> RowsAsync(string sql, string key) => string.Join('\n', await Browser.Data.QueryAsync<string>(sql, new { key }));

    /// <summary>True if the text is in its field, or on the page if the field is gone.</summary>
    private static async Task<bool> IsThereAsync(IPage page, string field) =>
        await page.Locator(field).CountAsync() > 0 ? await page.Locator(field).InputValueAsync() == Typed
            : await page.Locator("main").GetByText(Typed).CountAsync() > 0;

    private static async Task OpenFieldAsync(IPage page, string field)
    {
        await page.Locator(field).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.EvaluateAsync("""
            field => {
                for (let up = document.querySelector(field); up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
            }
            """, field);
        await page.Locator("[data-bell], [data-live], .editor").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Inserts the other people that the cases need, so that the tests can run in any order.</summary>
    private async Task EnsureAsync()
    {
        await Browser.InsertOnceAsync(new PersonBuilder { Id = 1007, Username = "Sample Oldname" });
        await Browser.InsertOnceAsync(new PersonBuilder { Id = 1003, Username = "Sample Moderator" });
    }

    private static Stale Profile(string account, ulong person) =>
        new(account, person, "#edit-about", "#edit-save", "",
            "SELECT CONCAT_WS('|', version, display_name, about, standing) FROM person WHERE id IN (1011, 1012)")
        {
            Make = (_, _) => Task.FromResult(""), Page = _ => "/profile/edit", Change = "",
        };

    private static Stale Listing(string account, ulong person) =>
        new(account, person, "#edit-text", "#edit-save", "", "SELECT CONCAT_WS('|', version, title, text, moderated, state) FROM listing WHERE id = @key")
        {
            Make = async (data, owner) => $"{await new ListingBuilder { Person = owner, At = DateTime.UtcNow }.InsertAsync(data)}",
            Page = key => $"/listings/{key}/edit", Change = "",
        };

    private static Stale Event(string account, ulong person) =>
        new(account, person, "#edit-text", "#edit-save", "", "SELECT CONCAT_WS('|', version, title, text, state) FROM event WHERE id = @key")
        {
            Make = async (data, owner) =>
                $"{await new EventBuilder { Starts = DateTime.UtcNow.Date.AddDays(9).AddHours(12), At = DateTime.UtcNow }.By(owner, 1007).InsertAsync(data)}",
            Page = key => $"/events/{key}/edit", Change = "",
        };

    private static Stale Organization(string account, ulong person) =>
        new(account, person, "#edit-about", "#edit-save", "", "SELECT CONCAT_WS('|', version, about, state) FROM organization WHERE slug = @key")
        {
            Make = async (data, owner) =>
                (await new OrganizationBuilder { Name = $"Stale group {Guid.NewGuid():N}", At = DateTime.UtcNow }.Having(owner, "manager")
                    .Having(1007, "manager")
                    .InsertAsync(data)).Slug, Page = key => $"/organizations/{key}/edit", Change = "",
        };

    private static Stale Conversation =>
        new("unconfirmed", 1014, "#message", ".conversation__form button", "", "SELECT text FROM exchange_message WHERE exchange_id = @key")
        {
            Make = async (data, asker) =>
            {
                await data.ExecuteAsync("""
                INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
                 SELECT @asker, 1007, 'ask', id, 'accepted', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), RANDOM_BYTES(16) FROM capacity WHERE code = 'openrefine'
                """, new { asker });
                return $"{(await data.QueryAsync<ulong>("SELECT MAX(id) FROM exchange WHERE proposer_person_id = @asker", new { asker }))[0]}";
            },
            Page = key => $"/exchanges/{key}", Change = "",
        };

    private static Stale Case =>
        new("steward-two", 1021, "#reason", "form:has(#kind-advice) button", "",
            """
            SELECT CONCAT_WS('|', c.claimed_by, c.closed_at, (SELECT COUNT(*) FROM decision d WHERE d.case_id = c.id)) FROM moderation_case c WHERE c.id = @key
            """)
        {
            Make = async (data, moderator) =>
            {
                await data.ExecuteAsync(EndRole);
                await data.GrantAsync("Sample Second Steward", Role.Moderator, DateTime.UtcNow.AddYears(1));
                await data.ExecuteAsync("""
                INSERT INTO moderation_case (kind, thing, content_id, person_id, opened_at, claimed_by, claimed_at)
                 SELECT 'reports', 'person', content_id, id, UTC_TIMESTAMP(6), @moderator, UTC_TIMESTAMP(6) FROM person WHERE id = 1007
                """, new { moderator });
                return $"{(await data.QueryAsync<ulong>("SELECT MAX(id) FROM moderation_case"))[0]}";
            },
            Page = key => $"/moderation/cases/{key}", Change = "", Check = "#kind-advice", Back = EndRole,
        };
}
