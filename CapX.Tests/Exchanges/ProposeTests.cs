using CapX.Data;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.People;
using CapX.Data.Privacy;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Exchanges;

[Collection(SharedDatabase.Name)]
public sealed class ProposeTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private Pair _pair = null!;

    public async Task InitializeAsync() => _pair = await Pair.MakeAsync(fixture);

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_proposal_is_found_by_both_and_by_nobody_else()
    {
        var id = await _pair.ProposedAsync();
        var (mine, theirs) = (await _pair.Query.RunAsync(id, _pair.Proposer.PersonId), await _pair.Query.RunAsync(id, _pair.Recipient.PersonId));
        Assert.Equal((ExchangeSide.Proposer, "Answering Person", "openrefine", "mentoring", "To clean data", "SPARQL"),
            (mine!.Side, mine.Other!.Name([]), mine.Capacity, mine.Method, mine.Hope, mine.Gives));
        Assert.Equal((ExchangeSide.Recipient, "Asking Person", "Hello", true),
            (theirs!.Side, theirs.Other!.Name([]), theirs.Messages.Single().Text, theirs.Messages.Single().IsUnread));
        Assert.Null(await _pair.Query.RunAsync(id, _pair.Stranger.PersonId));
        Assert.Null(await _pair.Query.RunAsync(id + 1, _pair.Proposer.PersonId));
    }

    [Fact]
    public async Task The_same_form_sent_four_times_at_once_makes_one()
    {
        var proposal = _pair.Proposal();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _pair.Propose.RunAsync(_pair.Proposer, proposal)));
        Assert.Single(outcomes.Distinct());
        Assert.Equal(1, (await _pair.CountAsync("exchange")).Single());
        Assert.Equal(1, (await _pair.CountAsync("exchange_message")).Single());
    }

    [Fact]
    public async Task An_open_proposal_about_the_same_is_not_made_again() =>
        Assert.Equal(new ProposalMade(await _pair.ProposedAsync()), await _pair.Propose.RunAsync(_pair.Proposer, _pair.Proposal()));

    [Fact]
    public async Task Refuses_what_cannot_be()
    {
        async Task<ProposalRefusal> WhyAsync(Proposal proposal) => ((ProposalRefused)await _pair.Propose.RunAsync(_pair.Proposer, proposal)).Why;
        Assert.Equal(ProposalRefusal.Own, await WhyAsync(_pair.Proposal() with { RecipientId = _pair.Proposer.PersonId }));
        Assert.Equal(ProposalRefusal.NotFound, await WhyAsync(_pair.Proposal() with { RecipientId = 404 }));
        Assert.Equal(ProposalRefusal.UnknownCapacity, await WhyAsync(_pair.Proposal() with { Capacity = "flying" }));
        Assert.Equal(ProposalRefusal.NoMessage, await WhyAsync(_pair.Proposal() with { Message = " \n" }));
        Assert.Equal(ProposalRefusal.BadText, await WhyAsync(_pair.Proposal() with { Message = new string('x', 2001) }));
        Assert.Equal(ProposalRefusal.BadText, await WhyAsync(_pair.Proposal() with { Hope = "\ud800" }));
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = @PersonId", _pair.Recipient);
        Assert.Equal(ProposalRefusal.NotFound, await WhyAsync(_pair.Proposal()));
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'public', not_taking_until = @Day WHERE id = @PersonId",
            new { _pair.Recipient.PersonId, Day = TestClock.Start.Date });
        Assert.Equal(ProposalRefusal.NotTaking, await WhyAsync(_pair.Proposal()));
        Assert.Equal(0, (await _pair.CountAsync("exchange")).Single());
    }

    [Fact]
    public async Task Stops_after_twenty_in_a_day_and_after_two_refusals()
    {
        for (var i = 0; i < 2; i++) await _pair.Change.RunAsync(_pair.Recipient, await _pair.ProposedAsync(), ExchangeAction.Decline, null);
        Assert.Equal(new ProposalRefused(ProposalRefusal.DeclinedTwice), await _pair.Propose.RunAsync(_pair.Proposer, _pair.Proposal()));
        _pair.Clock.Advance(TimeSpan.FromDays(31));
        await _pair.ProposedAsync();
        await fixture.ExecuteAsync("""
            INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, proposed_at, changed_at, form_key)
            SELECT @Proposer, @Stranger, 'ask', id, @Now, @Now, UNHEX(MD5(id)) FROM capacity ORDER BY id LIMIT 19;
            INSERT INTO exchange_change (exchange_id, state, author_id, changed_at) SELECT id, 'proposed', @Proposer, @Now FROM exchange
             WHERE recipient_person_id = @Stranger;
            """, new { Proposer = _pair.Proposer.PersonId, Stranger = _pair.Stranger.PersonId, _pair.Clock.Now });
        Assert.Equal(new ProposalRefused(ProposalRefusal.TooMany),
            await _pair.Propose.RunAsync(_pair.Proposer, _pair.Proposal() with { Capacity = "sparql-queries" }));
    }

    [Fact]
    public async Task A_day_of_proposals_is_the_last_twenty_four_hours_and_midnight_changes_nothing()
    {
        var capacities = fixture.Vocabulary.Capacities.Entries.Select(entry => entry.Code).Take(ProposeCommand.MostADay + 2).ToList();
        Task<ProposeResult> ProposeAsync(int about) => _pair.Propose.RunAsync(_pair.Proposer, _pair.Proposal() with { Capacity = capacities[about] });
        _pair.Clock.Now = TestClock.Start.Date.AddHours(23);
        for (var i = 0; i < ProposeCommand.MostADay; i++) Assert.IsType<ProposalMade>(await ProposeAsync(i));
        _pair.Clock.Now = TestClock.Start.Date.AddDays(1).AddMinutes(30);
        Assert.Equal(new ProposalRefused(ProposalRefusal.TooMany), await ProposeAsync(ProposeCommand.MostADay));
        _pair.Clock.Now = TestClock.Start.Date.AddDays(1).AddHours(23).AddSeconds(-1);
        Assert.Equal(new ProposalRefused(ProposalRefusal.TooMany), await ProposeAsync(ProposeCommand.MostADay));
        _pair.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<ProposalMade>(await ProposeAsync(ProposeCommand.MostADay));
        Assert.IsType<ProposalMade>(await ProposeAsync(ProposeCommand.MostADay + 1));
    }

    [Fact]
    public async Task Whoever_is_blocked_is_told_nothing_and_reaches_nobody()
    {
        var id = await _pair.ProposedAsync();
        Assert.Equal(ExchangeActResult.Done, await _pair.Block.RunAsync(_pair.Recipient, _pair.Proposer.PersonId, isBlocked: true));
        Assert.Equal(ExchangeActResult.NotNow, await _pair.Send.RunAsync(_pair.Proposer, id, "Hello?", null, Guid.NewGuid()));
        Assert.Equal(new ProposalRefused(ProposalRefusal.NotTaking),
            await _pair.Propose.RunAsync(_pair.Proposer, _pair.Proposal() with { Capacity = "sparql-queries" }));
        var notices = (await _pair.Notices.RunAsync(_pair.Proposer.PersonId, 1)).Total;
        await _pair.Change.RunAsync(_pair.Recipient, id, ExchangeAction.Decline, null);
        Assert.Equal(notices, (await _pair.Notices.RunAsync(_pair.Proposer.PersonId, 1)).Total);
        await _pair.Block.RunAsync(_pair.Recipient, _pair.Proposer.PersonId, isBlocked: false);
        Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(_pair.Proposer, _pair.Proposal() with { Capacity = "sparql-queries" }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_parted_by_a_block_see_of_each_other_what_visitors_see(bool isBlockedByRecipient)
    {
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'members' WHERE id = @PersonId", _pair.Recipient);
        await _pair.Index.LoadAsync();
        var (viewer, other) = (Viewer.Member(_pair.Proposer.PersonId), Viewer.Member(_pair.Stranger.PersonId));
        var find = new FindPeopleQuery(fixture.Database, _pair.Index);
        var person = new FindPersonQuery(fixture.Database);
        Assert.Equal(3, _pair.Index.Find(new PeopleFilter(), viewer).Total);
        await _pair.Block.RunAsync(isBlockedByRecipient ? _pair.Recipient : _pair.Proposer, (isBlockedByRecipient ? _pair.Proposer : _pair.Recipient).PersonId,
            isBlocked: true);

        Assert.Equal(2, (await find.RunAsync(new PeopleFilter(), viewer)).Items.Count);
        Assert.Equal(2, _pair.Index.Count(new PeopleFilter(), viewer));
        Assert.Equal(3, _pair.Index.Count(new PeopleFilter(), other));
        Assert.Null(await person.RunAsync("Answering Person", viewer));
        Assert.NotNull(await person.RunAsync("Answering Person", other));
        Assert.Empty(await find.ByIdAsync([_pair.Recipient.PersonId], viewer));
    }

    [Fact]
    public async Task An_erased_account_leaves_the_exchange_to_the_other_without_a_word_of_its_own()
    {
        var id = await _pair.ProposedAsync();
        await _pair.Change.RunAsync(_pair.Recipient, id, ExchangeAction.Accept, "Yes");
        var erase = new EraseAccountCommand(fixture.Database, _pair.Index, DatabaseFixture.Hash, _pair.Clock);
        Assert.Equal(EraseAccountResult.Erased, await erase.RunAsync(_pair.Proposer, "Asking Person"));
        var left = await _pair.Query.RunAsync(id, _pair.Recipient.PersonId);
        Assert.Equal((null, null, null, ExchangeState.CalledOff, false), (left!.Other, left.Hope, left.Gives, left.State, left.MayWrite));
        Assert.Empty(left.Messages);
        Assert.Equal("Yes", left.Changes[1].Word);
        Assert.Equal(EraseAccountResult.Erased, await erase.RunAsync(_pair.Recipient, "Answering Person"));
        Assert.Equal(0, (await _pair.CountAsync("exchange")).Single());
    }

    [Fact]
    public async Task Notices_can_be_off_gathered_and_read()
    {
        var save = new SaveContactChoiceCommand(fixture.Database, _pair.Clock);
        await save.RunAsync(_pair.Recipient, new ContactChoice { Silent = [NoticeKind.Message] });
        var id = await _pair.ProposedAsync();
        await _pair.Send.RunAsync(_pair.Proposer, id, "And?", null, Guid.NewGuid());
        Assert.Equal(NoticeKind.Proposal, Assert.Single((await _pair.Notices.RunAsync(_pair.Recipient.PersonId, 1)).Items).Kind);
        await save.RunAsync(_pair.Recipient, new ContactChoice { Gathered = true });
        await _pair.Send.RunAsync(_pair.Proposer, id, "Still there?", null, Guid.NewGuid());
        Assert.Equal(1, await _pair.Notices.UnreadAsync(_pair.Recipient.PersonId));
        _pair.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await _pair.Notices.UnreadAsync(_pair.Recipient.PersonId));
        Assert.Equal(2, await new ReadNoticesCommand(fixture.Database, _pair.Clock).RunAsync(_pair.Recipient.PersonId));
        Assert.Equal(0, await _pair.Notices.UnreadAsync(_pair.Recipient.PersonId));
    }

    [Fact]
    public async Task A_message_sent_again_stands_once_and_is_marked_as_read()
    {
        var id = await _pair.ProposedAsync();
        var key = Guid.NewGuid();
        for (var i = 0; i < 2; i++) Assert.Equal(ExchangeActResult.Done, await _pair.Send.RunAsync(_pair.Recipient, id, "Hi", "en", key));
        var found = await _pair.Query.RunAsync(id, _pair.Proposer.PersonId);
        Assert.Equal(["Hello", "Hi"], found!.Messages.Select(m => m.Text));
        Assert.True(found.Messages[1].IsUnread);
        await new ReadExchangeCommand(fixture.Database, _pair.News, _pair.Clock).RunAsync(_pair.Proposer.PersonId, found);
        Assert.True((await _pair.Query.RunAsync(id, _pair.Recipient.PersonId))!.Messages[1].IsSeen);
        Assert.Equal(0, await _pair.Notices.UnreadAsync(_pair.Proposer.PersonId));
    }

    [Fact]
    public async Task Both_sides_say_what_came_of_it()
    {
        var id = await _pair.InStateAsync(ExchangeState.Done);
        Assert.Equal(ExchangeActResult.NotFound, await _pair.Outcome.RunAsync(_pair.Stranger, id, new OutcomeForm { Happened = true }));
        Assert.Equal(ExchangeActResult.BadText, await _pair.Outcome.RunAsync(_pair.Proposer, id, new OutcomeForm { Happened = true, Satisfaction = 6 }));
        Assert.Equal(ExchangeActResult.Done,
            await _pair.Outcome.RunAsync(_pair.Proposer, id, new OutcomeForm { Happened = true, Hours = 1.5m, Satisfaction = 5, Learned = "Much" }));
        Assert.Equal(ExchangeState.Documented, await _pair.StateAsync(id));
        Assert.Equal(ExchangeActResult.Done, await _pair.Outcome.RunAsync(_pair.Recipient, id, new OutcomeForm { Happened = true, TaughtBack = "Patience" }));
        var found = await _pair.Query.RunAsync(id, _pair.Recipient.PersonId);
        Assert.Equal([(false, 1.5m, "Much", null), (true, null, null, "Patience")], found!.Outcomes.Select(o => (o.IsMine, o.Hours, o.Learned, o.TaughtBack)));
        await new SaveContactChoiceCommand(fixture.Database, _pair.Clock).RunAsync(_pair.Proposer, new ContactChoice { ShowsCount = true });
        Assert.Equal(1, (await new FindPersonQuery(fixture.Database).RunAsync("Asking Person", Viewer.Anonymous))!.Documented);
        Assert.Null((await new FindPersonQuery(fixture.Database).RunAsync("Answering Person", Viewer.Anonymous))!.Documented);
    }
}
