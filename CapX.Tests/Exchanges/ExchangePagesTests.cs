using System.Net;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>Exchanges over HTTP: forms without scripts, strangers, and logged-out people.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ExchangePagesTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private TestBrowser _asking = null!;
    private TestBrowser _answering = null!;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await database.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.Offers("sparql-queries").InsertAsync(database.Database);
        await new PersonBuilder { Id = 1002, Username = "Sample Organizer" }.Offers("openrefine", 4).Wants("sparql-queries").InsertAsync(database.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        (_asking, _answering) = (await SignInAsync("member"), await SignInAsync("organizer"));
    }

    public Task DisposeAsync()
    {
        _asking.Dispose();
        _answering.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Two_people_get_from_the_first_message_to_the_outcome_without_scripts()
    {
        var form = await _asking.TextAsync("/exchanges/propose?to=Sample_Organizer&kind=ask");
        Assert.Contains("You offer this and they want to learn it: SPARQL queries.", form, StringComparison.Ordinal);
        var id = await ProposeAsync();
        Assert.Contains("Sample Member is waiting for your reply.", await _answering.TextAsync($"/exchanges/{id}"), StringComparison.Ordinal);
        await SubmitAsync(_answering, id, "change", ("do", "accept"), ("word", "With pleasure"));
        await SubmitAsync(_asking, id, "messages", ("text", "When?"), ("key", Guid.NewGuid().ToString()));
        Assert.Contains("When?", await _answering.TextAsync($"/exchanges/{id}"), StringComparison.Ordinal);
        await SubmitAsync(_asking, id, "change", ("do", "start"));
        await SubmitAsync(_answering, id, "change", ("do", "finish"));
        var outcome = await _asking.SubmitAsync($"/exchanges/{id}/outcome", $"/exchanges/{id}/outcome", ("_handler", "outcome"), ("Happened", "yes"),
            ("Hours", "1,5"), ("Satisfaction", "5"), ("Learned", "OpenRefine itself"));
        Assert.Equal($"/exchanges/{id}", new Uri(app.Address, TestBrowser.Location(outcome)).PathAndQuery);
        Assert.Contains("OpenRefine itself", await _answering.TextAsync($"/exchanges/{id}"), StringComparison.Ordinal);
        Assert.Contains("added an outcome to your exchange", await _answering.TextAsync("/notifications"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_takes_at_most_eight_commands_to_show()
    {
        var id = await ProposeAsync();
        await SubmitAsync(_answering, id, "change", ("do", "accept"));
        await SubmitAsync(_answering, id, "change", ("do", "start"));
        await SubmitAsync(_answering, id, "change", ("do", "finish"));
        for (var number = 0; number < 10;
            number++) await SubmitAsync(_answering, id, "messages", ("text", $"Message {number}"), ("key", Guid.NewGuid().ToString()));

        await database.ExecuteAsync("DELETE FROM exchange_reading WHERE person_id = 1001");
        Assert.InRange(await SqlCommands.CountAsync(() => _asking.GetAsync($"/exchanges/{id}")), 1, 8);
    }

    [Fact]
    public async Task What_cannot_be_done_any_more_is_said_and_nothing_is_lost()
    {
        var id = await ProposeAsync();
        await SubmitAsync(_asking, id, "change", ("do", "withdraw"));
        var late = await _answering.SubmitAsync($"/exchanges/{id}/change", $"/exchanges/{id}", ("do", "accept"));
        Assert.Equal($"/exchanges/{id}?refused=notnow", TestBrowser.Location(late));
        Assert.Contains("no longer possible", await _answering.TextAsync($"/exchanges/{id}?refused=notnow"), StringComparison.Ordinal);

        var open = await ProposeAsync("sparql-queries");
        var tooLong = new string('x', SendMessageCommand.Longest + 1);
        await _asking.SubmitAsync($"/exchanges/{open}/messages", $"/exchanges/{open}", ("text", tooLong));
        Assert.Contains(tooLong, await _asking.TextAsync($"/exchanges/{open}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_meets_nothing_and_changes_nothing()
    {
        var id = await ProposeAsync();
        using var stranger = await SignInAsync("arabic");
        foreach (var url in new[] { $"/exchanges/{id}", $"/exchanges/{id}/outcome", "/exchanges/999999", "/exchanges/abc", "/exchanges/-1" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SubmitAsync($"/exchanges/{id}/messages", "/exchanges", ("text", "hi"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SubmitAsync($"/exchanges/{id}/change", "/exchanges", ("do", "withdraw"))).StatusCode);
        Assert.DoesNotContain($"/exchanges/{id}", await stranger.TextAsync("/exchanges"), StringComparison.Ordinal);
        Assert.Equal(["proposed"], await database.QueryAsync<string>("SELECT state FROM exchange"));
    }

    [Theory]
    [InlineData("/exchanges")]
    [InlineData("/exchanges/7")]
    [InlineData("/exchanges/propose?to=Sample_Organizer&kind=ask")]
    [InlineData("/notifications")]
    public async Task Whoever_is_signed_out_is_led_through_sign_in_and_back(string url)
    {
        using var visitor = app.Open();
        var response = await visitor.GetAsync(url);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString(url)}", new Uri(app.Address, TestBrowser.Location(response)).PathAndQuery);
    }

    [Fact]
    public async Task Whoever_writes_without_leave_for_the_wiki_is_led_to_giving_it_and_back()
    {
        await database.ExecuteAsync("REPLACE INTO contact_choice (person_id, channel, talk_instead, gathered) VALUES (1002, 'mail', FALSE, FALSE)");
        const string Form = "/exchanges/propose?to=Sample_Organizer&kind=ask";
        var proposed = TestBrowser.Location(await _asking.SubmitAsync(Form, Form, ("_handler", "propose"), ("Capacity", "openrefine"), ("Message", "Hello"),
            ("Key", Guid.NewGuid().ToString())));
        var id = (await database.QueryAsync<ulong>("SELECT id FROM exchange")).Single();
        Assert.EndsWith($"/wiki-access/ask?returnUrl=%2Fexchanges%2F{id}", proposed, StringComparison.Ordinal);
        var page = await _asking.TextAsync(proposed);
        Assert.Contains("Allow CapX to send messages in your name", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/exchanges/{id}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/wiki-access?returnUrl=%2Fexchanges%2F{id}&amp;go=", page, StringComparison.Ordinal);
        Assert.EndsWith($"/wiki-access/ask?returnUrl=%2Fexchanges%2F{id}%23conversation",
            TestBrowser.Location(await _asking.SubmitAsync($"/exchanges/{id}/messages", $"/exchanges/{id}", ("text", "More"))), StringComparison.Ordinal);

        var authorize = TestBrowser.Location(await _asking.ClickAsync($"/wiki-access?returnUrl=%2Fexchanges%2F{id}"));
        var callback = TestBrowser.Location(await _asking.PostAsync($"{authorize}&account=member", ("decision", "approve")));
        Assert.Equal($"/exchanges/{id}", TestBrowser.Location(await _asking.GetAsync(callback)));
        Assert.Equal($"/exchanges/{id}#conversation",
            TestBrowser.Location(await _asking.SubmitAsync($"/exchanges/{id}/messages", $"/exchanges/{id}", ("text", "Once more"))));
    }

    [Fact]
    public async Task Who_is_reached_in_the_tool_asks_for_no_leave()
    {
        var id = await ProposeAsync();
        Assert.Equal($"/exchanges/{id}#conversation",
            TestBrowser.Location(await _asking.SubmitAsync($"/exchanges/{id}/messages", $"/exchanges/{id}", ("text", "More"))));
    }

    [Fact]
    public async Task Who_is_blocked_on_the_wiki_is_told_before_typing()
    {
        var id = await ProposeAsync();
        const string Form = "/exchanges/propose?to=Sample_Organizer&kind=ask";
        foreach (var page in new[] { Form, $"/exchanges/{id}" })
            Assert.DoesNotContain("Your account is blocked on the wiki", await _asking.TextAsync(page), StringComparison.Ordinal);
        await database.ExecuteAsync("UPDATE person SET blocked = TRUE WHERE id = 1001");
        foreach (var page in new[] { Form, $"/exchanges/{id}" })
        {
            var html = await _asking.TextAsync(page);
            Assert.Contains("Your account is blocked on the wiki", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<textarea id=\"message\"", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_exchange_is_marked_as_read_by_a_button_and_not_by_opening_it()
    {
        var id = await ProposeAsync();
        Task<List<long>> UnreadAsync() =>
            database.QueryAsync<long>("""
                SELECT COUNT(*) FROM notice WHERE person_id = 1002 AND read_at IS NULL UNION ALL SELECT 1 - COUNT(*) FROM exchange_reading
                 WHERE person_id = 1002
                """);
        for (var visit = 0; visit < 2;
            visit++) Assert.Contains($"action=\"/exchanges/{id}/read\"", await _answering.TextAsync($"/exchanges/{id}"), StringComparison.Ordinal);
        Assert.Equal([1, 1], await UnreadAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await _answering.PostAsync($"/exchanges/{id}/read")).StatusCode);
        using var stranger = await SignInAsync("arabic");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SubmitAsync($"/exchanges/{id}/read", "/exchanges")).StatusCode);
        Assert.Equal([1, 1], await UnreadAsync());
        Assert.Equal($"/exchanges/{id}", TestBrowser.Location(await _answering.SubmitAsync($"/exchanges/{id}/read", $"/exchanges/{id}")));
        Assert.Equal([0, 0], await UnreadAsync());
        Assert.DoesNotContain($"action=\"/exchanges/{id}/read\"", await _answering.TextAsync($"/exchanges/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        var id = await ProposeAsync();
        foreach (var url in new[] { $"/exchanges/{id}/change", $"/exchanges/{id}/messages", "/people/block", "/notifications/read" })
            Assert.Equal(HttpStatusCode.BadRequest,
                (await _answering.PostAsync(url, ("do", "accept"), ("text", "x"), ("person", "1001"), ("block", "true"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _answering.SubmitAsync($"/exchanges/{id}/change", "/exchanges", ("do", "conquer"))).StatusCode);
        Assert.Equal(["proposed"], await database.QueryAsync<string>("SELECT state FROM exchange"));
        Assert.Empty(await database.QueryAsync<ulong>("SELECT person_id FROM person_block"));
    }

    [Fact]
    public async Task Rubbish_is_answered_with_the_form_and_what_is_wrong()
    {
        foreach (var (fields, said) in new[]
        {
            (new[] { ("Capacity", "flying"), ("Message", "Hi") }, "Choose a capacity"),
            ([("Capacity", "openrefine"), ("Message", " ")], "Write a message"),
            ([("Capacity", "openrefine"), ("Message", new string('y', 5000))], "too long"),
        })
        {
            var answer = await _asking.SubmitAsync("/exchanges/propose?to=Sample_Organizer&kind=ask", "/exchanges/propose?to=Sample_Organizer&kind=ask",
                [("_handler", "propose"), .. fields]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Empty(await database.QueryAsync<ulong>("SELECT id FROM exchange"));
        Assert.Equal(HttpStatusCode.NotFound, (await _asking.GetAsync("/exchanges/propose?to=Nobody&kind=ask")).StatusCode);
        Assert.Contains("You cannot propose an exchange with yourself", await _asking.TextAsync("/exchanges/propose?to=Sample_Member"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reach_and_blocks_are_kept()
    {
        var saved = await _asking.SubmitAsync("/notifications", "/notifications", ("_handler", "reach"), ("Channel", "talk"), ("Gathered", "true"),
            ("Kinds", "proposal"), ("ShowsCount", "true"));
        Assert.Contains("Saved.", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["talk"],
            await database.QueryAsync<string>("""
                SELECT channel FROM contact_choice WHERE gathered AND shows_count AND silent LIKE 'answer,change,message,outcome,%'
                """));
        await _asking.SubmitAsync("/people/block", "/notifications", ("person", "1002"), ("block", "true"));
        Assert.Contains("Unblock Sample Organizer", await _asking.TextAsync("/notifications"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _answering.GetAsync("/people/Sample_Member")).StatusCode);
    }

    private async Task<TestBrowser> SignInAsync(string account)
    {
        var browser = await app.OpenAsAsync(account);
        await database.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, UTC_TIMESTAMP(6) FROM session s",
            new { CapX.Data.SignIn.Consent.Version });
        return browser;
    }

    private async Task<ulong> ProposeAsync(string capacity = "openrefine")
    {
        const string url = "/exchanges/propose?to=Sample_Organizer&kind=ask";
        var made = await _asking.SubmitAsync(url, url, ("_handler", "propose"), ("Key", Guid.NewGuid().ToString()), ("Capacity", capacity),
            ("Message", "Hello"), ("Language", "en"));
        var path = new Uri(app.Address, TestBrowser.Location(made)).AbsolutePath;
        return ulong.Parse(path["/exchanges/".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task SubmitAsync(TestBrowser browser, ulong id, string what, params (string, string)[] fields)
    {
        var answer = await browser.SubmitAsync($"/exchanges/{id}/{what}", $"/exchanges/{id}", fields);
        Assert.StartsWith($"/exchanges/{id}", TestBrowser.Location(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("refused", TestBrowser.Location(answer), StringComparison.Ordinal);
    }
}
