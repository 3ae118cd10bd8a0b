using CapX.Data.Exchanges;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>The front page shows what is waiting for a member.</summary>
[Collection(SharedDatabase.Name)]
public sealed class WaitingTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Me = 1001;
    private const ulong Other = 2001;

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.InsertAsync(data.Database);
        await new PersonBuilder { Id = Other, Username = "Other One" }.InsertAsync(data.Database);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_database_finds_what_the_list_says_waits(int seed)
    {
        var random = new Random(seed);
        var query = app.Services.GetRequiredService<ExchangesQuery>();
        for (var round = 0; round < 20; round++)
        {
            await data.ExecuteAsync("DELETE FROM exchange");
            for (var i = 1; i <= 9; i++) await InsertAsync(i, (ExchangeState)random.Next(9), random.Next(2) == 0, random.Next(4) == 0, random.Next(3) == 0);
            var over = (await query.RunAsync(Me, areOver: true)).Where(e => e.ChangedAt > TestClock.Start.AddDays(-ExchangesQuery.DaysWaitingWhenOver));
            var expected = (await query.RunAsync(Me, areOver: false)).Concat(over).Where(e => e.Waits).OrderByDescending(e => e.ChangedAt)
                .Take(ExchangesQuery.MostWaiting);
            Assert.Equal(expected, await query.WaitingAsync(Me, TestClock.Start));
        }
    }

    [Fact]
    public async Task Stands_first_on_the_front_page_and_nothing_stands_there_when_nothing_waits()
    {
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@Me, @Version, '2026-03-01')", new { Me, Consent.Version });
        using var member = await app.OpenAsAsync("member");
        Assert.DoesNotContain("Waiting for you", await member.TextAsync("/?uselang=en"), StringComparison.Ordinal);
        await InsertAsync(1, ExchangeState.Proposed, isMine: true, isUnread: false, hasOutcome: false);
        Assert.DoesNotContain("Waiting for you", await member.TextAsync("/?uselang=en"), StringComparison.Ordinal);
        for (var i = 2; i <= 8; i++) await InsertAsync(i, ExchangeState.Proposed, isMine: false, isUnread: false, hasOutcome: false);
        var html = await member.TextAsync("/?uselang=en");
        Assert.True(html.IndexOf("Waiting for you", StringComparison.Ordinal) < html.IndexOf("What you want to learn", StringComparison.Ordinal));
        Assert.Equal([false, false, false, true, true, true, true, true],
            Enumerable.Range(1, 8).Select(i => html.Contains($"href=\"/exchanges/{i}\"", StringComparison.Ordinal)));
    }

    private Task<int> InsertAsync(int id, ExchangeState state, bool isMine, bool isUnread, bool hasOutcome) => data.ExecuteAsync("""
        INSERT INTO exchange (id, proposer_person_id, recipient_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
        SELECT @id, IF(@isMine, @Me, @Other), IF(@isMine, @Other, @Me), 'ask', MIN(c.id), @code, @at, @at, UNHEX(MD5(@id)) FROM capacity c;
        INSERT INTO content (kind) VALUES ('message');
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, sent_at, form_key)
         SELECT LAST_INSERT_ID(), @id, @Other, IF(@isMine, 'recipient', 'proposer'), 'Hello', @at, UNHEX(MD5(@id)) FROM DUAL WHERE @isUnread;
        INSERT INTO exchange_outcome (exchange_id, person_id, side, happened, written_at) SELECT @id, @Me, IF(@isMine, 'proposer', 'recipient'), TRUE, @at
         FROM DUAL WHERE @hasOutcome;
        """, new { id, isMine, Me, Other, code = state.Code(), at = TestClock.Start.AddDays((id * 4) - 40), isUnread, hasOutcome });
}
