using CapX.Data.Capacities;
using CapX.Data.Notices;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>The lists in memory are replaced before the commit of a change of the tree, so a change that runs again must not leave them ahead of the
/// database.</summary>
[Collection(SharedDatabase.Name)]
public sealed class RetriedCurationTests(DatabaseFixture fixture) : CurationRig(fixture)
{
    [Fact]
    public async Task A_retried_change_of_the_tree_is_in_the_lists_once()
    {
        using var database = new ContestedDatabase(Fixture.ConnectionString);
        Assert.Equal(CapacityActResult.Done, (await RecodeAsync(database, "wrangling")).Acted);
        Assert.Equal(("wrangling", "wrangling"), (Tree.Find("wrangling")?.Code, Tree.Find("openrefine")?.Code));
        Assert.Equal([1L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM capacity_change"));
    }

    [Fact]
    public async Task A_change_of_the_tree_that_its_retry_finds_refused_is_not_in_the_lists()
    {
        using var database = new ContestedDatabase(Fixture.ConnectionString);
        database.Losing = () => Fixture.ExecuteAsync("DELETE FROM person_role");
        Assert.Equal(CapacityActResult.NotFound, (await RecodeAsync(database, "wrangling")).Acted);
        Assert.Equal((null, "openrefine"), (Tree.Find("wrangling")?.Code, Tree.Find("openrefine")?.Code));
    }

    [Fact]
    public async Task A_change_of_the_tree_that_fails_is_not_in_the_lists()
    {
        using var database = new ContestedDatabase(Fixture.ConnectionString);
        database.Losing = () => throw new TimeoutException("of a test");
        await Assert.ThrowsAsync<TimeoutException>(() => RecodeAsync(database, "wrangling"));
        Assert.Equal((null, "openrefine"), (Tree.Find("wrangling")?.Code, Tree.Find("openrefine")?.Code));
    }

    private async Task<CapacityResult> RecodeAsync(ContestedDatabase database, string code) =>
        await new ChangeCapacityCommand(new Curation(database, Vocabulary, Index, new LiveUpdates(), Clock), Vocabulary)
            .RecodeAsync(Curator, "openrefine", await VersionAsync("openrefine"), code);
}
