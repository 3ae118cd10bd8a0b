using CapX.Data;
using CapX.Data.Index;
using CapX.Data.Matches;
using CapX.Data.People;
using CapX.Tests.Index;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Matches;

[Collection(SharedDatabase.Name)]
public sealed class MatchesTests(DatabaseFixture fixture) : IAsyncLifetime
{
    // Uses one capacity in sixty, so that people often match.
    private const int FewCapacities = 60;

    private static readonly HashSet<ulong> Nobody = [];

    private readonly TestClock _clock = new();
    private PeopleIndex _index = null!;
    private MatchesQuery _matches = null!;

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        _index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
        _matches = new MatchesQuery(fixture.Database, _index, new FindPeopleQuery(fixture.Database, _index), fixture.Vocabulary);
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(1, 150)]
    [InlineData(2, 150)]
    [InlineData(3, 40)]
    [InlineData(4, 8)]
    public async Task Equals_plain_reading_of_the_tables(int seed, int people)
    {
        var random = new RandomPeople(seed, fixture.Vocabulary, FewCapacities);
        var ids = new List<ulong>();
        for (var i = 0; i < people; i++) ids.Add(await random.Person().InsertAsync(fixture.Database));
        // Random blocks. Those between two others must not change what an asker finds. CompareAsync leaves out the people with a block to the asker.
        await fixture.ExecuteAsync("INSERT IGNORE INTO person_block (person_id, blocked_id, blocked_at) VALUES (@One, @Other, '2026-03-01')",
            Enumerable.Range(0, people).Select(_ => new { One = random.Pick(ids), Other = random.Pick(ids) }).Where(pair => pair.One != pair.Other).ToList());
        await _index.LoadAsync();
        await CompareAsync(random);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Equals_plain_reading_of_the_tables_after_edits(int seed)
    {
        var random = new RandomPeople(seed, fixture.Vocabulary, FewCapacities);
        var ids = new List<ulong>();
        for (var i = 0; i < 60; i++) ids.Add(await random.Person().InsertAsync(fixture.Database));
        await _index.LoadAsync();
        for (var i = 0; i < 40; i++)
        {
            var id = random.Pick(ids);
            await fixture.ExecuteAsync("DELETE FROM person WHERE id = @id", new { id });
            await _index.RefreshAsync(id);
            await random.Person(id).InsertAsync(fixture.Database);
            await _index.RefreshAsync(id);
        }
        await CompareAsync(random);
        _clock.Advance(TimeSpan.FromDays(2));
        await CompareAsync(random);
    }

    [Fact]
    public async Task Says_who_could_teach_what_and_in_which_languages()
    {
        var me = await MeAsync();
        await new PersonBuilder { Username = "Both" }.Offers("openrefine").Wants("technology").Speaks("en").Speaks("ar", "0").InsertAsync(fixture.Database);
        await new PersonBuilder { Username = "Only Offers" }.Offers("openrefine").Speaks("en").InsertAsync(fixture.Database);
        await new PersonBuilder { Username = "Other Language" }.Offers("openrefine").Wants("technology").Speaks("sw").Speaks("en", "0")
            .InsertAsync(fixture.Database);

        var found = await MutualAsync(me);

        var match = Assert.Single(found.Items);
        Assert.Equal(("Both", 1), (match.Person.Username, found.Total));
        Assert.Equal(["openrefine"], match.TheyTeach.Capacities);
        Assert.Equal(["sparql-queries"], match.ITeach.Capacities);
        Assert.Equal(["en"], match.TheyTeach.Languages);
        Assert.Equal(["Both", "Other Language"],
            (await MutualAsync(me, new MatchFilter { InAnyLanguage = true })).Items.Select(m => m.Person.Username).Order());
    }

    [Theory]
    [InlineData("en", "en-us", "en-us")]
    [InlineData("en-gb", "en-us", "en-us")]
    [InlineData("pt", "pt-br", "pt-br")]
    [InlineData("zh-hant", "zh", "zh")]
    [InlineData("nb", "nn", "nn")]
    [InlineData("nds", "nds-nl", null)]
    [InlineData("jv", "map-bms", null)]
    public async Task A_language_and_its_variants_are_one(string mine, string theirs, string? common)
    {
        var me = await new PersonBuilder { Username = "Asker" }.Offers("sparql-queries").Wants("openrefine").Speaks(mine).InsertAsync(fixture.Database);
        await new PersonBuilder { Username = "Both" }.Offers("openrefine").Offers("organizing-editathons").Wants("sparql-queries").Speaks(theirs)
            .InsertAsync(fixture.Database);
        await new PersonBuilder { Username = "Third" }.Offers("openrefine").Wants("organizing-editathons").Speaks(mine).InsertAsync(fixture.Database);

        var found = await MutualAsync(me);
        var rings = await RingsAsync(me);

        Assert.Equal(common is null ? 0 : 1, found.Total);
        Assert.Equal(common is null ? 0 : 1, rings.Total);
        if (common is not null) Assert.Equal([common], Assert.Single(found.Items).TheyTeach.Languages);
    }

    [Theory]
    [InlineData("public", true)]
    [InlineData("members", true)]
    [InlineData("hidden", false)]
    public async Task A_ring_names_a_third_person_only_if_the_viewer_may_see_that_person(string visibility, bool isSeen)
    {
        var me = await MeAsync();
        await new PersonBuilder { Username = "Second" }.Offers("organizing-editathons").Wants("sparql-queries").Speaks("en").InsertAsync(fixture.Database);
        await new PersonBuilder { Username = "Third", Visibility = visibility }.Offers("openrefine").Wants("organizing-editathons").Speaks("en")
            .InsertAsync(fixture.Database);

        var rings = await RingsAsync(me);

        Assert.Equal(isSeen ? 1 : 0, rings.Total);
        if (isSeen) Assert.Equal(("Second", "Third"), (rings.Items[0].Second.Username, rings.Items[0].Thirds.Items[0].Person.Username));
    }

    [Fact]
    public async Task Whoever_hid_since_the_index_read_the_tables_is_not_shown()
    {
        var me = await MeAsync();
        await new PersonBuilder().Offers("openrefine").Wants("sparql-queries").Speaks("en").InsertAsync(fixture.Database);
        await new PersonBuilder { Username = "Second" }.Offers("organizing-editathons").Wants("sparql-queries").Speaks("en").InsertAsync(fixture.Database);
        await new PersonBuilder().Offers("openrefine").Wants("organizing-editathons").Speaks("en").InsertAsync(fixture.Database);
        await _index.LoadAsync();
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id <> @me AND username <> 'Second'", new { me });

        var asker = (await _matches.AskerAsync(Viewer.Member(me), "Second"))!;
        Assert.Empty((await _matches.MutualAsync(new MatchFilter(), asker)).Items);
        Assert.Empty((await _matches.RingsAsync(new MatchFilter(), asker)).Items);
        Assert.Empty((await _matches.RingsThroughAsync(new MatchFilter(), asker)).Thirds.Items);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    public async Task Leaves_out_who_takes_no_requests_up_to_the_day_named(int daysFromToday, int expected)
    {
        var me = await MeAsync();
        await new PersonBuilder { NotTakingUntil = TestClock.Start.Date.AddDays(daysFromToday) }.Offers("openrefine").Wants("sparql-queries").Speaks("en")
            .InsertAsync(fixture.Database);

        Assert.Equal(expected, (await MutualAsync(me)).Total);
    }

    [Fact]
    public async Task Is_nothing_for_whoever_has_saved_nothing_or_is_signed_out()
    {
        var newcomer = await fixture.NewcomerAsync();
        await new PersonBuilder().Offers("openrefine").Wants("sparql-queries").Speaks("en").InsertAsync(fixture.Database);

        Assert.Equal(0, (await MutualAsync(newcomer.PersonId, new MatchFilter { InAnyLanguage = true })).Total);
        Assert.Null(await _matches.AskerAsync(Viewer.Anonymous));
    }

    /// <summary>A person with a hidden profile, which is in no list, who offers sparql-queries and wants openrefine.</summary>
    private Task<ulong> MeAsync() =>
        new PersonBuilder { Visibility = "hidden" }.Offers("sparql-queries").Wants("openrefine").Speaks("en").Speaks("ar").InsertAsync(fixture.Database);

    private async Task<MatchesFound<MutualMatch>> MutualAsync(ulong me, MatchFilter? filter = null)
    {
        await _index.LoadAsync();
        return await _matches.MutualAsync(filter ?? new MatchFilter(), (await _matches.AskerAsync(Viewer.Member(me)))!);
    }

    private async Task<MatchesFound<RingsFound>> RingsAsync(ulong me)
    {
        await _index.LoadAsync();
        return await _matches.RingsAsync(new MatchFilter(), (await _matches.AskerAsync(Viewer.Member(me)))!);
    }

    private async Task CompareAsync(RandomPeople random)
    {
        var oracle = new MatchesOracle(fixture.Vocabulary, DateOnly.FromDateTime(_clock.Now));
        await oracle.ReadAsync(fixture);
        var found = (Mutual: 0, Rings: 0);
        foreach (var asker in oracle.Ids)
        {
            foreach (var isNarrow in new[] { false, true })
            {
                var people = random.Filter();
                var filter = new MatchFilter
                {
                    People = isNarrow ? people : new PeopleFilter { Order = people.Order, PageSize = people.PageSize },
                    InAnyLanguage = random.Chance(30),
                };
                HashSet<ulong> leftOut = [.. oracle.Blocked(asker), .. random.Chance(50) ? Nobody : oracle.Ids.Where(_ => random.Chance(15))];
                found.Mutual += CompareMutual(oracle, asker, filter, leftOut);
                found.Rings += CompareRings(oracle, asker, filter, leftOut);
            }
        }
        if (oracle.Ids.Count() > 50) Assert.True(found is { Mutual: > 30, Rings: > 30 }, $"The people meet too seldom: {found}");
    }

    private int CompareMutual(MatchesOracle oracle, ulong asker, MatchFilter filter, HashSet<ulong> leftOut)
    {
        var expected = oracle.Mutual(asker, filter, leftOut);
        foreach (var page in Pages(filter, expected.Count))
        {
            var matched = _index.Mutual(page, oracle.Party(asker), leftOut);
            Assert.Equal(expected.Count, matched.Total);
            Assert.Equal(OnPage(expected, page), matched.Items);
        }
        return expected.Count;
    }

    private int CompareRings(MatchesOracle oracle, ulong asker, MatchFilter filter, HashSet<ulong> leftOut)
    {
        var expected = oracle.Rings(asker, filter, leftOut);
        foreach (var page in Pages(filter, expected.Count))
        {
            var matched = _index.Rings(page, oracle.Party(asker), leftOut);
            Assert.Equal(expected.Count, matched.Total);
            Assert.Equal(OnPage(expected, page).Select(r => r.Second), matched.Items.Select(r => r.Second));
            Assert.Equal(OnPage(expected, page).Select(r => r.Thirds.Count), matched.Items.Select(r => r.Thirds.Total));
            Assert.Equal(OnPage(expected, page).SelectMany(r => r.Thirds.Take(PeopleIndex.ThirdsNamed)), matched.Items.SelectMany(r => r.Thirds.Items));
        }
        foreach (var second in oracle.Ids)
        {
            var thirds = expected.Find(ring => ring.Second == second).Thirds ?? [];
            var through = _index.RingsThrough(second, filter, oracle.Party(asker), leftOut);
            Assert.Equal(thirds.Count, through.Total);
            Assert.Equal(OnPage(thirds, filter), through.Items);
        }
        return expected.Count;
    }

    private static IEnumerable<MatchFilter> Pages(MatchFilter filter, int total) =>
        Enumerable.Range(1, Math.Min(total / filter.People.PageSize, 5) + 2).Select(page => filter with { People = filter.People with { Page = page } });

    private static IEnumerable<T> OnPage<T>(IReadOnlyList<T> all, MatchFilter filter) =>
        all.Skip((filter.People.Page - 1) * filter.People.PageSize).Take(filter.People.PageSize);
}
