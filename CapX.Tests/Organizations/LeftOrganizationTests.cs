using CapX.Data;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>An organization that loses its last manager.</summary>
[Collection(SharedDatabase.Name)]
public sealed class LeftOrganizationTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private Actor _manager = null!;
    private Actor _other = null!;
    private Actor _curator = null!;

    private WaitingOrganizationsQuery Waiting => new(fixture.Database, _clock);

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        async Task<Actor> AddAsync(string name) =>
            await fixture.OpenSessionAsync(await new PersonBuilder { Username = name, Visibility = "public" }.InsertAsync(fixture.Database));
        (_manager, _other, _curator) = (await AddAsync("Sample Manager"), await AddAsync("Sample Other"), await AddAsync("Sample Curator"));
        await fixture.GrantAsync("Sample_Curator", Role.Curator);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<IEnumerable<string>?> UnspokenAsync(Actor viewer) => (await Waiting.UnspokenAsync(Viewer.Member(viewer.PersonId)))?.Select(o => o.Slug);

    private async Task EraseAsync(Actor actor, string name)
    {
        using var index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
        Assert.Equal(EraseAccountResult.Erased, await new EraseAccountCommand(fixture.Database, index, DatabaseFixture.Hash, _clock).RunAsync(actor, name));
    }

    [Fact]
    public async Task What_an_erased_person_alone_spoke_for_stays_and_goes_to_curators()
    {
        var (id, slug) = await new OrganizationBuilder().Having(_manager.PersonId, "manager").InsertAsync(fixture);
        await new OrganizationBuilder().InsertAsync(fixture);
        Assert.Empty((await UnspokenAsync(_curator))!);
        await EraseAsync(_manager, "Sample Manager");

        Assert.NotNull(await new OrganizationQuery(fixture.Database, _clock).RunAsync(slug, Viewer.Anonymous));
        Assert.Equal([slug], await UnspokenAsync(_curator));
        Assert.Equal(1, await Waiting.CountAsync(Viewer.Member(_curator.PersonId)));
        Assert.Null(await UnspokenAsync(_other));
        var history = await new OrganizationHistoryQuery(fixture.Database, _clock).RunAsync(slug, Viewer.Member(_curator.PersonId));
        Assert.Equal((OrganizationChange.Left, null), (history[0].What, history[0].Author));

        var people = new OrganizationPeopleCommand(fixture.Database, new LiveUpdates(), _clock);
        Assert.Equal(OrganizationActResult.Done, await people.RunAsync(_curator, id, OrganizationAct.Invite, "Sample Other"));
        Assert.Equal(OrganizationActResult.Done, await people.RunAsync(_other, id, OrganizationAct.Accept));
        Assert.Empty((await UnspokenAsync(_curator))!);
    }

    [Fact]
    public async Task What_somebody_else_speaks_for_too_waits_for_nobody()
    {
        await new OrganizationBuilder().Having(_manager.PersonId, "manager").Having(_other.PersonId, "manager").InsertAsync(fixture);
        await EraseAsync(_manager, "Sample Manager");
        Assert.Empty((await UnspokenAsync(_curator))!);
    }
}
