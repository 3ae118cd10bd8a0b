using System.Net;
using CapX.Data.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Wiki;

/// <summary>The permission to send messages in a person's name, and recipients who must not get a message.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OutboxLeaveTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string BlockSql = "INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@by, @whom, '2026-01-01')";

    private readonly OutboxRig _rig = new(fixture);

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Without_leave_it_waits_and_goes_out_when_leave_is_given()
    {
        var sender = await _rig.PersonAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, await _rig.RecipientAsync());
        await _rig.DeliverAsync();
        Assert.Equal("queued leave-missing mail", await _rig.SeenAsync(exchange, sender));
        await _rig.LeaveAsync(sender);
        await _rig.DeliverAsync();
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public async Task Tokens_are_encrypted_in_the_database()
    {
        await _rig.PairAsync();
        Assert.DoesNotContain("access-",
            (await fixture.QueryAsync<string>("SELECT CONCAT(CAST(access_token AS CHAR), CAST(refresh_token AS CHAR)) FROM wiki_token")).Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_refresh_once_and_all_get_the_new_token()
    {
        var sender = await _rig.PersonAsync();
        await _rig.LeaveAsync(sender, hours: 0);
        _rig.Wiki.Slowness = TimeSpan.FromMilliseconds(20);
        var tokens = _rig.Tokens();
        var access = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tokens.AccessAsync(sender, null, CancellationToken.None)));
        Assert.Single(access.Distinct());
        Assert.Single(_rig.Wiki.Steps, "refresh");
        access = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tokens.AccessAsync(sender, access[0], CancellationToken.None)));
        Assert.Single(access.Distinct());
        Assert.Equal(2, _rig.Wiki.Steps.Count(s => s == "refresh"));
    }

    [Fact]
    public async Task A_refreshed_pair_is_stored_and_serves_the_next_time()
    {
        var (sender, recipient) = await _rig.PairAsync();
        for (var i = 0; i < 3; i++)
        {
            await _rig.WriteAsync(sender, recipient);
            await _rig.DeliverAsync();
            _rig.Clock.Advance(TimeSpan.FromHours(5));
        }
        Assert.Equal(3, _rig.Wiki.All.Count);
        Assert.Equal(2, _rig.Wiki.Steps.Count(s => s == "refresh"));
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_is_refreshed_once_and_never_deleted_for_it()
    {
        var (sender, recipient) = await _rig.PairAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.Expire();
        await _rig.DeliverAsync();
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
        (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.After = _ => _rig.Wiki.Expire();
        await _rig.DeliverAsync();
        Assert.Equal("queued not-accepted mail", await _rig.SeenAsync(exchange, sender));
        _rig.Wiki.After = null;
        _rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await _rig.DeliverAsync();
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "invalid_request")]
    [InlineData(HttpStatusCode.BadRequest, "invalid_grant")]
    public async Task A_dead_leave_fails_what_was_tried_and_giving_it_again_sends_everything_once(HttpStatusCode status, string error)
    {
        var (sender, recipient) = await _rig.PairAsync();
        var (first, _) = await _rig.WriteAsync(sender, recipient);
        var (second, _) = await _rig.WriteAsync(sender, await _rig.RecipientAsync());
        _rig.Wiki.Revoke();
        _rig.Wiki.RefreshFails = (status, error);
        await _rig.DeliverAsync();
        Assert.Equal(("failed leave-gone mail", "queued leave-missing mail"), (await _rig.SeenAsync(first, sender), await _rig.SeenAsync(second, sender)));
        _rig.Wiki.RefreshFails = null;
        await _rig.LeaveAsync(sender);
        await _rig.DeliverAsync();
        Assert.Equal(2, _rig.Wiki.All.Count);
        Assert.Equal(("sent - mail", "sent - mail"), (await _rig.SeenAsync(first, sender), await _rig.SeenAsync(second, sender)));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "server_error", "read-only")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", "wiki-away")]
    [InlineData(HttpStatusCode.Unauthorized, "invalid_client", "not-accepted")]
    public async Task A_refresh_that_fails_for_another_reason_is_tried_again_with_the_same_token(HttpStatusCode status, string error, string reason)
    {
        var sender = await _rig.PersonAsync();
        await _rig.LeaveAsync(sender, hours: 0);
        var (exchange, _) = await _rig.WriteAsync(sender, await _rig.RecipientAsync());
        _rig.Wiki.RefreshFails = (status, error);
        await _rig.DeliverAsync();
        Assert.Equal($"queued {reason} mail", await _rig.SeenAsync(exchange, sender));
        _rig.Wiki.RefreshFails = null;
        _rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await _rig.DeliverAsync();
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData("")]
    [InlineData("csrf")]
    public async Task A_leave_taken_back_sends_nothing_any_more(string during)
    {
        var (sender, recipient) = await _rig.PairAsync();
        var actor = await fixture.OpenSessionAsync(sender);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        await DuringAsync(during, () => _rig.RevokeAsync(actor));
        Assert.Empty(_rig.Wiki.All);
        Assert.Equal("failed revoked mail", await _rig.SeenAsync(exchange, sender));
        await _rig.LeaveAsync(sender);
        await _rig.DeliverAsync();
        Assert.Empty(_rig.Wiki.All);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("csrf", true)]
    public async Task Nothing_is_sent_after_a_block_and_its_sender_is_not_told_of_it(string during, bool byRecipient)
    {
        var (sender, recipient) = await _rig.PairAsync(talkInstead: true);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        await DuringAsync(during, () => fixture.ExecuteAsync(BlockSql, new { by = byRecipient ? recipient : sender, whom = byRecipient ? sender : recipient }));
        Assert.Empty(_rig.Wiki.All);
        Assert.Equal("failed not-wanted mail", await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData("tool")]
    [InlineData("talk")]
    public async Task What_the_recipient_chooses_meanwhile_counts_and_no_private_mail_becomes_a_public_notice(string channel)
    {
        var (sender, recipient) = await _rig.PairAsync(gathered: true);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        await _rig.ChooseAsync(recipient, channel, talkInstead: true);
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        await _rig.DeliverAsync();
        Assert.Empty(_rig.Wiki.All);
        Assert.Equal("failed not-wanted mail", await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData("", "recipient")]
    [InlineData("", "sender")]
    [InlineData("account", "recipient")]
    [InlineData("csrf", "recipient")]
    [InlineData("csrf", "sender")]
    public async Task Nothing_is_sent_after_one_of_the_two_was_erased(string during, string who)
    {
        var (sender, recipient) = await _rig.PairAsync();
        await _rig.WriteAsync(sender, recipient);
        await DuringAsync(during, () => fixture.ExecuteAsync("DELETE FROM person WHERE id = @id", new { id = who == "sender" ? sender : recipient }));
        Assert.Empty(_rig.Wiki.All);
        Assert.Empty(await fixture.QueryAsync<ulong>("SELECT id FROM delivery"));
    }

    [Fact]
    public async Task A_renamed_recipient_gets_it_by_the_new_name_and_a_locked_or_missing_one_not_at_all()
    {
        var (sender, renamed) = await _rig.PairAsync();
        await fixture.ExecuteAsync("UPDATE person SET name_lost_at = '2026-01-01' WHERE id = @renamed", new { renamed });
        _rig.Wiki.Names[OutboxRig.Text(renamed)] = "New name";
        await _rig.WriteAsync(sender, renamed);
        await _rig.DeliverAsync();
        Assert.Equal("New name", Assert.Single(_rig.Wiki.All).To);
        foreach (var isLocked in new[] { true, false })
        {
            var gone = await _rig.RecipientAsync();
            if (isLocked) _rig.Wiki.Names[OutboxRig.Text(gone)] = null;
            else _rig.Wiki.Names.TryRemove(OutboxRig.Text(gone), out _);
            var (exchange, _) = await _rig.WriteAsync(sender, gone);
            await _rig.DeliverAsync();
            Assert.Equal("failed recipient-unknown mail", await _rig.SeenAsync(exchange, sender));
        }
        Assert.Single(_rig.Wiki.All);
    }

    [Fact]
    public void Pauses_grow()
    {
        var pauses = Enumerable.Range(0, 10).Select(n => EndDeliveryCommand.Pause(n, DeliveryReason.WikiAway)).ToList();
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)), (pauses[0], pauses[^1]));
    }

    /// <summary>Delivers, and runs something right after a step, or first if the step is empty.</summary>
    private async Task DuringAsync(string step, Func<Task> happens)
    {
        if (step.Length == 0) await happens();
        else _rig.Wiki.After = s =>
        {
            if (s == step) happens().GetAwaiter().GetResult();
        };
        await _rig.DeliverAsync();
        _rig.Wiki.After = null;
        await _rig.DeliverAsync();
    }

    [Theory]
    [InlineData("UPDATE exchange_message SET moderated = 'hidden'")]
    [InlineData("UPDATE person SET standing = 'suspended' WHERE id = @sender")]
    public async Task What_moderators_hold_back_after_it_was_taken_is_not_told_to_the_wiki(string sql)
    {
        var (sender, recipient) = await _rig.PairAsync();
        await _rig.WriteAsync(sender, recipient);
        var taken = (await new TakeDeliveryCommand(fixture.Database, _rig.Clock).RunAsync())!;
        await fixture.ExecuteAsync(sql, new { sender });
        Assert.Equal(DeliveryBeginning.Gone, await new BeginDeliveryCommand(fixture.Database, _rig.Clock).RunAsync(taken));
        Assert.Equal(0, (await fixture.QueryAsync<long>("SELECT COUNT(*) FROM delivery WHERE begun_at IS NOT NULL")).Single());
    }
}
