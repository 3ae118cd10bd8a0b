using CapX.Data.Exchanges;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>An organization as a party: each of its managers can act for it as long as they are a manager.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class OrganizationPartyTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private Pair _pair = null!;
    private Actor _second = null!;
    private Actor _member = null!;
    private ulong _group;

    // The recipient of other tests is the first manager here.
    private Actor First => _pair.Recipient;
    private Actor Asking => _pair.Proposer;
    private OrganizationPeopleCommand People => new(fixture.Database, _pair.News, _pair.Clock);
    private ExchangesQuery List => new(fixture.Database);

    public async Task InitializeAsync()
    {
        _pair = await Pair.MakeAsync(fixture);
        (_second, _member) = (await AddAsync("Second Manager"), await AddAsync("Mere Member"));
        (_group, _) = await new OrganizationBuilder { Name = "Sample Group" }.Called("fr", "Groupe exemple")
            .Having(First.PersonId, "manager").Having(_second.PersonId, "manager").Having(_member.PersonId, "member").InsertAsync(fixture);
    }

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Is_found_by_the_proposer_and_every_manager_and_by_nobody_else()
    {
        var id = await AskedAsync();
        var mine = (await _pair.Query.RunAsync(id, Asking.PersonId))!;
        Assert.Equal((ExchangeSide.Proposer, "Groupe exemple", "fr", null),
            (mine.Side, mine.Other!.Name(["fr", "en"]), mine.Other.NameLanguage(["fr"]), mine.Own));
        foreach (var manager in new[] { First, _second })
        {
            var theirs = (await _pair.Query.RunAsync(id, manager.PersonId))!;
            Assert.Equal((ExchangeSide.Recipient, "Asking Person", "Sample Group", true),
                (theirs.Side, theirs.Other!.Name([]), theirs.Own!.Name(["en"]), theirs.HasUnread));
            var row = Assert.Single(await List.RunAsync(manager.PersonId, areOver: false));
            Assert.Equal((id, true, false, "Sample Group"), (row.Id, row.Waits, row.IsProposer, row.Own!.Name(["en"])));
            Assert.Equal([id], (await List.WaitingAsync(manager.PersonId, _pair.Clock.Now)).Select(e => e.Id));
            Assert.Equal(["proposal"], await NoticesOfAsync(manager));
        }
        foreach (var other in new[] { _pair.Stranger, _member })
        {
            Assert.Null(await _pair.Query.RunAsync(id, other.PersonId));
            Assert.Empty(await List.RunAsync(other.PersonId, areOver: false));
            Assert.Empty(await NoticesOfAsync(other));
            Assert.Equal(ExchangeActResult.NotFound, await _pair.Change.RunAsync(other, id, ExchangeAction.Accept, null));
            Assert.Equal(ExchangeActResult.NotFound, await _pair.Send.RunAsync(other, id, "Hello", null, Guid.NewGuid()));
            Assert.Equal(ExchangeActResult.NotFound, await _pair.Outcome.RunAsync(other, id, new OutcomeForm { Happened = true }));
        }
    }

    [Fact]
    public async Task Who_acts_stands_as_author_and_the_others_of_both_sides_see_it()
    {
        var id = await AskedAsync();
        Assert.Equal(ExchangeActResult.NotNow, await _pair.Change.RunAsync(_second, id, ExchangeAction.Withdraw, null));
        Assert.Equal(ExchangeActResult.Done, await _pair.Change.RunAsync(_second, id, ExchangeAction.Accept, "Gladly"));
        Assert.Equal(ExchangeActResult.Done, await _pair.Send.RunAsync(_second, id, "When?", "en", Guid.NewGuid()));
        var (mine, first, second) = (await FindAsync(id, Asking), await FindAsync(id, First), await FindAsync(id, _second));
        Assert.Equal((ExchangeState.Accepted, false, "Gladly", "Second Manager"),
            (mine.State, mine.Changes[^1].IsMine, mine.Changes[^1].Word, mine.Changes[^1].Author));
        Assert.Equal(("Second Manager", false, true), (mine.Messages[^1].Author, mine.Messages[^1].IsOurs, mine.Messages[^1].IsUnread));
        // A message from the reader's own side is not unread, but it is not the reader's own either.
        Assert.Equal((false, true, false), (first.Messages[^1].IsMine, first.Messages[^1].IsOurs, first.Messages[^1].IsUnread));
        Assert.Equal((true, true), (second.Messages[^1].IsMine, second.Messages[^1].IsOurs));
        Assert.Equal(["proposal"], await NoticesOfAsync(First));
        Assert.Equal(["answer", "message"], await NoticesOfAsync(Asking));
    }

    [Fact]
    public async Task Each_manager_reads_for_oneself_and_the_proposer_sees_that_somebody_has()
    {
        var id = await AskedAsync();
        var read = new ReadExchangeCommand(fixture.Database, _pair.News, _pair.Clock);
        Assert.False((await FindAsync(id, Asking)).Messages[0].IsSeen);
        await read.RunAsync(First.PersonId, await FindAsync(id, First));
        Assert.True((await FindAsync(id, Asking)).Messages[0].IsSeen);
        Assert.False((await FindAsync(id, First)).HasUnread);
        Assert.True((await FindAsync(id, _second)).HasUnread);
        await read.RunAsync(Asking.PersonId, await FindAsync(id, Asking));
    }

    [Fact]
    public async Task Of_two_managers_who_answer_at_once_one_does()
    {
        var id = await AskedAsync();
        var answers = await Task.WhenAll(_pair.Change.RunAsync(First, id, ExchangeAction.Accept, null),
            _pair.Change.RunAsync(_second, id, ExchangeAction.Decline, null));
        Assert.Equal([ExchangeActResult.Done, ExchangeActResult.NotNow], answers.Order());
        Assert.Equal(2, (await _pair.CountAsync("exchange_change")).Single());
        Assert.Single(await NoticesOfAsync(Asking));
    }

    [Fact]
    public async Task Who_stops_speaking_for_it_loses_the_exchange_at_once()
    {
        var id = await AskedAsync();
        await _pair.Change.RunAsync(First, id, ExchangeAction.Accept, null);
        var told = new List<ulong>();
        using var open = _pair.News.Listen(First.PersonId, told.Add);
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(First, _group, OrganizationAct.Leave));
        Assert.Equal([0UL], told);
        Assert.Null(await _pair.Query.RunAsync(id, First.PersonId));
        Assert.Empty(await List.RunAsync(First.PersonId, areOver: false));
        Assert.Empty(await NoticesOfAsync(First));
        Assert.Equal(ExchangeActResult.NotFound, await _pair.Send.RunAsync(First, id, "Still me", null, Guid.NewGuid()));
        Assert.Equal(ExchangeActResult.NotFound, await _pair.Change.RunAsync(First, id, ExchangeAction.Start, null));
        // Past actions keep their author, and the other manager can continue.
        Assert.Equal("Answering Person", (await FindAsync(id, _second)).Changes[^1].Author);
        Assert.Equal(ExchangeActResult.Done, await _pair.Change.RunAsync(_second, id, ExchangeAction.Start, null));
        await _pair.Send.RunAsync(Asking, id, "Hello again", null, Guid.NewGuid());
        Assert.Empty(await NoticesOfAsync(First));
    }

    [Fact]
    public async Task Who_begins_to_speak_for_it_sees_what_there_is_and_nothing_of_it_as_new()
    {
        var id = await AskedAsync();
        await _pair.Change.RunAsync(First, id, ExchangeAction.Accept, null);
        await People.RunAsync(First, _group, OrganizationAct.Invite, "Stranger");
        Assert.Null(await _pair.Query.RunAsync(id, _pair.Stranger.PersonId));
        Assert.Equal(OrganizationActResult.Done, await People.RunAsync(_pair.Stranger, _group, OrganizationAct.Accept));
        Assert.Equal((id, 0),
            ((await List.RunAsync(_pair.Stranger.PersonId, areOver: false)).Single().Id,
            (await FindAsync(id, _pair.Stranger)).Messages.Count(m => m.IsUnread)));
        await _pair.Send.RunAsync(Asking, id, "Something new", null, Guid.NewGuid());
        Assert.Single((await FindAsync(id, _pair.Stranger)).Messages, m => m.IsUnread);
    }

    [Fact]
    public async Task A_manager_proposes_for_it_and_the_others_go_on()
    {
        var made = await _pair.Propose.RunAsync(First, _pair.Proposal() with { RecipientId = Asking.PersonId, AsOrganizationId = _group });
        var id = Assert.IsType<ProposalMade>(made).Id;
        var theirs = await FindAsync(id, Asking);
        Assert.Equal((ExchangeSide.Recipient, "Sample Group", "Answering Person"), (theirs.Side, theirs.Other!.Name(["en"]), theirs.Messages[0].Author));
        Assert.Equal(made, await _pair.Propose.RunAsync(_second, _pair.Proposal() with { RecipientId = Asking.PersonId, AsOrganizationId = _group }));
        Assert.Equal(ExchangeActResult.Done, await _pair.Change.RunAsync(_second, id, ExchangeAction.Withdraw, null));
        // A proposal in the manager's own name is a separate exchange.
        Assert.NotEqual(made, await _pair.Propose.RunAsync(First, _pair.Proposal() with { RecipientId = Asking.PersonId }));
        foreach (var other in new[] { _member, _pair.Stranger })
            Assert.Equal(new ProposalRefused(ProposalRefusal.NotSpeaking),
                await _pair.Propose.RunAsync(other, _pair.Proposal() with { RecipientId = Asking.PersonId, AsOrganizationId = _group }));
    }

    [Fact]
    public async Task Nobody_stands_on_both_sides()
    {
        async Task<ProposalRefusal> WhyAsync(Actor actor, Proposal proposal) =>
            Assert.IsType<ProposalRefused>(await _pair.Propose.RunAsync(actor, proposal)).Why;
        Assert.Equal(ProposalRefusal.Own, await WhyAsync(First, Ask()));
        Assert.Equal(ProposalRefusal.Own, await WhyAsync(First, Ask() with { AsOrganizationId = _group }));
        Assert.Equal(ProposalRefusal.Own,
            await WhyAsync(First, Ask() with { OrganizationId = null, RecipientId = _second.PersonId, AsOrganizationId = _group }));
        // A proposer who becomes a manager of the recipient still acts as the proposer.
        var id = await AskedAsync();
        await fixture.ExecuteAsync("""
            INSERT INTO organization_person (organization_id, person_id, standing, since_at) VALUES (@_group, @PersonId, 'manager', @Now)
            """, new { _group, Asking.PersonId, _pair.Clock.Now });
        Assert.Equal(ExchangeSide.Proposer, (await FindAsync(id, Asking)).Side);
        Assert.Equal(ExchangeSide.Proposer, Assert.Single(await List.RunAsync(Asking.PersonId, areOver: false)).ViewerSide);
        Assert.Equal(ExchangeActResult.NotNow, await _pair.Change.RunAsync(Asking, id, ExchangeAction.Accept, null));
        Assert.Equal(ExchangeActResult.Done, await _pair.Change.RunAsync(Asking, id, ExchangeAction.Withdraw, null));
    }

    [Fact]
    public async Task Only_a_confirmed_organization_for_which_somebody_speaks_is_asked()
    {
        var (empty, _) = await new OrganizationBuilder().InsertAsync(fixture);
        var (proposed, _) = await new OrganizationBuilder { State = OrganizationState.Proposed }.Having(First.PersonId, "manager").InsertAsync(fixture);
        Assert.Equal(new ProposalRefused(ProposalRefusal.NobodySpeaks), await _pair.Propose.RunAsync(Asking, Ask() with { OrganizationId = empty }));
        Assert.Equal(new ProposalRefused(ProposalRefusal.NotFound), await _pair.Propose.RunAsync(Asking, Ask() with { OrganizationId = proposed }));
        Assert.Equal(new ProposalRefused(ProposalRefusal.NotFound), await _pair.Propose.RunAsync(Asking, Ask() with { OrganizationId = proposed + 1000 }));
        Assert.Equal(new ProposalRefused(ProposalRefusal.NotFound), await _pair.Propose.RunAsync(Asking, Ask() with { OrganizationId = null }));
        Assert.Equal(new ProposalRefused(ProposalRefusal.NotSpeaking),
            await _pair.Propose.RunAsync(First, Ask() with { OrganizationId = empty, AsOrganizationId = proposed }));
    }

    [Fact]
    public async Task The_limits_of_persons_hold()
    {
        for (var i = 0; i < 2; i++) await _pair.Change.RunAsync(First, await AskedAsync(), ExchangeAction.Decline, null);
        Assert.Equal(new ProposalRefused(ProposalRefusal.DeclinedTwice), await _pair.Propose.RunAsync(Asking, Ask()));
        // Proposals for an organization and for oneself share one daily limit.
        var capacities = fixture.Vocabulary.Capacities.Entries.Select(entry => entry.Code).ToList();
        Proposal For(int about) => _pair.Proposal() with { RecipientId = _pair.Stranger.PersonId, AsOrganizationId = _group, Capacity = capacities[about] };
        for (var i = 0; i < ProposeCommand.MostADay; i++) Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(First, For(i)));
        Assert.Equal(new ProposalRefused(ProposalRefusal.TooMany),
            await _pair.Propose.RunAsync(First, _pair.Proposal() with { RecipientId = _pair.Stranger.PersonId }));
        Assert.Equal(new ProposalRefused(ProposalRefusal.TooMany), await _pair.Propose.RunAsync(_second, For(30)));
        Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(_second, _pair.Proposal() with { RecipientId = _pair.Stranger.PersonId }));
    }

    [Fact]
    public async Task A_manager_who_blocked_the_proposer_is_not_told_and_the_organization_is_asked_all_the_same()
    {
        await _pair.Block.RunAsync(First, Asking.PersonId, isBlocked: true);
        var id = await AskedAsync();
        Assert.Empty(await NoticesOfAsync(First));
        Assert.Equal(["proposal"], await NoticesOfAsync(_second));
        Assert.True((await FindAsync(id, Asking)).MayWrite);
        Assert.Equal(ExchangeActResult.Done, await _pair.Send.RunAsync(Asking, id, "Hello?", null, Guid.NewGuid()));
        Assert.Empty(await NoticesOfAsync(First));
        // A manager can act for the organization despite their block, but the blocked person is not notified.
        Assert.True((await FindAsync(id, First)).IsBlockedByMe);
        Assert.Equal(ExchangeActResult.Done, await _pair.Change.RunAsync(First, id, ExchangeAction.Accept, null));
        Assert.Empty(await NoticesOfAsync(Asking));
        Assert.Equal(ExchangeState.Accepted, await _pair.StateAsync(id));
    }

    [Fact]
    public async Task Both_sides_can_block_a_hidden_person_who_writes_to_them()
    {
        var id = await AskedAsync();
        await _pair.Send.RunAsync(_second, id, "Hello", null, Guid.NewGuid());
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden'");
        Assert.Equal(ExchangeActResult.NotFound, await _pair.Block.RunAsync(_pair.Stranger, Asking.PersonId, isBlocked: true));
        Assert.Equal(ExchangeActResult.Done, await _pair.Block.RunAsync(First, Asking.PersonId, isBlocked: true));
        Assert.Equal(ExchangeActResult.NotFound, await _pair.Block.RunAsync(Asking, First.PersonId, isBlocked: true));
        Assert.Equal(ExchangeActResult.Done, await _pair.Block.RunAsync(Asking, _second.PersonId, isBlocked: true));
    }

    private Proposal Ask() => _pair.Proposal() with { RecipientId = null, OrganizationId = _group };

    private async Task<ulong> AskedAsync() => Assert.IsType<ProposalMade>(await _pair.Propose.RunAsync(Asking, Ask())).Id;

    private async Task<ExchangeFound> FindAsync(ulong id, Actor actor) => (await _pair.Query.RunAsync(id, actor.PersonId))!;

    private Task<List<string>> NoticesOfAsync(Actor actor) =>
        fixture.QueryAsync<string>("SELECT kind FROM notice WHERE person_id = @PersonId AND exchange_id IS NOT NULL ORDER BY id", actor);

    private async Task<Actor> AddAsync(string name) =>
        await fixture.OpenSessionAsync(await new PersonBuilder { Username = name }.InsertAsync(fixture.Database), TestClock.Start.AddYears(1));
}
