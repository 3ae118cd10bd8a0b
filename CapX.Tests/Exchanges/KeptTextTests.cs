using System.Net;
using CapX.App;
using CapX.App.Shell;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>CapX keeps refused texts only for the parties of the exchange, and loses none of theirs.</summary>
[Collection(SharedDatabase.Name)]
public sealed class KeptTextTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private static readonly string TooLong = new('x', SendMessageCommand.Longest + 1);
    private Pair _pair = null!;
    private ulong _exchange;
    private TestBrowser _member = null!;

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        _pair = await Pair.MakeAsync(data);
        _exchange = await _pair.ProposedAsync();
        _member = await app.OpenAsAsync("member");
        await data.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, UTC_TIMESTAMP(6) FROM session s",
            new { CapX.Data.SignIn.Consent.Version });
    }

    public Task DisposeAsync()
    {
        _member.Dispose();
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_kept_of_what_is_sent_to_an_exchange_of_others_or_to_none(bool exists)
    {
        var id = exists ? _exchange : 9_000_000;
        var refused = app.Services.GetRequiredService<RefusedText>();
        foreach (var text in new[] { TooLong, "\u200b", "" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _member.SubmitAsync($"/exchanges/{id}/messages", "/exchanges", ("text", text))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound,
                (await _member.SubmitAsync($"/exchanges/{id}/change", "/exchanges", ("do", "withdraw"), ("word", TooLong))).StatusCode);
        }
        // Requests above the rate limit store nothing either.
        for (var sent = 0; sent < 25; sent++) await _member.SubmitAsync($"/exchanges/{id}/messages", "/exchanges", ("text", "Hello"));
        Assert.Empty(await data.QueryAsync<string>("SELECT form FROM draft"));
        Assert.Null(refused.Find(1001, ExchangeUrls.ExchangeMessages(id)));
        Assert.Null(refused.Find(1001, ExchangeUrls.ExchangeChange(id)));
    }

    [Fact]
    public async Task A_party_with_as_many_drafts_as_are_kept_still_finds_the_refused_text_in_its_field_and_where_to_delete_drafts()
    {
        await data.ExecuteAsync("""
            UPDATE exchange SET proposer_person_id = 1001 WHERE id = @_exchange;
            INSERT INTO draft (person_id, form, body, saved_at) SELECT 1001, CONCAT('listing-', 1000000 + seq), 'x', @Start FROM seq_1_to_50
            """, new { _exchange, TestClock.Start });
        await _member.SubmitAsync($"/exchanges/{_exchange}/messages", "/exchanges", ("text", TooLong));
        Assert.Contains(TooLong, await _member.TextAsync($"/exchanges/{_exchange}"), StringComparison.Ordinal);
        Assert.Equal(SaveDraftCommand.MostDrafts, (await data.QueryAsync<long>("SELECT COUNT(*) FROM draft")).Single());

        Assert.Contains("value=\"listing-1000007\"", await _member.TextAsync("/privacy/me"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _member.PostAsync("/privacy/me/drafts/drop", ("form", "listing-1000007"))).StatusCode);
        Assert.Equal("/privacy/me#drafts",
            TestBrowser.Location(await _member.SubmitAsync("/privacy/me/drafts/drop", "/privacy/me", ("form", "listing-1000007"))));
        Assert.DoesNotContain("listing-1000007", await _member.TextAsync("/privacy/me"), StringComparison.Ordinal);
        await _member.SubmitAsync($"/exchanges/{_exchange}/messages", "/exchanges", ("text", TooLong));
        Assert.Contains($"message-{_exchange}", await data.QueryAsync<string>("SELECT form FROM draft"));
    }

    /// <summary>Such a message does not replace the draft. If <see cref="RefusedText"/> can hold it, the field shows it for some minutes.</summary>
    [Theory]
    [InlineData(2 * SendMessageCommand.Longest + 1, true)]
    [InlineData(70_000, false)]
    public async Task A_message_of_more_than_twice_the_limit_leaves_the_last_draft(int length, bool isShown)
    {
        await data.ExecuteAsync("UPDATE exchange SET proposer_person_id = 1001 WHERE id = @_exchange", new { _exchange });
        var path = $"/exchanges/{_exchange}/messages";
        await _member.SubmitAsync(path, "/exchanges", ("text", TooLong));
        var draft = Assert.Single(await data.QueryAsync<string>("SELECT body FROM draft"));
        var longer = new string('y', length);
        await _member.SubmitAsync(path, "/exchanges", ("text", longer));
        Assert.Equal([draft], await data.QueryAsync<string>("SELECT body FROM draft"));
        Assert.Contains(isShown ? longer : TooLong, await _member.TextAsync($"/exchanges/{_exchange}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_texts_of_everybody_together_take_a_bounded_room()
    {
        var (clock, people) = (new TestClock(), (ulong)(RefusedText.MostCharacters / RefusedText.Longest + 10));
        var refused = new RefusedText(clock);
        for (var person = 1UL; person <= people; person++) refused.Keep(person, "/form", new string('x', 3 * RefusedText.Longest));
        Assert.Null(refused.Find(1, "/form"));
        Assert.Equal(RefusedText.Longest, refused.Find(people, "/form")!.Length);
        Assert.Equal(RefusedText.MostCharacters / RefusedText.Longest,
            Enumerable.Range(1, (int)people).Count(person => refused.Find((ulong)person, "/form") is not null));
        refused.Keep(people, "/other", "second");
        Assert.Equal((null, "second"), (refused.Find(people, "/form"), refused.Find(people, "/other")));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(refused.Find(people, "/other"));
    }
}
