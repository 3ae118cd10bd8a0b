using System.Globalization;
using System.Text.Json;
using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Index;

/// <summary>Facet counts that the index keeps between queries.</summary>
[Collection(SharedDatabase.Name)]
public sealed class RecentFacetsTests(DatabaseFixture data) : IAsyncLifetime
{
    private PeopleIndex _index = null!;

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        _index = new PeopleIndex(data.Database, data.Vocabulary, new TestClock());
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Are_the_counts_that_a_new_index_counts_after_any_edits()
    {
        var random = new RandomPeople(11, data.Vocabulary);
        var ids = new List<ulong>();
        for (var i = 0; i < 40; i++) ids.Add(await random.Person().InsertAsync(data.Database));
        await data.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@one, @other, UTC_TIMESTAMP(6))",
            new { one = ids[0], other = ids[1] });
        await _index.LoadAsync();
        var filters = Enumerable.Range(0, 30).Select(_ => random.Filter()).ToList();
        Viewer[] viewers = [Viewer.Anonymous, Viewer.Member(ids[0]), Viewer.Member(ids[1]), Viewer.Member(ids[2])];

        for (var round = 0; round < 5; round++)
        {
            using var fresh = new PeopleIndex(data.Database, data.Vocabulary, new TestClock());
            await fresh.LoadAsync();
            foreach (var filter in filters)
                foreach (var viewer in viewers)
                {
                    fresh.Counted.Clear();
                    Assert.Equal(JsonSerializer.Serialize(fresh.Find(filter, viewer)), JsonSerializer.Serialize(_index.Find(filter, viewer)));
                }
            var edited = random.Pick(ids);
            await data.ExecuteAsync("DELETE FROM person WHERE id = @edited", new { edited });
            await random.Person(edited).InsertAsync(data.Database);
            await _index.RefreshAsync(edited);
        }
    }

    [Fact]
    public async Task Are_shared_by_pages_and_orders_and_by_all_who_see_the_same()
    {
        await new PersonBuilder().Offers("openrefine").InsertAsync(data.Database);
        await _index.LoadAsync();
        var filter = new PeopleFilter { [Facet.Offers] = ["openrefine", "technology"] };

        var counts = _index.Find(filter, Viewer.Anonymous).Facets;

        var same = filter.With(Facet.Offers, ["technology", "openrefine"]) with { Page = 2, Order = PeopleOrder.Name };
        Assert.Same(counts, _index.Find(same, Viewer.Anonymous).Facets);
        Assert.Same(_index.Find(filter, Viewer.Member(1)).Facets, _index.Find(filter, Viewer.Member(2)).Facets);
        Assert.NotSame(counts, _index.Find(filter, Viewer.Member(1)).Facets);
    }

    [Theory]
    [InlineData("a1:b", "a", "b")]
    [InlineData("a\u00011:b/", "a\u0001", "b/")]
    [InlineData("1:a", "1", "a")]
    public void Are_never_those_of_a_text_that_looks_like_several(string one, params string[] several)
    {
        var facets = new RecentFacets();
        var (ofOne, ofSeveral) = (new PeopleFilter { Queries = [one] }, new PeopleFilter { Queries = several });

        Assert.NotSame(facets.Of(ofOne, false, Nothing), facets.Of(ofSeveral, false, Nothing));
    }

    [Fact]
    public void Are_not_kept_without_end()
    {
        var facets = new RecentFacets();

        for (var i = 0; i < 3 * RecentFacets.Most; i++)
        {
            facets.Of(new PeopleFilter { Queries = [i.ToString(CultureInfo.InvariantCulture)] }, false, Nothing);
            Assert.InRange(facets.Count, 1, RecentFacets.Most);
        }
    }

    private static FacetCounts Nothing() => new(Facet.OfPeople, _ => []);
}
