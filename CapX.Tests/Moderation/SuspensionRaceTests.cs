using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.People;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests.Moderation;

/// <summary>Actions that start during a suspension, and what a suspended person can still see.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SuspensionRaceTests(DatabaseFixture data) : IAsyncLifetime
{
    private ModerationRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ModerationRig.MakeAsync(data);

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_message_that_begins_before_a_suspension_is_written_does_not_come_after_it()
    {
        var id = await _rig.Pair.InStateAsync(ExchangeState.UnderWay);
        Task<ExchangeActResult>? sent = null;
        await data.Database.WriteAsync(async transaction =>
        {
            await transaction.Connection!.ExecuteAsync("UPDATE person SET standing = 'suspended' WHERE id = @PersonId", _rig.Accused, transaction);
            sent ??= Task.Run(() => _rig.Pair.Send.RunAsync(_rig.Accused, id, "Too late", "en", Guid.NewGuid()));
            Assert.False(sent.Wait(TimeSpan.FromMilliseconds(500)));
            return true;
        });
        Assert.Equal(ExchangeActResult.SignedOut, await sent!);
    }

    [Fact]
    public async Task Whom_moderators_suspended_learns_of_nobody_for_members_only()
    {
        var hidden = await new PersonBuilder { Username = "For Members", Visibility = "members" }.InsertAsync(data.Database);
        var shown = await new PersonBuilder { Username = "For All" }.InsertAsync(data.Database);
        var listing = await new ListingBuilder { Person = shown, Title = "For members" }.With(f => f with { IsPublic = false }).InsertAsync(data);
        Assert.Equal(ExchangeActResult.Done, await _rig.Pair.Block.RunAsync(_rig.Accused, hidden, isBlocked: true));
        await _rig.Pair.Block.RunAsync(_rig.Accused, hidden, isBlocked: false);
        await data.ExecuteAsync("UPDATE person SET standing = 'suspended' WHERE id = @PersonId", _rig.Accused);
        Assert.Equal(ExchangeActResult.NotFound, await _rig.Pair.Block.RunAsync(_rig.Accused, hidden, isBlocked: true));
        Assert.Equal(ExchangeActResult.Done, await _rig.Pair.Block.RunAsync(_rig.Accused, shown, isBlocked: true));
        Assert.Equal(new ReportRefused(ReportRefusal.NotFound),
            await _rig.Report.RunAsync(new Reporter { Actor = _rig.Accused }, ModerationRig.Form(ListingContent.Kind, listing)));
        await _rig.Report.RunAsync(new Reporter { Actor = _rig.Accused }, ModerationRig.Form(PersonContent.Kind, "For Members"));
        Assert.DoesNotContain("about", string.Concat(await data.QueryAsync<string>("SELECT parts FROM report_evidence")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_sent_at_once_are_counted()
    {
        var cookie = new byte[32];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 9)
            .Select(i => _rig.Report.RunAsync(new Reporter { Visitor = cookie }, ModerationRig.Form(PersonContent.Kind, $"Nobody {i}"))));
        Assert.Equal(ReportCommand.MostOfVisitorADay, outcomes.OfType<Reported>().Count());
    }

    [Fact]
    public async Task What_nobody_sees_is_not_looked_at_for_words()
    {
        await data.ExecuteAsync("""
            INSERT INTO flag_word (word, folded, added_at) VALUES ('ugly', 'ugly', UTC_TIMESTAMP(6));
            UPDATE person SET about = 'Ugly', about_language = 'en', about_seen = 'nobody' WHERE id = @PersonId
            """, _rig.Accused);
        await LookAsync();
        await data.ExecuteAsync("UPDATE person SET about_seen = 'profile', visibility = 'hidden' WHERE id = @PersonId", _rig.Accused);
        await LookAsync();
        Assert.Empty(await data.QueryAsync<ulong>("SELECT id FROM report"));
        await data.ExecuteAsync("UPDATE person SET visibility = 'members' WHERE id = @PersonId", _rig.Accused);
        await LookAsync();
        Assert.Single(await data.QueryAsync<ulong>("SELECT id FROM report"));
    }

    private Task<bool> LookAsync() => data.Database.WriteAsync(async transaction =>
    {
        var id = await transaction.Connection!.ExecuteScalarAsync<ulong>("SELECT content_id FROM person WHERE id = @PersonId", _rig.Accused, transaction);
        await FlagWords.LookAsync(transaction, new PersonContent(), id, TestClock.Start);
        return true;
    });

    [Fact]
    public async Task Taking_ones_data_along_stands_in_the_log()
    {
        for (var taken = 0; taken < CapX.Data.Privacy.TakeExportCommand.MostADay;
            taken++) Assert.Null(await new CapX.Data.Privacy.TakeExportCommand(data.Database, _rig.Clock).RunAsync(_rig.Accused));
        Assert.Equal([LogAct.Exported], await data.QueryAsync<string>("SELECT act FROM log_entry"));
        Assert.True((await _rig.Verify.RunAsync()).IsWhole);
    }
}
