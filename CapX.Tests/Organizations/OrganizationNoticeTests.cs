using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>The recipients and the frequency of notifications about the people of an organization.</summary>
[Collection(SharedDatabase.Name)]
public sealed class OrganizationNoticeTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private Actor _manager = null!;
    private Actor _second = null!;
    private Actor _member = null!;
    private ulong _id;
    private OrganizationPeopleCommand _people = null!;

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        async Task<Actor> AddAsync(string name) =>
            await fixture.OpenSessionAsync(await new PersonBuilder { Username = name }.InsertAsync(fixture.Database), TestClock.Start.AddYears(1));
        (_manager, _second, _member) = (await AddAsync("Sample Manager"), await AddAsync("Sample Second"), await AddAsync("Sample Member"));
        (_id, _) = await new OrganizationBuilder().Having(_manager.PersonId, "manager").Having(_second.PersonId, "manager").InsertAsync(fixture);
        _people = new(fixture.Database, new LiveUpdates(), _clock);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_says_to_be_part_of_it_again_and_again_tells_its_managers_once_a_day()
    {
        for (var i = 0; i < 3; i++) await SayAsync(_member);
        Assert.Equal(1, await ToldAsync(_manager));
        // Another person causes another notification.
        await SayAsync(await fixture.OpenSessionAsync(await new PersonBuilder().InsertAsync(fixture.Database), TestClock.Start.AddYears(1)));
        Assert.Equal(2, await ToldAsync(_manager));
        _clock.Advance(TimeSpan.FromHours(25));
        await SayAsync(_member);
        Assert.Equal(3, await ToldAsync(_manager));
    }

    [Fact]
    public async Task Nothing_is_told_across_a_block_in_either_direction()
    {
        await BlockAsync(_second, _member);
        Assert.Equal(OrganizationActResult.Done, await _people.RunAsync(_member, _id, OrganizationAct.Say));
        Assert.Equal((1, 0), (await ToldAsync(_manager), await ToldAsync(_second)));
        await BlockAsync(_member, _manager);
        Assert.Equal(OrganizationActResult.Done, await _people.RunAsync(_manager, _id, OrganizationAct.ConfirmMember, "Sample Member"));
        Assert.Equal(0, await ToldAsync(_member));
    }

    private async Task SayAsync(Actor actor)
    {
        Assert.Equal(OrganizationActResult.Done, await _people.RunAsync(actor, _id, OrganizationAct.Say));
        await fixture.ExecuteAsync("UPDATE notice SET read_at = made_at");
        Assert.Equal(OrganizationActResult.Done, await _people.RunAsync(actor, _id, OrganizationAct.TakeBack));
    }

    private Task<int> BlockAsync(Actor actor, Actor other) =>
        fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@One, @Two, UTC_TIMESTAMP(6))",
            new { One = actor.PersonId, Two = other.PersonId });

    private async Task<long> ToldAsync(Actor actor) =>
        (await fixture.QueryAsync<long>("SELECT COUNT(*) FROM notice WHERE person_id = @PersonId", new { actor.PersonId })).Single();
}
