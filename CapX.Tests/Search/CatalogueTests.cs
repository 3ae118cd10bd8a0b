using CapX.Data.Organizations;
using CapX.Data.Search;
using CapX.Data;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests.Search;

/// <summary>The results and counts of the catalogue on a real MariaDB.</summary>
[Collection(SharedDatabase.Name)]
public sealed class CatalogueTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly Facet[] Facets =
        [Facet.Knows, Facet.Offers, Facet.Wants, Facet.Method, Facet.Territory, Facet.Project, OrganizationFacets.Type, Facet.Language];

    private static readonly string[] Capacities = ["openrefine", "sparql-queries", "technology", "wikidata-editing", "organizing-editathons"];
    private static readonly string[] Places = ["BR", "NG", "GH", "011", "DE"];
    private static readonly string[] Spoken = ["en", "en-us", "en-gb", "pt", "pt-br", "zh-tw"];
    private static readonly string[] Words = ["Ghana", "Łódź group", "ユーザーグループ", "user group of sample", "AI", "l’éducation", "दिल", "C++", "編集2026"];

    private CatalogueQuery Query => new(fixture.Database, new TestClock());

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Finds_and_counts_as_plain_rules_do(int seed)
    {
        var random = new Random(seed);
        var known = Capacities.Where(c => fixture.Vocabulary.Capacities.Find(c) is not null).ToArray();
        var entries = Enumerable.Range(1, 40).Select(number => Entry((ulong)number, random, known)).ToList();
        foreach (var entry in entries) await PutAsync(entry);
        var oracle = new CatalogueOracle(fixture.Vocabulary, entries);

        for (var round = 0; round < 40; round++)
        {
            var filter = Filter(random, known);
            var found = await Query.RunAsync(filter with { Counted = Facets }, Viewer.Anonymous);
            Assert.Equal(oracle.Find(filter).Select(e => e.Id).Order(), found.Ids.Order());
            Assert.Equal(found.Ids.Count, found.Total);
            foreach (var facet in Facets)
            {
                Assert.All(found.Facets[facet], c => Assert.Equal(oracle.Count(filter, facet, c.Code), c.Count));
                var missed = Codes(facet, known).Except(found.Facets[facet].Select(c => c.Code)).Where(code => oracle.Count(filter, facet, code) > 0);
                Assert.Empty(missed);
            }
        }
    }

    [Fact]
    public async Task Every_page_can_be_reached_in_every_order_and_none_overlaps()
    {
        var random = new Random(5);
        for (var number = 1; number <= 23; number++) await PutAsync(Entry((ulong)number, random, ["openrefine"]));
        foreach (var order in Enum.GetValues<CatalogueOrder>())
        {
            var ids = new List<ulong>();
            for (var page = 1; page <= 4; page++)
                ids.AddRange((await Query.RunAsync(new CatalogueFilter { Kind = OrganizationContent.Kind, Order = order, Page = page, PageSize = 7 },
                    Viewer.Anonymous)).Ids);
            Assert.Equal(23, ids.Distinct().Count());
            var past = await Query.RunAsync(new CatalogueFilter { Kind = OrganizationContent.Kind, Order = order, Page = int.MaxValue, PageSize = 100 },
                Viewer.Anonymous);
            Assert.Equal((23, 0), (past.Total, past.Ids.Count));
        }
    }

    [Fact]
    public async Task What_is_for_members_is_for_members_and_not_for_whom_a_block_parts()
    {
        var owner = await new PersonBuilder().InsertAsync(fixture.Database);
        var blocked = await new PersonBuilder().InsertAsync(fixture.Database);
        var other = await new PersonBuilder().InsertAsync(fixture.Database);
        await PutAsync(Entry(1, new Random(1), []) with { OwnerId = owner, IsPublic = false });
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@owner, @blocked, UTC_TIMESTAMP(6))",
            new { owner, blocked });

        async Task<int> SeenAsync(Viewer viewer) => (await Query.RunAsync(new CatalogueFilter { Kind = OrganizationContent.Kind }, viewer)).Total;
        Assert.Equal((0, 1, 0, 1),
            (await SeenAsync(Viewer.Anonymous), await SeenAsync(Viewer.Member(other)), await SeenAsync(Viewer.Member(blocked)),
            await SeenAsync(Viewer.Member(owner))));
    }

    [Fact]
    public async Task A_page_takes_two_commands()
    {
        for (var number = 1; number <= 30; number++) await PutAsync(Entry((ulong)number, new Random(number), ["openrefine"]));
        var filter = new CatalogueFilter { Kind = OrganizationContent.Kind, Counted = Facets };
        Assert.Equal(2, await SqlCommands.CountAsync(() => Query.RunAsync(filter, Viewer.Anonymous)));
    }

    private Task<bool> PutAsync(CatalogueEntry entry) => fixture.Database.WriteAsync(async transaction =>
    {
        await transaction.Connection!.ExecuteAsync("INSERT INTO content (id, kind) VALUES (@Id, @Kind)", new { entry.Id, entry.Kind }, transaction);
        await entry.PutAsync(transaction, fixture.Vocabulary);
        return true;
    });

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static CatalogueEntry Entry(ulong id, Random random, string[] capacities)
    {
        IEnumerable<string> Some(IReadOnlyList<string> from, int most) =>
            from.Count == 0 ? [] : Enumerable.Range(0, random.Next(most + 1)).Select(_ => Pick(random, from)).Distinct();
        SharedCapacity Shared(string code) => new(code, [.. Some(Methods.All, 2)], null);
        return new CatalogueEntry
        {
            Kind = OrganizationContent.Kind,
            Id = id,
            IsPublic = true,
            Name = $"{Pick(random, Words)} {id % 7}",
            Texts = [Pick(random, Words)],
            Codes =
            [
                new(OrganizationFacets.Type, Pick(random, ["chapter", "user-group"])),
                .. Some(capacities, 2).Select(code => new CatalogueCode(Facet.Knows, code)),
                .. Some(capacities, 2).Select(Shared).ToList().SelectMany(s => CatalogueEntry.Of(Facet.Offers, s)),
                .. Some(capacities, 2).Select(Shared).ToList().SelectMany(s => CatalogueEntry.Of(Facet.Wants, s)),
                .. Some(Places, 2).Select(code => new CatalogueCode(Facet.Territory, code)),
                .. Some(Spoken, 2).Select(code => new CatalogueCode(Facet.Language, code)),
                .. Some(["wikidata", "wikipedia"], 2).Select(code => new CatalogueCode(Facet.Project, code)),
            ],
            CreatedAt = TestClock.Start.AddDays(-random.Next(5)),
            UpdatedAt = TestClock.Start.AddHours(-random.Next(5)),
        };
    }

    private static CatalogueFilter Filter(Random random, string[] capacities)
    {
        var filter = new CatalogueFilter
        {
            Kind = OrganizationContent.Kind, PageSize = 100,
            Queries = random.Next(3) == 0
                ? [Pick(random, ["gha", "lodz gr", "グループ", "ai", "refine", "!!", "leduc", "l'éducation", "education", "दि", "दाल", "c++", "2026"])] : []
        };
        foreach (var facet in Facets)
            if (random.Next(4) == 0)
                filter = filter.With(facet, [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Pick(random, Codes(facet, capacities))).Distinct()]);
        return filter;
    }

    private static string[] Codes(Facet facet, string[] capacities) => facet.Name switch
    {
        "method" => [.. Methods.All],
        "territory" => [.. Places, "001", "002"],
        "project" => ["wikidata", "wikipedia"],
        "language" => [.. Spoken, "zh", "en-ca"],
        "type" => ["chapter", "user-group", "partner"],
        _ => capacities,
    };
}
