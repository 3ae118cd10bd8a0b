using CapX.Data.Exchanges;
using CapX.Data.Notices;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests.Wiki;

/// <summary>A message to an organization goes to each manager through the channel that the manager chose.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OutboxManagersTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private OutboxRig _rig = null!;
    private ulong _sender;
    private ulong _byMail;
    private ulong _byTalk;
    private ulong _inTool;
    private string _slug = "";
    private ulong _exchange;

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        _rig = new OutboxRig(fixture);
        (_sender, _byMail) = await _rig.PairAsync();
        (_byTalk, _inTool) = (await _rig.RecipientAsync("talk"), await _rig.PersonAsync());
        (var group, _slug) = await new OrganizationBuilder { Name = "Sample Group" }.Having(_byMail, "manager").Having(_byTalk, "manager")
            .Having(_inTool, "manager").InsertAsync(fixture);
        _exchange = await fixture.Database.WriteAsync(transaction => transaction.Connection!.ExecuteScalarAsync<ulong>("""
            INSERT INTO exchange (proposer_person_id, recipient_organization_id, kind, capacity_id, proposed_at, changed_at, form_key)
            SELECT @_sender, @group, 'ask', id, @Now, @Now, RANDOM_BYTES(16) FROM capacity WHERE code = 'technology';
            SELECT LAST_INSERT_ID()
            """, new { _sender, group, _rig.Clock.Now }, transaction));
    }

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task One_goes_by_mail_one_to_the_talk_page_and_one_stays_in_the_tool()
    {
        await WriteAsync();
        Assert.Equal((2, 0, DeliveryState.Queued), await SeenAsync());
        await _rig.DeliverAsync();
        Assert.Equal((2, 2, DeliveryState.Sent), await SeenAsync());
        Assert.Equal([(_byMail, "mail", "sent"), (_byTalk, "talk", "sent")], await RowsAsync());
    }

    [Fact]
    public async Task Where_it_went_worst_is_what_the_sender_is_told()
    {
        await WriteAsync();
        await fixture.ExecuteAsync("UPDATE delivery SET state = 'failed', reason = 'no-mail', ended_at = @Now WHERE recipient_id = @_byMail",
            new { _byMail, _rig.Clock.Now });
        await _rig.DeliverAsync();
        Assert.Equal((2, 1, DeliveryState.Failed), await SeenAsync());
        Assert.Equal("failed no-mail mail", await _rig.SeenAsync(_exchange, _sender));
    }

    [Theory]
    [InlineData("DELETE FROM organization_person WHERE person_id = @_byMail")]
    [InlineData("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@_byMail, @_sender, '2026-03-01')")]
    public async Task Who_speaks_for_it_no_longer_or_blocked_the_sender_is_not_written_to(string sql)
    {
        await WriteAsync();
        await fixture.ExecuteAsync(sql, new { _byMail, _sender });
        await _rig.DeliverAsync();
        Assert.Equal([(_byMail, "mail", "failed"), (_byTalk, "talk", "sent")], await RowsAsync());
    }

    [Fact]
    public async Task A_manager_who_blocked_the_sender_before_gets_no_delivery_at_all()
    {
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@_byMail, @_sender, @Now)",
            new { _byMail, _sender, _rig.Clock.Now });
        await WriteAsync();
        Assert.Equal((1, 0, DeliveryState.Queued), await SeenAsync());
        Assert.Equal(DeliveryChannel.Talk, (await WayAsync()).Channel);
    }

    [Fact]
    public async Task The_sender_sees_before_how_it_goes_out()
    {
        Assert.Equal(new DeliveryWay { Channel = DeliveryChannel.Mail, IsAlsoTalk = true, IsToManagers = true }, await WayAsync());
        await fixture.ExecuteAsync("UPDATE contact_choice SET gathered = TRUE; DELETE FROM wiki_token");
        Assert.Equal(new DeliveryWay { Channel = DeliveryChannel.Mail, IsAlsoTalk = true, IsToManagers = true, Gathered = true, NeedsWikiAccess = true },
            await WayAsync());
        await fixture.ExecuteAsync("DELETE FROM contact_choice");
        Assert.Equal(new DeliveryWay { IsToManagers = true }, await WayAsync());
    }

    private Task<DeliveryWay> WayAsync() => new DeliveryChannelQuery(fixture.Database, sendsOnWiki: true).ToOrganizationAsync(_sender, _slug);

    private async Task WriteAsync() =>
        Assert.Equal(ExchangeActResult.Done,
            await new SendMessageCommand(fixture.Database, fixture.Vocabulary, new LiveUpdates(), new DeliverySignal(), _rig.Clock)
        .RunAsync(await fixture.OpenSessionAsync(_sender, _rig.Clock.Now.AddDays(30)), _exchange, "Hello, group", "en", Guid.NewGuid()));

    private async Task<(long, long, DeliveryState)> SeenAsync() =>
        (await new ExchangeQuery(fixture.Database).RunAsync(_exchange, _sender))!.Messages.Single().Delivery is { } seen
            ? (seen.Ways, seen.SentWays, seen.State) : default;

    private Task<List<(ulong, string, string)>> RowsAsync() =>
        fixture.QueryAsync<(ulong, string, string)>("SELECT recipient_id, channel, state FROM delivery ORDER BY recipient_id");
}
