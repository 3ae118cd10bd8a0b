using CapX.Data.Capacities;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Privacy;

/// <summary>Deleting the account and logging in again does not evade the protection of others. The kept data does not identify anyone.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ReturningTests(DatabaseFixture data) : IAsyncLifetime
{
    private const string Asking = "Asking Person";

    private Pair _pair = null!;
    private Actor _me = null!;

    private BlocksQuery Blocks => new(data.Database);

    public async Task InitializeAsync()
    {
        _pair = await Pair.MakeAsync(data);
        _me = _pair.Proposer;
    }

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The limited actions and their limits.</summary>
    public static TheoryData<string, int> Counted => new()
    {
        { "proposal", ProposeCommand.MostADay }, { "listing", SaveListingCommand.MostADay }, { "suggestion", SuggestCapacityCommand.MostADay },
        { "report", ReportCommand.MostADay }, { "export", TakeExportCommand.MostADay }, { "organization", ProposeOrganizationCommand.MostWaiting },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public async Task A_limit_goes_on_where_the_account_was_erased_and_came_back(string kind, int most)
    {
        for (var number = 0; number < most; number++) Assert.True(await CountedActs.DoAsync(data, _pair, _me, kind, number), $"{kind} {number}");
        // Twice, with time in between: the counts are kept again, and none counts twice.
        for (var times = 0; times < 2; times++)
        {
            _pair.Clock.Advance(TimeSpan.FromHours(1));
            await EraseAsync();
            Assert.Equal([most],
                await data.QueryAsync<long>("SELECT COUNT(*) FROM kept_limit WHERE person_id IS NULL AND hash = @hash AND kind = @kind",
                    new { hash = await HashAsync(), kind }));
            await ReturnAsync();
            Assert.False(await CountedActs.DoAsync(data, _pair, _me, kind, most));
        }
        await EndAsync(kind);
        Assert.True(await CountedActs.DoAsync(data, _pair, _me, kind, most));
        await new RetainCommand(data.Database, _pair.Clock).RunAsync();
        Assert.Equal([0], await _pair.CountAsync("kept_limit"));
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public async Task A_limit_that_was_not_used_up_leaves_what_is_left_of_it(string kind, int most)
    {
        for (var number = 0; number < most - 1; number++) Assert.True(await CountedActs.DoAsync(data, _pair, _me, kind, number));
        await EraseAsync();
        await ReturnAsync();
        Assert.True(await CountedActs.DoAsync(data, _pair, _me, kind, most));
        Assert.False(await CountedActs.DoAsync(data, _pair, _me, kind, most + 1));
    }

    [Fact]
    public void Every_limit_of_a_day_counts_what_was_kept()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CapX.Blazor.sln"))) root = root.Parent!;
        var counting = Directory.EnumerateFiles(Path.Combine(root.FullName, "CapX.Data"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Where(text => text.Contains("> @dayAgo", StringComparison.Ordinal)).ToList();
        Assert.InRange(counting.Count, 5, 50);
        Assert.All(counting, text => Assert.Contains("kept_limit", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_is_counted_by_what_was_kept()
    {
        for (var number = 0; number < SuggestCapacityCommand.MostADay; number++) await CountedActs.DoAsync(data, _pair, _me, "suggestion", number);
        await EraseAsync();
        await ReturnAsync();
        _me = _pair.Stranger;
        Assert.True(await CountedActs.DoAsync(data, _pair, _me, "suggestion", 0));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    [InlineData(0, 2)]
    public async Task Who_declined_twice_is_not_asked_again_by_an_account_that_comes_back(int before, int after)
    {
        for (var number = 0; number < before; number++) await DeclinedAsync();
        await EraseAsync();
        await ReturnAsync();
        for (var number = 0; number < after; number++) await DeclinedAsync();
        Assert.Equal(new ProposalRefused(ProposalRefusal.DeclinedTwice), await ProposeAsync());
        Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(_me, _pair.Proposal() with { RecipientId = _pair.Stranger.PersonId }));
        _pair.Clock.Advance(TimeSpan.FromDays(ProposeCommand.DaysAfterDeclines));
        Assert.IsType<ProposalMade>(await ProposeAsync());
        await new RetainCommand(data.Database, _pair.Clock).RunAsync();
        Assert.Equal([0], await _pair.CountAsync("kept_limit"));
    }

    [Fact]
    public async Task An_organization_that_declined_twice_is_not_asked_again_either()
    {
        var (group, _) = await new OrganizationBuilder { Name = "Sample Group" }.Having(_pair.Recipient.PersonId, "manager").InsertAsync(data);
        Task<ProposeResult> AskAsync() => _pair.Propose.RunAsync(_me, _pair.Proposal() with { RecipientId = null, OrganizationId = group });
        for (var number = 0; number < 2;
            number++) await _pair.Change.RunAsync(_pair.Recipient, Assert.IsType<ProposalMade>(await AskAsync()).Id, ExchangeAction.Decline, null);
        await EraseAsync();
        await ReturnAsync();
        Assert.Equal(new ProposalRefused(ProposalRefusal.DeclinedTwice), await AskAsync());
        // The manager has declined nothing as a person.
        Assert.IsType<ProposalMade>(await ProposeAsync());
    }

    [Fact]
    public async Task A_block_is_there_again_with_its_day_and_went_by_no_name_between()
    {
        var blockedAt = _pair.Clock.Now;
        await _pair.Block.RunAsync(_pair.Recipient, _me.PersonId, isBlocked: true);
        _pair.Clock.Advance(TimeSpan.FromDays(100));
        await EraseAsync();
        var kept = Assert.Single(await Blocks.RunAsync(_pair.Recipient.PersonId));
        Assert.Equal((null, null, blockedAt), (kept.PersonId, kept.Username, kept.BlockedAt));
        Assert.NotNull(kept.Kept);
        Assert.Equal([(_pair.Recipient.PersonId, Convert.ToHexString(await HashAsync()))],
            await data.QueryAsync<(ulong, string)>("SELECT person_id, HEX(hash) FROM kept_block"));
        Assert.Empty(await Traces.OfAsync(data, Asking));
        await new RetainCommand(data.Database, _pair.Clock).RunAsync();

        var signedIn = await ReturnAsync();
        Assert.True(signedIn.HasBlocks);
        Assert.Equal([(_pair.Recipient.PersonId, _me.PersonId, blockedAt)],
            await data.QueryAsync<(ulong, ulong, DateTime)>("SELECT person_id, blocked_id, blocked_at FROM person_block"));
        Assert.Equal([0], await _pair.CountAsync("kept_block"));
        Assert.Equal(new ProposalRefused(ProposalRefusal.NotTaking), await ProposeAsync());
        var again = Assert.Single(await Blocks.RunAsync(_pair.Recipient.PersonId));
        Assert.Equal((Asking, null), (again.Username, again.Kept));
    }

    [Fact]
    public async Task Only_who_blocked_takes_a_kept_block_back_and_then_it_holds_no_more()
    {
        await _pair.Block.RunAsync(_pair.Recipient, _me.PersonId, isBlocked: true);
        await EraseAsync();
        var kept = Assert.Single(await Blocks.RunAsync(_pair.Recipient.PersonId)).Kept!.Value;
        Assert.Equal(ExchangeActResult.Done, await _pair.Block.LiftAsync(_pair.Stranger, kept));
        Assert.Equal(ExchangeActResult.SignedOut, await _pair.Block.LiftAsync(_pair.Stranger with { PersonId = _pair.Recipient.PersonId }, kept));
        Assert.Single(await Blocks.RunAsync(_pair.Recipient.PersonId));
        for (var times = 0; times < 2; times++) Assert.Equal(ExchangeActResult.Done, await _pair.Block.LiftAsync(_pair.Recipient, kept));
        Assert.Empty(await Blocks.RunAsync(_pair.Recipient.PersonId));
        Assert.False((await ReturnAsync()).HasBlocks);
        Assert.IsType<ProposalMade>(await ProposeAsync());
    }

    [Fact]
    public async Task What_is_kept_ends_with_the_account_of_the_other()
    {
        await DeclinedAsync();
        await _pair.Block.RunAsync(_pair.Recipient, _me.PersonId, isBlocked: true);
        await EraseAsync();
        Assert.Equal([1], await _pair.CountAsync("kept_block"));
        Assert.Equal([1], await _pair.CountAsync("kept_limit WHERE kind = 'declined'"));
        Assert.Equal(EraseAccountResult.Erased,
            await new EraseAccountCommand(data.Database, _pair.Index, DatabaseFixture.Hash,
                _pair.Clock).RunAsync(await data.OpenSessionAsync(_pair.Recipient.PersonId, _pair.Clock.Now.AddYears(1)), "Answering Person"));
        Assert.Equal([0], await _pair.CountAsync("kept_block"));
        Assert.Equal([0], await _pair.CountAsync("kept_limit WHERE kind = 'declined'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_done_at_the_moment_of_the_erasure_is_kept_or_refused(bool isBlock)
    {
        for (var round = 0; round < 10; round++)
        {
            await data.ExecuteAsync("UPDATE person SET version = 1, updated_at = @Now, visibility = 'public' WHERE id = @PersonId; DELETE FROM kept_limit",
                new { _pair.Clock.Now, _me.PersonId });
            var exchange = Assert.IsType<ProposalMade>(await ProposeAsync()).Id;
            var done = isBlock ? _pair.Block.RunAsync(_pair.Recipient, _me.PersonId, isBlocked: true)
                : _pair.Change.RunAsync(_pair.Recipient, exchange, ExchangeAction.Decline, null);
            await Task.WhenAll(done, EraseAsync());
            Assert.Equal([await done == ExchangeActResult.Done ? 1 : 0], await _pair.CountAsync(isBlock ? "kept_block" : "kept_limit WHERE kind = 'declined'"));
            await data.ExecuteAsync("DELETE FROM kept_block");
            await ReturnAsync();
        }
    }

    [Fact]
    public async Task A_kept_block_counts_and_blocks_by_the_erased_account_go()
    {
        await _pair.Block.RunAsync(_pair.Recipient, _me.PersonId, isBlocked: true);
        await _pair.Block.RunAsync(_me, _pair.Recipient.PersonId, isBlocked: true);
        await EraseAsync();
        Assert.Equal([0], await _pair.CountAsync("person_block"));
        await data.ExecuteAsync("""
            INSERT INTO kept_block (id, person_id, hash, blocked_at) SELECT UNHEX(MD5(seq)), @PersonId, UNHEX(SHA2(seq, 256)), @Now FROM seq_1_to_499
            """, new { _pair.Recipient.PersonId, _pair.Clock.Now });
        Assert.Equal(ExchangeActResult.TooOften, await _pair.Block.RunAsync(_pair.Recipient, _pair.Stranger.PersonId, isBlocked: true));
        await ReturnAsync();
        Assert.Equal([(_pair.Recipient.PersonId, _me.PersonId)], await data.QueryAsync<(ulong, ulong)>("SELECT person_id, blocked_id FROM person_block"));
    }

    [Fact]
    public async Task An_organization_that_a_curator_has_answered_counts_no_more()
    {
        for (var number = 0; number < ProposeOrganizationCommand.MostWaiting; number++) await CountedActs.DoAsync(data, _pair, _me, "organization", number);
        await EraseAsync();
        await data.ExecuteAsync("UPDATE organization SET state = 'confirmed' ORDER BY id LIMIT 1");
        await ReturnAsync();
        Assert.True(await CountedActs.DoAsync(data, _pair, _me, "organization", 7));
        Assert.Equal(1, (await new RetainCommand(data.Database, _pair.Clock).RunAsync())["limits"]);
    }

    [Fact]
    public async Task The_export_tells_of_limits_and_of_blocks_of_former_members_and_of_no_hash()
    {
        await DeclinedAsync();
        await _pair.Block.RunAsync(_pair.Stranger, _me.PersonId, isBlocked: true);
        await EraseAsync();
        var hash = await HashAsync();
        var exports = new List<AccountExport> { (await new ExportQuery(data.Database, _pair.Clock).RunAsync(_pair.Stranger.PersonId))! };
        Assert.Equal([_pair.Clock.Now], exports[0].Of<ExportedExchanges>().KeptBlocks.Select(b => b.BlockedAt));
        await ReturnAsync();
        exports.Add((await new ExportQuery(data.Database, _pair.Clock).RunAsync(_me.PersonId))!);
        Assert.Equal([("declined", "Answering Person"), ("proposal", null)], exports[1].Limits.Select(l => (l.Kind, l.DeclinedBy)).Order());
        foreach (var json in exports.Select(e => System.Text.Json.JsonSerializer.Serialize(e)))
        {
            Assert.DoesNotContain(Convert.ToHexString(hash), json, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(hash), json, StringComparison.Ordinal);
        }
    }

    /// <summary>Waits until the limit ends: after a day, or for organizations when a curator confirms them.</summary>
    private async Task EndAsync(string kind)
    {
        _pair.Clock.Advance(TimeSpan.FromDays(1));
        if (kind == "organization") await data.ExecuteAsync("UPDATE organization SET state = 'confirmed'");
    }

    private async Task DeclinedAsync() =>
        Assert.Equal(ExchangeActResult.Done,
            await _pair.Change.RunAsync(_pair.Recipient, Assert.IsType<ProposalMade>(await ProposeAsync()).Id, ExchangeAction.Decline, null));

    private Task<ProposeResult> ProposeAsync() => _pair.Propose.RunAsync(_me, _pair.Proposal());

    private Task<byte[]> HashAsync() => data.Database.WriteAsync(transaction => DatabaseFixture.Hash.OfAsync(transaction, _me.PersonId, _pair.Clock.Now));

    private async Task EraseAsync()
    {
        await data.ExecuteAsync("UPDATE session SET created_at = @Now", new { _pair.Clock.Now });
        Assert.Equal(EraseAccountResult.Erased,
            await new EraseAccountCommand(data.Database, _pair.Index, DatabaseFixture.Hash, _pair.Clock).RunAsync(_me, Asking));
    }

    private async Task<SignedIn> ReturnAsync()
    {
        var signedIn = await new SignInCommand(data.Database, DatabaseFixture.Hash,
            _pair.Clock).RunAsync(new WikiAccount { Id = _me.PersonId, Username = Asking }, Guid.NewGuid().ToString());
        Assert.True(signedIn.IsFirst);
        _me = await data.OpenSessionAsync(_me.PersonId, _pair.Clock.Now.AddYears(1));
        return signedIn;
    }
}
