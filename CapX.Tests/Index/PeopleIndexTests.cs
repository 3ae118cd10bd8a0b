using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Index;

[Collection(SharedDatabase.Name)]
public sealed class PeopleIndexTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly Viewer[] Viewers = [Viewer.Anonymous, Viewer.Member(1)];

    private readonly TestClock _clock = new();
    private PeopleIndex _index = null!;

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        _index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 40)]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    public async Task Equals_plain_reading_of_the_tables(int seed, int people)
    {
        var random = new RandomPeople(seed, fixture.Vocabulary);
        for (var i = 0; i < people; i++) await random.Person().InsertAsync(fixture.Database);
        await _index.LoadAsync();
        await CompareAsync(random, filters: people > 100 ? 150 : 50);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Equals_plain_reading_of_the_tables_after_any_edits(int seed)
    {
        var random = new RandomPeople(seed, fixture.Vocabulary);
        var ids = new List<ulong>();
        for (var i = 0; i < 60; i++) ids.Add(await random.Person().InsertAsync(fixture.Database));
        await _index.LoadAsync();
        for (var round = 0; round < 12; round++)
        {
            for (var i = 0; i < 12; i++) await EditAsync(random, ids);
            await CompareAsync(random, filters: 12);
        }
    }

    [Fact]
    public async Task Filled_by_edits_alone_equals_plain_reading_too()
    {
        await _index.LoadAsync();
        var random = new RandomPeople(7, fixture.Vocabulary);
        for (var i = 0; i < 80; i++) await _index.RefreshAsync(await random.Person().InsertAsync(fixture.Database));
        await CompareAsync(random, filters: 40);
    }

    private async Task EditAsync(RandomPeople random, List<ulong> ids)
    {
        var id = random.Pick(ids);
        switch (random.Next(4))
        {
            case 0:
                ids.Add(id = await random.Person().InsertAsync(fixture.Database));
                break;
            case 1:
                await fixture.ExecuteAsync("DELETE FROM person WHERE id = @id", new { id });
                break;
            case 2:
                await fixture.ExecuteAsync("DELETE FROM person WHERE id = @id", new { id });
                await random.Person(id).InsertAsync(fixture.Database);
                break;
            default:
                await fixture.ExecuteAsync("UPDATE person SET visibility = @visibility, about_seen = @about, territories_seen = @territories WHERE id = @id",
                    new
                    {
                        id, visibility = random.Pick(["public", "members", "hidden"]), about = random.Pick(["profile", "members", "nobody"]),
                        territories = random.Pick(["profile", "members", "nobody"])
                    });
                break;
        }
        await _index.RefreshAsync(id);
    }

    private async Task CompareAsync(RandomPeople random, int filters)
    {
        var oracle = new PeopleOracle(fixture.Vocabulary, DateOnly.FromDateTime(_clock.Now));
        await oracle.ReadAsync(fixture);
        foreach (var viewer in Viewers)
        {
            Compare(oracle, new PeopleFilter(), viewer);
            for (var i = 0; i < filters; i++) Compare(oracle, random.Filter(), viewer);
        }
    }

    private void Compare(PeopleOracle oracle, PeopleFilter filter, Viewer viewer)
    {
        var expected = oracle.Find(filter, viewer);
        Assert.Equal(expected.Count, _index.Count(filter, viewer));
        for (var page = 1; page <= (expected.Count / filter.PageSize) + 2; page++)
        {
            var matched = _index.Find(filter with { Page = page }, viewer);
            Assert.Equal(expected.Count, matched.Total);
            Assert.Equal(expected.Skip((page - 1) * filter.PageSize).Take(filter.PageSize), matched.Ids);
            if (page > 1) continue;
            foreach (var facet in Facet.OfPeople)
                Assert.Equal(oracle.Counts(facet, filter, viewer), matched.Facets[facet]);
        }
    }
}
