using CapX.Data;
using CapX.Data.Listings;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Listings;

/// <summary>The number of people who need a listing, and the notifications about them, reveal no block.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ListingNeedTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly LiveUpdates _news = new();
    private Actor _owner = null!;
    private Actor _other = null!;
    private Actor _manager = null!;
    private ulong _group;
    private ChangeListingCommand? _change;

    private ChangeListingCommand Change => _change ??= new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private ListingQuery Query => new(fixture.Database);

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        async Task<Actor> AddAsync(string name) =>
            await fixture.OpenSessionAsync(await new PersonBuilder { Username = name }.InsertAsync(fixture.Database), TestClock.Start.AddYears(1));
        (_owner, _other, _manager) = (await AddAsync("Sample Owner"), await AddAsync("Sample Other"), await AddAsync("Sample Manager"));
        (_group, _) = await new OrganizationBuilder { Name = "Sample Group" }.Having(_manager.PersonId, "manager").InsertAsync(fixture);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_number_of_needs_tells_an_owner_of_no_block_and_nothing_is_told_across_one()
    {
        var id = await new ListingBuilder { Person = _owner.PersonId }.InsertAsync(fixture);
        await Change.RunAsync(_other, id, ListingAct.Need);
        Assert.Equal(1, (await Query.RunAsync(id, Viewer.Member(_owner.PersonId)))!.Needs);
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@One, @Two, UTC_TIMESTAMP(6))",
            new { One = _other.PersonId, Two = _owner.PersonId });
        var own = (await Query.RunAsync(id, Viewer.Member(_owner.PersonId)))!;
        Assert.Equal((0, 0), (own.Needs, own.NeededBy.Count));
        Assert.Equal(1, (await Query.RunAsync(id, Viewer.Member(_manager.PersonId)))!.Needs);
        // For an organization's listing, only managers without a block between them and this person are notified.
        var theirs = await new ListingBuilder { Organization = _group }.InsertAsync(fixture);
        await fixture.ExecuteAsync("""
            INSERT INTO organization_person (organization_id, person_id, standing, since_at) VALUES (@_group, @PersonId, 'manager', UTC_TIMESTAMP(6));
            DELETE FROM notice
            """, new { _group, _owner.PersonId });
        Assert.Equal(ListingActResult.Done, await Change.RunAsync(_other, theirs, ListingAct.Need));
        Assert.Equal([_manager.PersonId], await fixture.QueryAsync<ulong>("SELECT person_id FROM notice WHERE kind = 'listing-need'"));
    }

    [Fact]
    public async Task Who_needs_it_again_and_again_tells_its_owner_once_a_day()
    {
        var id = await new ListingBuilder { Person = _owner.PersonId }.InsertAsync(fixture);
        for (var i = 0; i < 3; i++)
        {
            await Change.RunAsync(_other, id, ListingAct.Need);
            await fixture.ExecuteAsync("UPDATE notice SET read_at = made_at");
            await Change.RunAsync(_other, id, ListingAct.NeedNoMore);
        }
        Assert.Equal(1, (await fixture.QueryAsync<long>("SELECT COUNT(*) FROM notice")).Single());
        // Another person's need causes another notification.
        await Change.RunAsync(_manager, id, ListingAct.Need);
        await fixture.ExecuteAsync("UPDATE notice SET read_at = made_at");
        Assert.Equal(2, (await fixture.QueryAsync<long>("SELECT COUNT(*) FROM notice")).Single());
        _clock.Advance(TimeSpan.FromHours(25));
        await Change.RunAsync(_other, id, ListingAct.Need);
        Assert.Equal(3, (await fixture.QueryAsync<long>("SELECT COUNT(*) FROM notice")).Single());
    }
}
