using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Index;

[Collection(SharedDatabase.Name)]
public sealed class PeopleIndexRefreshTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly PeopleFilter Everybody = new();

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

    private Task<int> MoveAsync(ulong id, string territory) =>
        fixture.ExecuteAsync("UPDATE person_territory SET territory = @territory WHERE person_id = @id", new { id, territory });

    private IReadOnlyList<FacetCount> Territories() =>
        [.. _index.Find(Everybody, Viewer.Anonymous).Facets[Facet.Territory].Where(t => char.IsAsciiLetter(t.Code[0]))];

    [Fact]
    public void Says_that_it_is_not_filled() => Assert.Throws<InvalidOperationException>(() => _index.Find(Everybody, Viewer.Anonymous));

    [Fact]
    public async Task Readers_see_each_person_in_one_state_only_while_people_change()
    {
        var ids = new List<ulong>();
        for (var i = 0; i < 4; i++) ids.Add(await new PersonBuilder().In("BR").InsertAsync(fixture.Database));
        await _index.LoadAsync();
        using var isOver = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!isOver.IsCancellationRequested) Assert.Equal(ids.Count, Territories().Sum(t => t.Count));
        })).ToList();
        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            for (var round = 0; round < 30; round++)
            {
                await MoveAsync(id, round % 2 == 0 ? "GH" : "BR");
                await _index.RefreshAsync(id);
            }
        })));
        await isOver.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal([new FacetCount("BR", ids.Count)], Territories());
    }

    [Fact]
    public async Task Many_refreshes_of_one_person_end_in_the_newest_state()
    {
        var id = await new PersonBuilder().In("BR").InsertAsync(fixture.Database);
        await _index.LoadAsync();
        for (var round = 0; round < 20; round++)
        {
            var refreshes = new List<Task>();
            foreach (var territory in new[] { "GH", "TH", "DE", "AR" })
            {
                await MoveAsync(id, territory);
                refreshes.Add(_index.RefreshAsync(id));
            }
            await Task.WhenAll(refreshes);
            Assert.Equal([new FacetCount("AR", 1)], Territories());
        }
    }

    [Fact]
    public async Task A_change_during_the_filling_is_not_lost()
    {
        var id = await new PersonBuilder().In("BR").InsertAsync(fixture.Database);
        var filling = _index.LoadAsync();
        await MoveAsync(id, "GH");
        await _index.RefreshAsync(id);
        await filling;
        Assert.Equal([new FacetCount("GH", 1)], Territories());
    }

    [Fact]
    public async Task A_person_who_is_erased_leaves_nothing_behind()
    {
        var id = await new PersonBuilder { Username = "Quetzalcoatl", About = "维基百科" }.InsertAsync(fixture.Database);
        await _index.LoadAsync();
        Assert.Equal(1, _index.Count(new PeopleFilter { Queries = ["quetz"] }, Viewer.Anonymous));
        await fixture.ExecuteAsync("DELETE FROM person WHERE id = @id", new { id });
        await _index.RefreshAsync(id);
        Assert.Equal(0, _index.Count(Everybody, Viewer.Anonymous));
        Assert.Equal(0, _index.TermCount);
    }

    [Fact]
    public async Task A_block_while_the_database_is_away_is_made_up_for()
    {
        using var wire = new CuttableWire(fixture);
        using var database = new Database(wire.ConnectionString);
        using var index = new PeopleIndex(database, fixture.Vocabulary, _clock);
        var (one, two) = (await new PersonBuilder().InsertAsync(fixture.Database), await new PersonBuilder().InsertAsync(fixture.Database));
        await index.LoadAsync();
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@one, @two, UTC_TIMESTAMP(6))", new { one, two });

        wire.Cut();
        await index.RefreshBlocksAsync();
        Assert.False(index.IsCurrent);
        Assert.Empty(index.Blocks.Of(two));

        wire.Mend();
        for (var waited = 0; !index.IsCurrent && waited < 100; waited++) await Task.Delay(100);
        Assert.True(index.IsCurrent);
        Assert.Equal([one], index.Blocks.Of(two));
    }

    [Fact]
    public async Task A_refresh_while_the_database_is_away_is_made_up_for()
    {
        using var wire = new CuttableWire(fixture);
        using var database = new Database(wire.ConnectionString);
        using var index = new PeopleIndex(database, fixture.Vocabulary, _clock);
        var hides = await new PersonBuilder().InsertAsync(fixture.Database);
        await index.LoadAsync();
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = @hides", new { hides });

        wire.Cut();
        await index.RefreshAsync(hides);
        Assert.False(index.IsCurrent);
        Assert.Equal(1, index.Count(Everybody, Viewer.Anonymous));

        wire.Mend();
        for (var waited = 0; !index.IsCurrent && waited < 100; waited++) await Task.Delay(100);
        Assert.True(index.IsCurrent);
        Assert.Equal(0, index.Count(Everybody, Viewer.Anonymous));
    }

    [Fact]
    public async Task The_shuffle_changes_with_the_utc_day_and_not_within_it()
    {
        for (var i = 0; i < 30; i++) await new PersonBuilder().InsertAsync(fixture.Database);
        await _index.LoadAsync();
        IReadOnlyList<ulong> Shuffled() => _index.Find(Everybody with { Order = PeopleOrder.Today, PageSize = 100 }, Viewer.Anonymous).Ids;
        _clock.Now = new DateTime(2026, 3, 14, 0, 0, 0, DateTimeKind.Utc);
        var first = Shuffled();
        _clock.Now = new DateTime(2026, 3, 14, 23, 59, 59, DateTimeKind.Utc);
        Assert.Equal(first, Shuffled());
        _clock.Now = new DateTime(2026, 3, 15, 0, 0, 0, DateTimeKind.Utc);
        var second = Shuffled();
        Assert.NotEqual(first, second);
        Assert.Equal(first.Order(), second.Order());
        Assert.Equal(second.OrderBy(id => PeopleOrdering.Shuffle(new DateOnly(2026, 3, 15), id)), second);
    }

    [Fact]
    public async Task Filling_again_takes_new_reference_lists()
    {
        await new PersonBuilder().In("BR").InsertAsync(fixture.Database);
        await _index.LoadAsync();
        await new PersonBuilder().In("GH").InsertAsync(fixture.Database);
        await _index.LoadAsync();
        Assert.Equal([new FacetCount("BR", 1), new FacetCount("GH", 1)], Territories());
    }
}
