using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.People;

[Collection(SharedDatabase.Name)]
public sealed class CapacityCountTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private PeopleIndex _index = null!;

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        _index = new PeopleIndex(fixture.Database, fixture.Vocabulary, new TestClock());
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_tree_counts_whom_the_viewer_may_list_at_or_below_each_capacity()
    {
        var child = fixture.Vocabulary.Capacities.Children(fixture.Vocabulary.Capacities["technology"]).First().Code;
        await new PersonBuilder().Offers(child).Wants("communication").InsertAsync(fixture.Database);
        await new PersonBuilder { Visibility = "members" }.Offers("technology").Knows(child).InsertAsync(fixture.Database);
        await new PersonBuilder { Visibility = "hidden" }.Offers(child).InsertAsync(fixture.Database);
        await _index.LoadAsync();
        CapacityCount Of(string code, Viewer viewer) => _index.CapacityCounts(viewer).Single(c => c.Code == code);
        Assert.Equal(new CapacityCount("technology", 1, 1, 0), Of("technology", Viewer.Anonymous));
        Assert.Equal(new CapacityCount("technology", 2, 2, 0), Of("technology", Viewer.Member(1)));
        Assert.Equal(new CapacityCount(child, 2, 1, 0), Of(child, Viewer.Member(1)));
        Assert.Equal(new CapacityCount("communication", 0, 0, 1), Of("communication", Viewer.Anonymous));
        Assert.Equal(fixture.Vocabulary.Capacities.Entries.Select(e => e.Code), _index.CapacityCounts(Viewer.Anonymous).Select(c => c.Code));
    }

    [Fact]
    public async Task The_home_sentence_counts_those_who_offer_where_they_are_and_what_they_name()
    {
        var child = fixture.Vocabulary.Capacities.Children(fixture.Vocabulary.Capacities["technology"]).First().Code;
        await new PersonBuilder().Offers(child).In("BR", "019").InsertAsync(fixture.Database);
        await new PersonBuilder().Offers(child).Offers("communication").In("BR", "GH").InsertAsync(fixture.Database);
        await new PersonBuilder().Wants("technology").In("TH").InsertAsync(fixture.Database);
        await new PersonBuilder { Visibility = "members" }.Offers("technology").In("DE").InsertAsync(fixture.Database);
        await _index.LoadAsync();
        Assert.Equal(new OfferFigures(2, 2, 2), _index.OfferFigures(Viewer.Anonymous));
        Assert.Equal(new OfferFigures(3, 3, 3), _index.OfferFigures(Viewer.Member(1)));
    }
}
