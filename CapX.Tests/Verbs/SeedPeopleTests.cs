using CapX.Data.Verbs;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Verbs;

[Collection(SharedDatabase.Name)]
public sealed class SeedPeopleTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string ContentSql = """
        SELECT CONCAT_WS('|', p.id, p.username, p.display_name, p.about, p.about_language, p.home_wiki, p.not_taking_until, p.visibility, p.indexable,
               p.joined_at, p.updated_at,
               (SELECT GROUP_CONCAT(language, level ORDER BY language) FROM person_language l WHERE l.person_id = p.id),
               (SELECT GROUP_CONCAT(territory ORDER BY territory) FROM person_territory t WHERE t.person_id = p.id),
               (SELECT GROUP_CONCAT(project ORDER BY project) FROM person_project r WHERE r.person_id = p.id),
               (SELECT GROUP_CONCAT(role, capacity_id, ':', methods, COALESCE(note, '') ORDER BY role, capacity_id) FROM person_capacity c
                 WHERE c.person_id = p.id))
          FROM person p ORDER BY p.id
        """;

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private Task SeedAsync(int count, int seed = 1) => new SeedPeopleCommand(fixture.Database, fixture.Vocabulary).RunAsync(count, seed);

    [Fact]
    public async Task The_same_seed_gives_the_same_people_and_replaces_those_of_another()
    {
        await SeedAsync(120);
        var first = await fixture.QueryAsync<string>(ContentSql);
        await SeedAsync(1500, seed: 2);
        var second = await fixture.QueryAsync<string>(ContentSql);
        await SeedAsync(120);
        Assert.Equal(first, await fixture.QueryAsync<string>(ContentSql));
        Assert.Equal(120, first.Count);
        Assert.Equal(1500, second.Count);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task Samples_are_of_all_kinds_and_plainly_named()
    {
        await SeedAsync(300);
        async Task<long> CountAsync(string condition) => (await fixture.QueryAsync<long>($"SELECT COUNT(*) FROM person WHERE {condition}"))[0];
        Assert.Equal(300, await CountAsync("username LIKE 'Sample %'"));
        Assert.InRange(await CountAsync("visibility = 'public'"), 170, 230);
        Assert.InRange(await CountAsync("visibility = 'members'"), 40, 110);
        Assert.InRange(await CountAsync("visibility = 'hidden'"), 5, 60);
        Assert.InRange((await fixture.QueryAsync<long>("SELECT COUNT(DISTINCT language) FROM person_language"))[0], 25, 800);
        Assert.InRange((await fixture.QueryAsync<long>("SELECT COUNT(DISTINCT territory) FROM person_territory"))[0], 40, 300);
        Assert.InRange((await fixture.QueryAsync<long>("SELECT COUNT(DISTINCT about_language) FROM person"))[0], 12, 30);
        Assert.InRange((await fixture.QueryAsync<long>("SELECT COUNT(DISTINCT capacity_id) FROM person_capacity"))[0], 150, 300);
    }

    [Fact]
    public async Task Whatever_is_offered_is_known()
    {
        await SeedAsync(100);
        Assert.Equal([0], await fixture.QueryAsync<long>("""
            SELECT COUNT(*) FROM person_capacity o LEFT JOIN person_capacity k ON k.person_id = o.person_id AND k.capacity_id = o.capacity_id
             AND k.role = 'knows'
             WHERE o.role = 'offers' AND k.person_id IS NULL
            """));
    }

    [Fact]
    public async Task Real_people_are_left_alone()
    {
        var real = await new PersonBuilder { Username = "Sample Member", About = "I am real" }.Offers("technology").Speaks("en").InsertAsync(fixture.Database);
        var before = await fixture.QueryAsync<string>(ContentSql);
        await SeedAsync(20);
        await SeedAsync(0);
        Assert.Equal(before, await fixture.QueryAsync<string>(ContentSql));
        Assert.Contains($"{real}|", before[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "capx", true)]
    [InlineData(true, "capx_bench", true)]
    [InlineData(true, "s55555__capx", false)]
    [InlineData(false, "capx", false)]
    [InlineData(false, "s55555__capx", false)]
    public void A_database_that_may_be_in_production_is_refused(bool isOnThisMachine, string name, bool isTaken) =>
        Assert.Equal(isTaken, SeedPeopleCommand.Refusal(isOnThisMachine, name) is null);

    [Fact]
    public async Task Sample_organizations_are_plainly_named_managed_and_made_once()
    {
        await SeedAsync(60);
        for (var run = 0; run < 2; run++) await new SeedOrganizationsCommand(fixture.Database, fixture.Vocabulary).RunAsync(1);
        Assert.Equal([SeedOrganizationsCommand.Count],
            await fixture.QueryAsync<int>("SELECT COUNT(*) FROM organization WHERE slug LIKE 'sample-%' AND state = 'confirmed'"));
        Assert.Equal([SeedOrganizationsCommand.Count], await fixture.QueryAsync<int>("SELECT COUNT(*) FROM organization_person WHERE standing = 'manager'"));
        Assert.Equal([SeedOrganizationsCommand.Count], await fixture.QueryAsync<int>("SELECT COUNT(*) FROM catalogue WHERE kind = 'organization'"));
    }
}
