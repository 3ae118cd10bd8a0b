using CapX.Data;
using CapX.Data.Index;
using CapX.Data.Matches;
using CapX.Data.People;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Matches;

/// <summary>The effect of a block between two people of a three-way match.</summary>
[Collection(SharedDatabase.Name)]
public sealed class RingBlockTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private PeopleIndex _index = null!;
    private MatchesQuery _matches = null!;

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        _index = new PeopleIndex(fixture.Database, fixture.Vocabulary, new TestClock());
        _matches = new MatchesQuery(fixture.Database, _index, new FindPeopleQuery(fixture.Database, _index), fixture.Vocabulary);
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_between_the_second_and_the_third_changes_nothing_that_the_asker_sees(bool isBlockedBySecond)
    {
        var (me, second, third) = await TriangleAsync();
        await BlockAsync(isBlockedBySecond ? second : third, isBlockedBySecond ? third : second);
        await ExpectRingAsync(me, second, third);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_block_between_the_asker_and_another_leaves_the_other_out_of_every_ring(bool isOfSecond, bool isBlockedByAsker)
    {
        var (me, second, third) = await TriangleAsync();
        var other = isOfSecond ? second : third;
        await BlockAsync(isBlockedByAsker ? me : other, isBlockedByAsker ? other : me);
        var asker = (await _matches.AskerAsync(Viewer.Member(me), "Second"))!;
        Assert.Equal((0, 0),
            ((await _matches.RingsAsync(new MatchFilter(), asker)).Total, (await _matches.RingsThroughAsync(new MatchFilter(), asker)).Thirds.Total));
    }

    private async Task<(ulong Me, ulong Second, ulong Third)> TriangleAsync()
    {
        var me = await new PersonBuilder().Offers("sparql-queries").Wants("openrefine").Speaks("en").InsertAsync(fixture.Database);
        var second = await new PersonBuilder { Username = "Second" }.Offers("organizing-editathons").Wants("sparql-queries").Speaks("en")
            .InsertAsync(fixture.Database);
        var third = await new PersonBuilder().Offers("openrefine").Wants("organizing-editathons").Speaks("en").InsertAsync(fixture.Database);
        await _index.LoadAsync();
        await ExpectRingAsync(me, second, third);
        return (me, second, third);
    }

    private async Task ExpectRingAsync(ulong me, ulong second, ulong third)
    {
        var asker = (await _matches.AskerAsync(Viewer.Member(me), "Second"))!;
        var ring = Assert.Single((await _matches.RingsAsync(new MatchFilter(), asker)).Items);
        Assert.Equal((second, third), (ring.Second.Id, Assert.Single(ring.Thirds.Items).Person.Id));
        Assert.Equal(third, Assert.Single((await _matches.RingsThroughAsync(new MatchFilter(), asker)).Thirds.Items).Person.Id);
    }

    private async Task BlockAsync(ulong one, ulong other)
    {
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@one, @other, '2026-03-01')", new { one, other });
        await _index.LoadAsync();
    }
}
