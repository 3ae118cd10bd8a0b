using CapX.Data;
using CapX.Tests.Infra;
using Dapper;
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

    [Fact]
    public async Task Refuses_a_database_that_earlier_files_made_and_changes_nothing_in_it()
    {
        using var earlier = await EarlierDatabase.CreateAsync(fixture);
        var migrator = new Migrator(earlier, new TestClock());

        Assert.False(await migrator.IsCurrentAsync());
        var refused = await Assert.ThrowsAsync<EarlierDatabaseException>(() => migrator.RunAsync());

        Assert.Contains("made by an earlier development version (0028-seen.sql). It cannot be upgraded.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(EarlierDatabase.Tables, await EarlierDatabase.TablesAsync(earlier));
    }

    [Fact]
    public async Task Rebuilding_deletes_all_that_was_there_and_applies_everything()
    {
        using var earlier = await EarlierDatabase.CreateAsync(fixture);
        var migrator = new Migrator(earlier, new TestClock());

        Assert.Contains("0001-vocabulary.sql", await migrator.RebuildAsync());

        Assert.True(await migrator.IsCurrentAsync());
        Assert.Empty(await migrator.RunAsync());
        Assert.Equal(await EarlierDatabase.TablesAsync(fixture.Database), await EarlierDatabase.TablesAsync(earlier));
        Assert.Equal(0, await earlier.ReadAsync(connection => connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM person")));
    }

    [Theory]
    [InlineData("Server=tools.db.svc.wikimedia.cloud;Database=s55555__capx")]
    [InlineData("Server=database.example.org;Database=capx")]
    [InlineData("Server=127.0.0.1;Database=s55555__capx")]
    public async Task Does_not_rebuild_a_database_that_may_be_in_production(string connection)
    {
        using var production = new Database(connection);
        var refused = await Assert.ThrowsAsync<MigrationException>(() => new Migrator(production, new TestClock()).RebuildAsync());
        Assert.Contains("may be in production", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_a_database_that_a_newer_version_migrated_so_that_a_deploy_can_be_rolled_back()
    {
        await fixture.ExecuteAsync("INSERT INTO migration (name, checksum, applied_at) VALUES ('9999-newer.sql', '', UTC_TIMESTAMP(6))");
        try
        {
            Assert.Empty(await new Migrator(fixture.Database, new TestClock()).RunAsync());
            Assert.True(await new Migrator(fixture.Database, new TestClock()).IsCurrentAsync());
        }
        finally
        {
            await fixture.ExecuteAsync("DELETE FROM migration WHERE name = '9999-newer.sql'");
        }
    }
}
