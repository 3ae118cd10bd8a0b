using CapX.Data.Content;
using CapX.Data.Exchanges;
using CapX.Data.Moderation;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>After a block no text reaches the other person in any way. A proposal that moderators hide is hidden with all its texts.</summary>
[Collection(SharedDatabase.Name)]
public sealed class BlockedWordsTests(DatabaseFixture data) : IAsyncLifetime
{
    private Pair _pair = null!;

    public async Task InitializeAsync() => _pair = await Pair.MakeAsync(data);

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Across_a_block_only_going_is_left_and_without_a_word(bool byRecipient)
    {
        var id = await _pair.InStateAsync(ExchangeState.Accepted);
        var (one, other) = byRecipient ? (_pair.Recipient, _pair.Proposer) : (_pair.Proposer, _pair.Recipient);
        await _pair.Block.RunAsync(one, other.PersonId, isBlocked: true);
        foreach (var actor in new[] { one, other })
        {
            Assert.Equal(ExchangeActResult.NotNow, await _pair.Change.RunAsync(actor, id, ExchangeAction.Start, null));
            Assert.Equal(ExchangeActResult.NotNow, await _pair.Change.RunAsync(actor, id, ExchangeAction.CallOff, "A last word"));
        }
        Assert.Equal(ExchangeActResult.Done, await _pair.Change.RunAsync(other, id, ExchangeAction.CallOff, null));
        Assert.All((await _pair.Query.RunAsync(id, one.PersonId))!.Changes, change => Assert.Null(change.Word));
    }

    [Fact]
    public async Task Across_a_block_nobody_says_what_came_of_it_or_learns_what_was_read()
    {
        var id = await _pair.InStateAsync(ExchangeState.Done);
        Assert.Equal(ExchangeActResult.Done, await _pair.Outcome.RunAsync(_pair.Recipient, id, new OutcomeForm { Happened = true, Learned = "Before" }));
        await data.ExecuteAsync("""
            INSERT INTO exchange_reading (exchange_id, person_id, message_id) SELECT exchange_id, @PersonId, id
             FROM exchange_message ON DUPLICATE KEY UPDATE message_id = VALUES(message_id)
            """, new { _pair.Recipient.PersonId });
        Assert.True(Assert.Single((await _pair.Query.RunAsync(id, _pair.Proposer.PersonId))!.Messages).IsSeen);
        await _pair.Block.RunAsync(_pair.Recipient, _pair.Proposer.PersonId, isBlocked: true);
        foreach (var actor in new[] { _pair.Recipient, _pair.Proposer })
            Assert.Equal(ExchangeActResult.NotNow, await _pair.Outcome.RunAsync(actor, id, new OutcomeForm { Happened = true, Learned = "After" }));
        var found = (await _pair.Query.RunAsync(id, _pair.Proposer.PersonId))!;
        Assert.Equal((false, false, "Before"), (found.MayDocument, found.Messages.Single().IsSeen, found.Outcomes.Single().Learned));
    }

    [Theory]
    [InlineData("hidden", "To clean data")]
    [InlineData("removed", null)]
    public async Task With_a_hidden_proposal_goes_all_that_it_says(string state, string? toItsAuthor)
    {
        var id = await _pair.ProposedAsync();
        await data.ExecuteAsync("UPDATE exchange_message SET moderated = @state", new { state });
        var (mine, theirs) = ((await _pair.Query.RunAsync(id, _pair.Proposer.PersonId))!, (await _pair.Query.RunAsync(id, _pair.Recipient.PersonId))!);
        Assert.Equal((toItsAuthor, null, null), (mine.Hope, theirs.Hope, theirs.Gives));
        // Hiding a later message does not affect the texts of the proposal.
        await data.ExecuteAsync("UPDATE exchange_message SET moderated = NULL");
        await _pair.Send.RunAsync(_pair.Recipient, id, "Hi", "en", Guid.NewGuid());
        await data.ExecuteAsync("UPDATE exchange_message SET moderated = @state WHERE text = 'Hi'", new { state });
        Assert.Equal("To clean data", (await _pair.Query.RunAsync(id, _pair.Proposer.PersonId))!.Hope);
    }

    [Fact]
    public async Task What_is_removed_with_a_proposal_is_erased_with_it()
    {
        using var rig = await Moderation.ModerationRig.MakeAsync(data);
        await rig.Pair.ProposedAsync();
        var message = (await data.QueryAsync<ulong>("SELECT id FROM exchange_message")).Single();
        Assert.Equal(CaseActResult.Done,
            await rig.DecideAsync(await rig.CaseAsync(MessageContent.Kind, message, by: rig.Accused), DecisionKind.Remove, rig.Second));
        rig.Clock.Now = TestClock.Start.AddDays(31);
        Assert.Equal(1, await new EraseRemovedCommand(data.Database, rig.Pair.Index, rig.Clock).RunAsync());
        Assert.Equal(0, (await data.QueryAsync<long>("SELECT COUNT(*) FROM exchange WHERE hope IS NOT NULL OR gives IS NOT NULL")).Single());
    }

    [Fact]
    public async Task What_was_said_besides_messages_is_frozen_with_a_report_of_the_message_or_the_person()
    {
        using var rig = await Moderation.ModerationRig.MakeAsync(data);
        var id = await rig.Pair.ProposedAsync();
        await rig.Pair.Change.RunAsync(rig.Accused, id, ExchangeAction.Accept, "An ugly word");
        await rig.Pair.Send.RunAsync(rig.Accused, id, "Hi", "en", Guid.NewGuid());
        await data.ExecuteAsync("UPDATE exchange SET state = 'done'");
        await rig.Pair.Outcome.RunAsync(rig.Accused, id, new OutcomeForm { Happened = true, Learned = "Ugly", TaughtBack = "Uglier", Language = "en" });
        var happening = await new EventBuilder().By(rig.Stranger.PersonId).InsertAsync(data);
        await data.ExecuteAsync("""
            INSERT INTO event_learned (event_id, person_id, text, language, may_quote, written_at)
             VALUES (@happening, @PersonId, 'Ugliest', 'en', 1, UTC_TIMESTAMP(6))
            """, new { happening, rig.Accused.PersonId });
        var message = (await data.QueryAsync<ulong>("SELECT id FROM exchange_message WHERE text = 'Hi'")).Single();
        ContentPart[] said = [new("learned", "Ugly", "en"), new("taught", "Uglier", "en"), new("word", "An ugly word", null)];
        Assert.Equal(said, (await EvidenceAsync(MessageContent.Kind, message, rig.Reporter)).Where(p => p.Part != "message")
            .OrderBy(p => p.Part, StringComparer.Ordinal));
        var byParty = await EvidenceAsync(PersonContent.Kind, "Answering Person", rig.Reporter);
        Assert.Superset(new HashSet<ContentPart>([.. said, new("learned", "Ugliest", "en")]), byParty.ToHashSet());
        var byOther = await EvidenceAsync(PersonContent.Kind, "Answering Person", rig.Stranger);
        Assert.Contains(new ContentPart("learned", "Ugliest", "en"), byOther);
        Assert.Empty(byOther.Intersect(said));

        async Task<IReadOnlyList<ContentPart>> EvidenceAsync(string thing, object key, Actor by) =>
            (await rig.Cases.RunAsync(await rig.CaseAsync(thing, key, by: by), rig.Moderator.PersonId))!.Reports[0].Evidence;
    }
}
