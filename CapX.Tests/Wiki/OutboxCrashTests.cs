using CapX.Data;
using CapX.Data.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Wiki;

/// <summary>After crashes, outages and with two workers, no message is lost or sent twice. A mail with an unclear result is reported, not sent again.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OutboxCrashTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan PastLease = TakeDeliveryCommand.Lease + TimeSpan.FromSeconds(1);

    private readonly OutboxRig _rig = new(fixture);

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("mail", "before account", 1, "sent - mail")]
    [InlineData("mail", "after account", 1, "sent - mail")]
    [InlineData("mail", "before csrf", 1, "sent - mail")]
    [InlineData("mail", "after csrf", 1, "sent - mail")]
    [InlineData("mail", "before emailuser", 0, "failed unclear mail")]
    [InlineData("mail", "after emailuser", 1, "failed unclear mail")]
    [InlineData("talk", "before account", 1, "sent - talk")]
    [InlineData("talk", "after csrf", 1, "sent - talk")]
    [InlineData("talk", "before edit", 1, "sent - talk")]
    [InlineData("talk", "after edit", 1, "sent - talk")]
    public async Task A_process_that_dies_between_two_steps_loses_and_doubles_nothing(string channel, string at, int sent, string seen)
    {
        var (sender, recipient) = await _rig.PairAsync(channel);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        await KillAsync(at);
        // The process may still be alive until its lease ends.
        await _rig.DeliverAsync();
        Assert.Equal($"sending - {channel}", await _rig.SeenAsync(exchange, sender));
        for (var hours = 0; hours < 5; hours++)
        {
            _rig.Clock.Advance(PastLease);
            await _rig.DeliverAsync();
        }
        Assert.Equal(sent, _rig.Wiki.All.Count);
        Assert.Equal(seen, await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData("before history")]
    [InlineData("after history")]
    [InlineData("before csrf")]
    [InlineData("before edit")]
    [InlineData("after edit")]
    public async Task An_edit_in_doubt_stays_in_doubt_through_a_second_death(string at)
    {
        var (sender, recipient) = await _rig.PairAsync("talk");
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        await _rig.WriteAsync(sender, recipient, "More", exchange);
        await KillAsync("before edit");
        _rig.Clock.Advance(PastLease);
        await KillAsync(at);
        await _rig.WriteAsync(sender, recipient, "Later", exchange);
        for (var hours = 0; hours < 5; hours++)
        {
            _rig.Clock.Advance(PastLease);
            await _rig.DeliverAsync();
        }
        Assert.Equal(2, _rig.Wiki.All.Count);
        Assert.Equal("sent - talk; sent - talk; sent - talk", await _rig.SeenAsync(exchange, sender));
    }

    [Theory]
    [InlineData("mail", "emailuser", "failed unclear mail")]
    [InlineData("talk", "edit", "sent - talk")]
    public async Task An_answer_that_never_comes_is_a_doubt_too(string channel, string step, string seen)
    {
        var (sender, recipient) = await _rig.PairAsync(channel, talkInstead: true);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.After = s => Throw(s == step, new HttpRequestException(HttpRequestError.ResponseEnded));
        await _rig.DeliverAsync();
        _rig.Wiki.After = null;
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await _rig.DeliverAsync();
        Assert.Single(_rig.Wiki.All);
        Assert.Equal(seen, await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public async Task A_wiki_that_is_down_for_an_hour_gets_everything_once_when_it_is_back()
    {
        var pairs = new List<(ulong Sender, ulong Exchange)>();
        for (var i = 0; i < 3; i++)
        {
            var (sender, recipient) = await _rig.PairAsync(i == 1 ? "talk" : "mail");
            pairs.Add((sender, (await _rig.WriteAsync(sender, recipient)).Exchange));
        }
        _rig.Wiki.IsDown = true;
        for (var minutes = 0; minutes < 60; minutes++)
        {
            await _rig.DeliverAsync();
            _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.All(pairs, p => Assert.StartsWith("queued wiki-away", _rig.SeenAsync(p.Exchange, p.Sender).Result, StringComparison.Ordinal));
        _rig.Wiki.IsDown = false;
        for (var minutes = 0; minutes < 60; minutes++)
        {
            await _rig.DeliverAsync();
            _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(3, _rig.Wiki.All.Count);
        Assert.All(pairs, p => Assert.StartsWith("sent -", _rig.SeenAsync(p.Exchange, p.Sender).Result, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_week_it_is_given_up()
    {
        var (sender, recipient) = await _rig.PairAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.IsDown = true;
        await _rig.DeliverAsync();
        _rig.Clock.Advance(TimeSpan.FromDays(8));
        _rig.Wiki.IsDown = false;
        await _rig.DeliverAsync();
        Assert.Empty(_rig.Wiki.All);
        Assert.Equal("failed too-late mail", await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public async Task Three_workers_at_once_send_once_in_order_and_one_at_a_time_for_each_sender()
    {
        var expected = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var sender = await _rig.PersonAsync();
            await _rig.LeaveAsync(sender);
            for (var n = 0; n < 6; n++)
            {
                var recipient = await _rig.RecipientAsync(n % 2 == 0 ? "mail" : "talk");
                await _rig.WriteAsync(sender, recipient);
                expected.Add($"{sender}: Person {recipient}");
            }
        }
        _rig.Wiki.Slowness = TimeSpan.FromMilliseconds(5);
        var workers = Enumerable.Range(0, 3).Select(_ => _rig.Worker()).ToList();
        await Task.WhenAll(workers.Select(w => w.DeliverAsync(CancellationToken.None)));
        await _rig.DeliverAsync();
        var sent = _rig.Wiki.All.Select(s => $"{s.Person}: {s.To.Replace("User talk:", "", StringComparison.Ordinal)}").ToList();
        Assert.Equal(expected.Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
        Assert.All(sent.GroupBy(s => s.Split(':')[0]), g => Assert.Equal(expected.Where(e => e.StartsWith(g.Key + ":", StringComparison.Ordinal)), g));
        Assert.False(_rig.Wiki.WasCrowded);
    }

    [Fact]
    public async Task Who_held_a_lease_that_ran_out_still_tells_what_was_sent()
    {
        var (sender, recipient) = await _rig.PairAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        _rig.Wiki.After = step =>
        {
            if (step != "emailuser") return;
            _rig.Clock.Advance(PastLease);
            _rig.DeliverAsync().GetAwaiter().GetResult();
            Assert.Equal("failed unclear mail", _rig.SeenAsync(exchange, sender).Result);
        };
        await _rig.DeliverAsync();
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public async Task Who_held_a_lease_that_ran_out_before_anything_was_begun_sends_nothing()
    {
        var (sender, recipient) = await _rig.PairAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        var isFirst = true;
        _rig.Wiki.After = step =>
        {
            if (step != "csrf" || !isFirst) return;
            isFirst = false;
            _rig.Clock.Advance(PastLease);
            _rig.DeliverAsync().GetAwaiter().GetResult();
        };
        await _rig.DeliverAsync();
        Assert.Single(_rig.Wiki.All);
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public async Task A_database_that_goes_away_after_the_mail_learns_of_it_when_it_is_back()
    {
        using var wire = new CuttableWire(fixture);
        using var database = new Database(wire.ConnectionString);
        var (sender, recipient) = await _rig.PairAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        var mending = Task.CompletedTask;
        _rig.Wiki.After = step =>
        {
            if (step != "emailuser") return;
            wire.Cut();
            mending = Task.Delay(500).ContinueWith(_ => wire.Mend(), TaskScheduler.Default);
        };
        await _rig.Worker(database).DeliverAsync(CancellationToken.None);
        await mending;
        Assert.Single(_rig.Wiki.All);
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
    }

    [Fact]
    public async Task A_database_that_goes_away_before_the_mail_sends_nothing_and_then_once()
    {
        using var wire = new CuttableWire(fixture);
        using var database = new Database(wire.ConnectionString);
        var (sender, recipient) = await _rig.PairAsync();
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        var mending = Task.CompletedTask;
        _rig.Wiki.After = step =>
        {
            if (step != "csrf") return;
            _rig.Wiki.After = null;
            wire.Cut();
            mending = Task.Delay(500).ContinueWith(_ => wire.Mend(), TaskScheduler.Default);
        };
        await _rig.Worker(database).DeliverAsync(CancellationToken.None);
        await mending;
        Assert.Single(_rig.Wiki.All);
        Assert.Equal("sent - mail", await _rig.SeenAsync(exchange, sender));
    }

    /// <summary>Delivers, and crashes at "before step" or "after step".</summary>
    private async Task KillAsync(string at)
    {
        var hasDied = false;
        void Hook(string moment, string step)
        {
            if (hasDied || $"{moment} {step}" != at) return;
            hasDied = true;
            throw new KilledException();
        }
        _rig.Wiki.Before = step => Hook("before", step);
        _rig.Wiki.After = step => Hook("after", step);
        await Assert.ThrowsAsync<KilledException>(_rig.DeliverAsync);
        (_rig.Wiki.Before, _rig.Wiki.After) = (null, null);
    }

    private static void Throw(bool now, Exception failure)
    {
        if (now) throw failure;
    }
}
