using CapX.Data;
using CapX.Data.Index;
using CapX.Data.People;
using CapX.Tests.Index;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.People;

[Collection(SharedDatabase.Name)]
public sealed class FindPeopleTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private PeopleIndex _index = null!;

    private FindPeopleQuery Query => new(fixture.Database, _index);

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
    public async Task Finds_only_people_who_offer_the_capacity()
    {
        var offers = await new PersonBuilder().Offers("technology").InsertAsync(fixture.Database);
        await new PersonBuilder().Wants("technology").InsertAsync(fixture.Database);
        await new PersonBuilder().Knows("technology").InsertAsync(fixture.Database);
        await _index.LoadAsync();
        var found = await Query.RunAsync(new PeopleFilter { [Facet.Offers] = ["technology"] }, Viewer.Anonymous);
        Assert.Equal([offers], found.Items.Select(p => p.Id));
    }

    [Fact]
    public async Task An_item_is_what_the_page_of_that_person_shows()
    {
        await new PersonBuilder { Username = "Sample Ana", DisplayName = "Ana", About = "Olá", HomeWiki = "ptwiki", NotTakingUntil = TestClock.Start.Date }
            .Speaks("pt-br", "N").Speaks("en", "0").In("BR").On("wikipedia").Offers("technology", 3, "Evenings").Wants("communication", 4)
            .InsertAsync(fixture.Database);
        await _index.LoadAsync();
        var found = await Query.RunAsync(new PeopleFilter(), Viewer.Anonymous);
        var page = await new FindPersonQuery(fixture.Database).RunAsync("Sample Ana", Viewer.Anonymous);
        Assert.Equivalent(page!.Person, Assert.Single(found.Items), strict: true);
        Assert.Equal((1, 1, 20, PeopleOrder.Updated), (found.Total, found.Page, found.PageSize, found.Order));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(100, 1)]
    public async Task Takes_as_many_commands_for_a_hundred_people_as_for_one(int people, int commands)
    {
        var random = new RandomPeople(11, fixture.Vocabulary);
        for (var i = 0; i < people; i++)
        {
            var person = random.Person();
            (person.Visibility, person.NameLostAt, person.UpdatedAt) = ("public", null, TestClock.Start);
            await person.InsertAsync(fixture.Database);
        }
        await _index.LoadAsync();
        var filter = new PeopleFilter { PageSize = 100 };
        await Query.RunAsync(filter, Viewer.Anonymous);
        PeopleFound? found = null;
        Assert.Equal(commands, await SqlCommands.CountAsync(async () => found = await Query.RunAsync(filter, Viewer.Anonymous)));
        Assert.Equal(people, found!.Items.Count);
    }

    [Fact]
    public async Task Past_the_end_is_an_empty_list_with_the_same_total_and_counts()
    {
        await new PersonBuilder().In("BR").InsertAsync(fixture.Database);
        await _index.LoadAsync();
        var found = await Query.RunAsync(new PeopleFilter { Page = int.MaxValue, PageSize = 100 }, Viewer.Anonymous);
        Assert.Empty(found.Items);
        Assert.Equal(1, found.Total);
        Assert.Contains(new FacetCount("BR", 1), found.Facets[Facet.Territory]);
    }

    [Fact]
    public async Task Shows_nobody_who_has_hidden_since_the_index_looked()
    {
        var stays = await new PersonBuilder().InsertAsync(fixture.Database);
        var hides = await new PersonBuilder().InsertAsync(fixture.Database);
        await _index.LoadAsync();
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = @hides", new { hides });
        foreach (var viewer in new[] { Viewer.Anonymous, Viewer.Member(stays), Viewer.Member(hides) })
            Assert.Equal([stays], (await Query.RunAsync(new PeopleFilter(), viewer)).Items.Select(p => p.Id));
    }

    [Fact]
    public async Task A_parent_counts_whoever_stands_below_it_once()
    {
        var tree = fixture.Vocabulary.Capacities;
        var root = tree["technology"];
        var children = tree.Children(root).Take(2).Select(c => c.Code).ToArray();
        await new PersonBuilder().Offers(children[0]).Offers(children[1]).InsertAsync(fixture.Database);
        await new PersonBuilder().Offers(children[1]).InsertAsync(fixture.Database);
        await _index.LoadAsync();
        var found = await Query.RunAsync(new PeopleFilter(), Viewer.Anonymous);
        Assert.Equal(2, Assert.Single(found.Facets[Facet.Offers], c => c.Code == "technology").Count);
        Assert.Equal(1, Assert.Single(found.Facets[Facet.Offers], c => c.Code == children[0]).Count);
        Assert.Equal(2, (await Query.RunAsync(new PeopleFilter { [Facet.Offers] = ["technology"] }, Viewer.Anonymous)).Total);
    }
}
