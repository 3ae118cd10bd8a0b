using CapX.Data;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests;

[Collection(SharedDatabase.Name)]
public sealed class MigratorTests(DatabaseFixture fixture) : IAsyncLifetime
{
    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Applies_everything_once_and_nothing_the_second_time()
    {
        Assert.True(await new Migrator(fixture.Database, new TestClock()).IsCurrentAsync());
        Assert.Empty(await new Migrator(fixture.Database, new TestClock()).RunAsync());
    }

    [Fact]
    public async Task Every_table_but_the_lists_is_empty_when_a_test_starts()
    {
        await new PersonBuilder { About = "Gone soon" }.Offers("technology").Speaks("en").In("BR").On("wikipedia").InsertAsync(fixture.Database);
        await fixture.EmptyAsync();
        Assert.Equal([0], await fixture.QueryAsync<long>("""
            SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM person_capacity) + (SELECT COUNT(*) FROM person_language)
            """));
        Assert.True(fixture.Vocabulary.IsLoaded);
    }
}
