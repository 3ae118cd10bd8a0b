using CapX.Data.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Exchanges;

[Collection(SharedDatabase.Name)]
public sealed class DropOldTracesTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string NoticeSql = "INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at, read_at) VALUES (@person, 'message', @exchange, @due, @due, @read)";

    private const string DeliverySql = """
        INSERT INTO exchange_message (exchange_id, author_id, side, text, sent_at, form_key) VALUES (@exchange, @sender, 'proposer', 'Hello', @ended, RANDOM_BYTES(16));
        INSERT INTO delivery (sender_id, recipient_id, exchange_id, message_id, channel, talk_instead, state, queued_at, next_try_at, ended_at)
        VALUES (@sender, @recipient, @exchange, LAST_INSERT_ID(), 'mail', 0, @state, @ended, @ended, @ended)
        """;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private Pair _pair = null!;
    private ulong _exchange;

    public async Task InitializeAsync()
    {
        _pair = await Pair.MakeAsync(fixture);
        _exchange = await _pair.ProposedAsync();
        await fixture.ExecuteAsync("DELETE FROM notice");
    }

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    private DropOldTracesCommand Drop => new(fixture.Database, _pair.Clock);

    private DateTime Now => _pair.Clock.Now;

    private Task<int> NoticeAsync(DateTime due, DateTime? read) => fixture.ExecuteAsync(NoticeSql, new { person = _pair.Recipient.PersonId, exchange = _exchange, due, read });

    private Task<int> DeliveryAsync(string state, DateTime ended) =>
        fixture.ExecuteAsync(DeliverySql, new { sender = _pair.Proposer.PersonId, recipient = _pair.Recipient.PersonId, exchange = _exchange, state, ended });

    [Fact]
    public async Task A_notice_goes_ninety_days_after_it_was_read()
    {
        await NoticeAsync(Now.AddDays(-100), Now.AddDays(-90));
        await NoticeAsync(Now.AddDays(-100), Now.AddDays(-90) + Second);
        await NoticeAsync(Now.AddDays(-100), null);
        Assert.Equal(1, await Drop.RunAsync());
        Assert.Equal([2], await _pair.CountAsync("notice"));
        _pair.Clock.Advance(Second);
        Assert.Equal(1, await Drop.RunAsync());
        Assert.Equal([1], await _pair.CountAsync("notice WHERE read_at IS NULL"));
    }

    [Fact]
    public async Task A_notice_that_nobody_read_goes_a_year_after_it_was_due()
    {
        await NoticeAsync(Now.AddDays(-365), null);
        await NoticeAsync(Now.AddDays(-365) + Second, null);
        await NoticeAsync(Now.AddDays(-365), Now.AddDays(-1));
        Assert.Equal(2, await Drop.RunAsync());
        Assert.Equal([1], await _pair.CountAsync("notice WHERE read_at IS NULL"));
    }

    [Theory]
    [InlineData("sent")]
    [InlineData("failed")]
    public async Task A_delivery_goes_a_year_after_it_ended_and_its_message_stays(string state)
    {
        await DeliveryAsync(state, Now.AddDays(-365));
        await DeliveryAsync(state, Now.AddDays(-365) + Second);
        var messages = await _pair.CountAsync("exchange_message");
        Assert.Equal(1, await Drop.RunAsync());
        Assert.Equal([1], await _pair.CountAsync("delivery"));
        Assert.Equal(messages, await _pair.CountAsync("exchange_message"));
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("sending")]
    public async Task A_delivery_that_has_not_ended_never_goes(string state)
    {
        await DeliveryAsync(state, Now.AddYears(-3));
        Assert.Equal(0, await Drop.RunAsync());
        Assert.Equal([1], await _pair.CountAsync("delivery"));
    }

    [Fact]
    public async Task Many_go_in_portions()
    {
        await fixture.ExecuteAsync("INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at) SELECT @person, 'message', @exchange, @due, @due FROM seq_1_to_2500",
            new { person = _pair.Recipient.PersonId, exchange = _exchange, due = Now.AddYears(-2) });
        Assert.Equal(2500, await Drop.RunAsync());
        Assert.Equal([0], await _pair.CountAsync("notice"));
    }
}
