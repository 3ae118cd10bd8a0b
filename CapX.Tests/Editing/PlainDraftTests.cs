using System.Net;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Tests.Attacks;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Editing;

/// <summary>Drafts of plain forms over HTTP: kept only for people who may fill in the form, offered by its page, and never shown to anyone else.</summary>
[Collection(SharedDatabase.Name)]
public sealed class PlainDraftTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const string Proposal = "/exchanges/propose?to=Sample_Organizer&kind=ask";
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
    public async Task A_proposal_is_kept_offered_and_gone_when_it_is_sent()
    {
        Assert.Equal(HttpStatusCode.NoContent,
            await KeepAsync(_asking, Proposal, await NameAsync(_asking, Proposal), ("Capacity", "sparql-queries"), ("Message", "Half a <b>sentence"),
                ("Language", "fr")));
        var page = await _asking.TextAsync(Proposal);
        Assert.Contains("Half a &lt;b&gt;sentence", page, StringComparison.Ordinal);
        Assert.Contains("""<option value="sparql-queries" selected""", page, StringComparison.Ordinal);
        Assert.Contains("You have unsaved changes from", page, StringComparison.Ordinal);
        Assert.Contains("/exchanges/propose?to=Sample_Organizer", await _asking.TextAsync("/privacy/me"), StringComparison.Ordinal);
        // Another kind, another recipient or another person means another form.
        Assert.DoesNotContain("Half a", await _asking.TextAsync(Proposal.Replace("ask", "offer", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("Half a", await _answering.TextAsync("/exchanges/propose?to=Sample_Member&kind=ask"), StringComparison.Ordinal);

        await _asking.SubmitAsync(Proposal, Proposal, ("_handler", "propose"), ("Key", Guid.NewGuid().ToString()), ("Capacity", "sparql-queries"),
            ("Message", "A whole sentence"));
        Assert.Empty(await database.QueryAsync<string>("SELECT form FROM draft"));
    }

    [Fact]
    public async Task What_is_kept_of_an_outcome_takes_the_place_of_what_was_stored()
    {
        var id = await DoneAsync();
        var address = $"/exchanges/{id}/outcome";
        await _asking.SubmitAsync(address, address, ("_handler", "outcome"), ("Happened", "yes"), ("Learned", "The first text"));
        Assert.Equal(HttpStatusCode.NoContent, await KeepAsync(_asking, address, $"outcome-{id}", ("Happened", "no"), ("Learned", "The second text")));
        Assert.Contains("The second text", await _asking.TextAsync(address), StringComparison.Ordinal);
        await _asking.SubmitAsync("/privacy/me/drafts/drop", address, ("form", $"outcome-{id}"), ("returnUrl", address));
        Assert.Contains("The first text", await _asking.TextAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_keeps_a_draft_of_a_form_that_is_not_theirs_to_fill_in()
    {
        var id = await DoneAsync();
        using var stranger = await SignInAsync("no-mail");
        foreach (var name in new[] { $"outcome-{id}", $"message-{id}", "outcome-9000000", "learned-1", "appeal-1", "proposal", "proposal-", "proposal-01",
            "suggestion-x", "anything", "", new string('9', 100_000) })
            Assert.Equal(HttpStatusCode.NotFound, await KeepAsync(stranger, "/people", name, ("Learned", "text")));
        Assert.Empty(await database.QueryAsync<string>("SELECT form FROM draft"));
    }

    [Fact]
    public async Task A_draft_without_the_token_or_that_is_no_form_is_refused()
    {
        using var bare = new HttpRequestMessage(HttpMethod.Post,
            "/drafts")
        { Content = new FormUrlEncodedContent([new("draft-name", "suggestion-1"), new("Reason", "text")]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await _asking.SendAsync(bare)).StatusCode);
        var many = Enumerable.Range(0, 40).Select(number => ($"Field{number}", "text")).ToArray();
        Assert.Equal(HttpStatusCode.BadRequest, await KeepAsync(_asking, "/capacities/suggest", "suggestion-1", many));
        Assert.Equal(HttpStatusCode.BadRequest, await KeepAsync(_asking, "/capacities/suggest", "suggestion-1", (new string('n', 1000), "text")));
        Assert.Equal(HttpStatusCode.Conflict, await KeepAsync(_asking, "/capacities/suggest", "suggestion-1", ("Reason", new string('x', 600_000))));
        Assert.Empty(await database.QueryAsync<string>("SELECT form FROM draft"));
    }

    [Fact]
    public async Task Whatever_is_typed_is_kept_as_it_was_typed()
    {
        using var typing = await SignInAsync("mail-off");
        foreach (var (part, number) in Corpus.For("drafted", 2000).Select((part, number) => (part, number)))
        {
            app.Clock.Now = TestClock.Start.AddMinutes(1 + number);
            Assert.Equal(HttpStatusCode.NoContent, await KeepAsync(typing, Proposal, await NameAsync(typing, Proposal), ("Message", part)));
            var body = Assert.Single(await database.QueryAsync<string>("SELECT body FROM draft"));
            Assert.Equal(part, PlainDraft.Read(body)!["Message"]);
            Assert.Equal(HttpStatusCode.OK, (await typing.GetAsync(Proposal)).StatusCode);
        }
    }

    [Fact]
    public async Task An_address_from_elsewhere_becomes_no_link()
    {
        Assert.Equal(HttpStatusCode.NoContent, await KeepAsync(_asking, "https://evil.example/", "suggestion-1", ("Reason", "text")));
        Assert.DoesNotContain("evil.example", await _asking.TextAsync("/privacy/me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_uses_up_no_forms()
    {
        for (var number = 0; number < 70; number++) await KeepAsync(_answering, "/capacities/suggest", "suggestion-1", ("Reason", $"text {number}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await KeepAsync(_answering, "/capacities/suggest", "suggestion-1", ("Reason", "one more")));
        Assert.Equal(HttpStatusCode.Redirect,
            (await _answering.SubmitAsync("/privacy/me/drafts/drop", "/capacities/suggest", ("form", "suggestion-1"))).StatusCode);
    }

    [Theory]
    [InlineData(Proposal)]
    [InlineData("/exchanges/propose?to=Sample_Organizer&kind=offer")]
    [InlineData("/exchanges/propose?to=Sample_Empty&kind=ask")]
    public async Task Nothing_is_chosen_that_nobody_chose(string address)
    {
        await new PersonBuilder { Username = "Sample Empty" }.InsertAsync(database.Database);
        var page = await _asking.TextAsync(address);
        var choice = page[page.IndexOf("<select id=\"capacity\"", StringComparison.Ordinal)..];
        choice = choice[..choice.IndexOf("</select>", StringComparison.Ordinal)];
        Assert.Matches("^<select[^>]*>\\s*<option value(=\"\")?>", choice);
        Assert.DoesNotContain("selected", choice, StringComparison.Ordinal);

        await _asking.SubmitAsync(address, address, ("_handler", "propose"), ("Key", Guid.NewGuid().ToString()), ("Capacity", ""), ("Message", "Hello"));
        Assert.Empty(await database.QueryAsync<ulong>("SELECT id FROM exchange"));
    }

    private async Task<ulong> DoneAsync()
    {
        var id = (await database.QueryAsync<ulong>("""
            INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, state, language, proposed_at, changed_at, form_key)
             SELECT 1001, 1002, 'ask', MIN(id), 'done', 'en', @Start, @Start, 'one' FROM capacity;
            SELECT LAST_INSERT_ID()
            """, new { TestClock.Start })).Single();
        Assert.True(ExchangeLife.MayDocument(ExchangeState.Done));
        return id;
    }

    private static async Task<string> NameAsync(TestBrowser who, string address)
    {
        const string Mark = "data-draft=\"";
        var page = await who.TextAsync(address);
        var rest = page[(page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..];
        return rest[..rest.IndexOf('"', StringComparison.Ordinal)];
    }

    private static async Task<HttpStatusCode> KeepAsync(TestBrowser who, string address, string name, params (string, string)[] fields) =>
        (await who.SubmitAsync("/drafts", "/capacities/suggest", [("draft-name", name), ("draft-address", address), .. fields])).StatusCode;

    private async Task<TestBrowser> SignInAsync(string account)
    {
        var who = await app.OpenAsAsync(account);
        await database.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, UTC_TIMESTAMP(6) FROM session s",
            new { CapX.Data.SignIn.Consent.Version });
        return who;
    }
}
