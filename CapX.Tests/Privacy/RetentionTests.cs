using CapX.Data.Privacy;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Privacy;

[Collection(SharedDatabase.Name)]
public sealed class RetentionTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string NoticeSql =
        "INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at, read_at) VALUES (@person, 'message', @exchange, @due, @due, @read)";

    private const string DeliverySql = """
        INSERT INTO content (kind) VALUES ('message');
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, sent_at, form_key)
         VALUES (LAST_INSERT_ID(), @exchange, @sender, 'proposer', 'Hello', @ended, RANDOM_BYTES(16));
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

    /// <summary>Runs the retention and returns the number of rows of this kind that it ended.</summary>
    private async Task<int> EndAsync(string kind) => (await new RetainCommand(fixture.Database, _pair.Clock).RunAsync())[kind];

    private DateTime Now => _pair.Clock.Now;

    private Task<int> NoticeAsync(DateTime due, DateTime? read) =>
        fixture.ExecuteAsync(NoticeSql, new { person = _pair.Recipient.PersonId, exchange = _exchange, due, read });

    private Task<int> DeliveryAsync(string state, DateTime ended) =>
        fixture.ExecuteAsync(DeliverySql, new { sender = _pair.Proposer.PersonId, recipient = _pair.Recipient.PersonId, exchange = _exchange, state, ended });

    [Fact]
    public async Task A_notice_goes_ninety_days_after_it_was_read()
    {
        await NoticeAsync(Now.AddDays(-100), Now.AddDays(-90));
        await NoticeAsync(Now.AddDays(-100), Now.AddDays(-90) + Second);
        await NoticeAsync(Now.AddDays(-100), null);
        Assert.Equal(1, await EndAsync("notices-read"));
        Assert.Equal([2], await _pair.CountAsync("notice"));
        _pair.Clock.Advance(Second);
        Assert.Equal(1, await EndAsync("notices-read"));
        Assert.Equal([1], await _pair.CountAsync("notice WHERE read_at IS NULL"));
    }

    [Fact]
    public async Task A_notice_that_nobody_read_goes_a_year_after_it_was_due()
    {
        await NoticeAsync(Now.AddDays(-365), null);
        await NoticeAsync(Now.AddDays(-365) + Second, null);
        await NoticeAsync(Now.AddDays(-365), Now.AddDays(-1));
        Assert.Equal(2, await EndAsync("notices"));
        Assert.Equal([1], await _pair.CountAsync("notice WHERE read_at IS NULL"));
    }

    [Theory]
    [InlineData("sent")]
    [InlineData("failed")]
    public async Task A_delivery_goes_ninety_days_after_it_ended_and_its_message_stays(string state)
    {
        await DeliveryAsync(state, Now.AddDays(-90));
        await DeliveryAsync(state, Now.AddDays(-90) + Second);
        var messages = await _pair.CountAsync("exchange_message");
        Assert.Equal(1, await EndAsync("deliveries"));
        Assert.Equal([1], await _pair.CountAsync("delivery"));
        Assert.Equal(messages, await _pair.CountAsync("exchange_message"));
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("sending")]
    public async Task A_delivery_that_has_not_ended_never_goes(string state)
    {
        await DeliveryAsync(state, Now.AddYears(-3));
        Assert.Equal(0, await EndAsync("deliveries"));
        Assert.Equal([1], await _pair.CountAsync("delivery"));
    }

    [Fact]
    public async Task Many_go_in_portions()
    {
        await fixture.ExecuteAsync("""
            INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at) SELECT @person, 'message', @exchange, @due, @due FROM seq_1_to_2500
            """,
            new { person = _pair.Recipient.PersonId, exchange = _exchange, due = Now.AddYears(-2) });
        Assert.Equal(2500, await EndAsync("notices"));
        Assert.Equal([0], await _pair.CountAsync("notice"));
    }

    [Fact]
    public async Task A_session_goes_when_nobody_can_use_it_any_more()
    {
        var ends = TestClock.Start.AddYears(1);
        _pair.Clock.Now = ends - Second;
        Assert.Equal(0, await EndAsync("sessions"));
        _pair.Clock.Advance(Second);
        Assert.Equal(3, await EndAsync("sessions"));
    }

    [Fact]
    public async Task The_last_login_is_forgotten_after_ninety_days_and_the_first_one_stays()
    {
        var person = _pair.Proposer.PersonId;
        await fixture.ExecuteAsync("UPDATE person SET signed_in_at = @late; UPDATE person SET signed_in_at = @old, joined_at = @old WHERE id = @person",
            new { person, old = Now.AddDays(-90), late = Now.AddDays(-90) + Second });
        Assert.Equal(1, await EndAsync("last-login"));
        Assert.Equal([person], await fixture.QueryAsync<ulong>("SELECT id FROM person WHERE signed_in_at IS NULL AND joined_at IS NOT NULL"));
        Assert.Equal(0, await EndAsync("last-login"));
    }

    [Fact]
    public async Task A_draft_goes_after_thirty_days()
    {
        await fixture.ExecuteAsync("""
            INSERT INTO draft (person_id, form, body, saved_at) VALUES (@person, 'profile', '{}', @old), (@person, 'listing', '{}', @late)
            """,
            new { person = _pair.Proposer.PersonId, old = Now.AddDays(-30), late = Now.AddDays(-30) + Second });
        Assert.Equal(1, await EndAsync("drafts"));
        Assert.Equal(["listing"], await fixture.QueryAsync<string>("SELECT form FROM draft"));
    }

    [Fact]
    public async Task A_leave_to_send_goes_when_its_tokens_are_dead()
    {
        await fixture.ExecuteAsync("""
            INSERT INTO wiki_token (person_id, access_token, refresh_token, expires_at, granted_at)
             VALUES (@dead, 'a', 'r', @year, @year), (@ended, 'a', NULL, @now, @year), (@alive, 'a', 'r', @now, @year)
            """,
            new { dead = _pair.Proposer.PersonId, ended = _pair.Recipient.PersonId, alive = _pair.Stranger.PersonId, year = Now.AddDays(-365), now = Now });
        Assert.Equal(2, await EndAsync("wiki-leave"));
        Assert.Equal([_pair.Stranger.PersonId], await fixture.QueryAsync<ulong>("SELECT person_id FROM wiki_token"));
    }

    [Fact]
    public async Task A_key_goes_when_nothing_can_need_it_and_a_revocation_stays()
    {
        static string Key(DateTime ends) =>
            $"<key id=\"k\" version=\"1\"><creationDate>2020-01-01T00:00:00Z</creationDate>"
            + $"<expirationDate>{ends:yyyy-MM-ddTHH:mm:ss.fffffffZ}</expirationDate></key>";
        const string Revocation = "<revocation version=\"1\"><revocationDate>2001-01-01T00:00:00Z</revocationDate></revocation>";
        await fixture.ExecuteAsync($"INSERT INTO data_protection_key (name, xml) VALUES ('old', @old), ('late', @late), ('revocation', '{Revocation}')",
            new { old = Key(Now.AddDays(-400)), late = Key(Now.AddDays(-400) + Second) });
        Assert.Equal(1, await EndAsync("keys"));
        Assert.Equal(["late", "revocation"], await fixture.QueryAsync<string>("SELECT name FROM data_protection_key ORDER BY name"));
    }

    [Fact]
    public void Nothing_collected_automatically_outlives_ninety_days() =>
        Assert.All(Retention.All.Where(kind => kind.IsAutomatic), kind => Assert.InRange(kind.Period, TimeSpan.FromDays(1), TimeSpan.FromDays(90)));

    [Fact]
    public void Each_kind_is_ended_by_statements_that_take_a_portion_by_an_index() => Assert.All(Retention.All, kind =>
    {
        Assert.NotEmpty(kind.Sql);
        Assert.All(kind.Sql, sql => Assert.EndsWith(" LIMIT @Portion", sql, StringComparison.Ordinal));
    });
}
