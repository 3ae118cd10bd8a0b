using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests;

/// <summary>A transaction that runs again after a lost race has no effects outside it but those of its last run.</summary>
[Collection(SharedDatabase.Name)]
public sealed class RetriedWriteTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly ContestedDatabase _database = new(fixture.ConnectionString);
    private readonly List<ulong> _told = [];
    private Pair _pair = null!;

    public async Task InitializeAsync()
    {
        _pair = await Pair.MakeAsync(fixture);
        foreach (var person in new[] { _pair.Proposer, _pair.Recipient }) _pair.News.Listen(person.PersonId, _ => _told.Add(person.PersonId));
        // By the time a commit fails, no one has been told of what is rolled back.
        _database.Losing = () =>
        {
            Assert.Empty(_told);
            return Task.CompletedTask;
        };
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_retry_counts_a_limit_once()
    {
        var save = new SaveEventCommand(_database, fixture.Vocabulary, new LiveUpdates(), _pair.Clock);
        var id = await new EventBuilder().By(_pair.Proposer.PersonId).InsertAsync(fixture);
        var (alone, asking) = (Form("Asking Person"), Form("Asking Person", "Answering Person"));
        uint version = 1;
        // At most 20 invitations an hour.
        for (var asked = 0; asked < 20; asked++)
        {
            _pair.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.IsType<EventSaved>(await save.RunAsync(_pair.Proposer, id, asking, version++));
            Assert.IsType<EventSaved>(await save.RunAsync(_pair.Proposer, id, alone, version++));
        }
        // One call has been refilled meanwhile.
        Assert.IsType<EventSaved>(await save.CreateAsync(_pair.Proposer, asking, Guid.NewGuid()));
        Assert.IsType<FormTooOften>(await save.CreateAsync(_pair.Proposer, asking, Guid.NewGuid()));
        Assert.IsType<FormTooOften>(await save.RunAsync(_pair.Proposer, id, asking, version));
    }

    [Fact]
    public async Task Both_sides_hear_once_of_a_retried_step_of_an_exchange_after_its_commit()
    {
        var proposed = await new ProposeCommand(_database, fixture.Vocabulary, _pair.News, _pair.Signal, _pair.Clock)
            .RunAsync(_pair.Proposer, _pair.Proposal());
        var id = Assert.IsType<ProposalMade>(proposed).Id;
        AssertTold(_pair.Proposer, _pair.Recipient);
        Assert.Equal(ExchangeActResult.Done,
            await new ChangeExchangeCommand(_database, _pair.News, _pair.Clock).RunAsync(_pair.Recipient, id, ExchangeAction.Accept, null));
        AssertTold(_pair.Proposer, _pair.Recipient);
        var send = new SendMessageCommand(_database, fixture.Vocabulary, _pair.News, _pair.Signal, _pair.Clock);
        Assert.Equal(ExchangeActResult.Done, await send.RunAsync(_pair.Proposer, id, "Thank you", "en", Guid.NewGuid()));
        AssertTold(_pair.Proposer, _pair.Recipient);
    }

    [Fact]
    public async Task Nobody_hears_of_a_step_that_its_retry_finds_refused()
    {
        var propose = new ProposeCommand(_database, fixture.Vocabulary, _pair.News, _pair.Signal, _pair.Clock);
        _database.Losing = () => fixture.ExecuteAsync("DELETE FROM session");
        Assert.Equal(new ProposalRefused(ProposalRefusal.SignedOut), await propose.RunAsync(_pair.Proposer, _pair.Proposal()));
        Assert.Empty(_told);
        Assert.Empty(await fixture.QueryAsync<ulong>("SELECT id FROM notice"));
    }

    [Fact]
    public async Task The_owner_of_a_listing_hears_once_of_a_retried_need()
    {
        var id = await new ListingBuilder { Person = _pair.Recipient.PersonId }.InsertAsync(fixture);
        var change = new ChangeListingCommand(_database, fixture.Vocabulary, _pair.News, _pair.Clock);
        Assert.Equal(ListingActResult.Done, await change.RunAsync(_pair.Proposer, id, ListingAct.Need));
        AssertTold(_pair.Recipient);
        // The same need on the same day tells no one again.
        foreach (var act in new[] { ListingAct.NeedNoMore, ListingAct.Need })
            Assert.Equal(ListingActResult.Done, await change.RunAsync(_pair.Proposer, id, act));
        AssertTold();
    }

    private void AssertTold(params Actor[] people)
    {
        Assert.Equal(people.Select(p => p.PersonId).Order(), _told.Order());
        _told.Clear();
    }

    private static EventForm Form(params string[] people) => new()
    {
        Title = "Sample meeting", Language = "en", Kind = EventKind.Online, Zone = "UTC", IsPublic = true, People = people,
        Starts = $"{TestClock.Start.AddDays(9):yyyy-MM-dd}T18:00", Ends = $"{TestClock.Start.AddDays(9):yyyy-MM-dd}T19:00",
    };
}
