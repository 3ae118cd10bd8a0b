using System.Diagnostics;
using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Index;
using CapX.Tests.Index;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>After random changes of the tree, the search finds exactly what plain SQL finds in the tables.</summary>
[Collection(SharedDatabase.Name)]
public sealed class CurationOracleTests(DatabaseFixture fixture) : CurationRig(fixture)
{
    private const int Many = 10_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Random_acts_and_undos_leave_index_and_catalogue_as_plain_sql_has_them(int seed)
    {
        var random = new Random(seed);
        string Any() => Tree.Entries[random.Next(Tree.Entries.Count)].Code;
        for (var i = 0; i < 25; i++)
        {
            var person = await new PersonBuilder { About = $"Hello {i}" }.Offers(Any(), random.Next(8), i % 3 == 0 ? "Note" : null)
                .Offers(Any(), random.Next(8)).Wants(Any(), random.Next(8)).Wants(Any()).Knows(Any()).InsertAsync(Fixture.Database);
            await new OrganizationBuilder().Offers(Any(), "training").Wants(Any()).InsertAsync(Fixture);
            await new ListingBuilder { Person = person }.With(f => f with { Capacities = [.. new[] { Any(), Any() }.Distinct()] }).InsertAsync(Fixture);
            await new EventBuilder().By(person).With(f => f with { Capacities = [Any()] }).InsertAsync(Fixture);
        }
        var started = await HoldingsAsync();
        await Index.LoadAsync();

        var done = new Stack<CapacityResult>();
        for (var act = 0; act < 30; act++)
        {
            var (one, other) = (Any(), Any());
            var outcome = random.Next(6) switch
            {
                0 => await MoveAsync(one, random.Next(5) == 0 ? "" : other),
                1 or 2 => await MergeAsync(one, other),
                3 => await RecodeAsync(one, $"sample-{seed}-{act}"),
                4 => await NameAsync(one, "de", $"Beispielname {act}"),
                _ => await RetireAsync(one, other),
            };
            if (outcome.Acted == CapacityActResult.Done) done.Push(outcome);
        }
        Assert.InRange(done.Count, 8, 30);
        await IsRightAsync(random);
        foreach (var outcome in done.Take(3)) Assert.Equal(CapacityActResult.Done, await UndoAsync(outcome));
        await IsRightAsync(random);
        foreach (var outcome in done.Skip(3)) Assert.Equal(CapacityActResult.Done, await UndoAsync(outcome));
        await IsRightAsync(random);
        Assert.Equal(started, await HoldingsAsync());
    }

    [Fact]
    [Trait("When", "Drill")]
    public async Task Ten_thousand_things_follow_a_merge_in_well_under_a_minute()
    {
        var person = await new PersonBuilder().Offers("openrefine").InsertAsync(Fixture.Database);
        await new ListingBuilder { Person = person }.InsertAsync(Fixture);
        await Fixture.ExecuteAsync($"""
            INSERT INTO content (id, kind) SELECT 1000000 + s.seq, 'listing' FROM seq_1_to_{Many} s;
            INSERT INTO listing (id, person_id, kind, title, text, language, created_at, updated_at, form_key)
             SELECT 1000000 + s.seq, person_id, kind, CONCAT('Listing ', s.seq), 'Some words', language, created_at, updated_at, UNHEX(MD5(s.seq))
             FROM listing, seq_1_to_{Many} s;
            INSERT IGNORE INTO listing_capacity (listing_id, capacity_id) SELECT l.id, c.id FROM listing l, capacity c WHERE c.code = 'openrefine';
            INSERT IGNORE INTO catalogue (id, kind, owner_id, visibility, name, name_key, words, created_at, updated_at)
             SELECT id, 'listing', person_id, 'public', title, '', '', created_at, updated_at FROM listing;
            """);
        var watch = Stopwatch.StartNew();
        var merged = await MergeAsync("openrefine", "sparql-queries");
        var there = watch.Elapsed;
        Assert.Equal([Many + 1L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM catalogue_code WHERE facet = 'capacity' AND code = 'sparql-queries'"));
        Assert.Equal([0L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM catalogue_code WHERE code = 'openrefine'"));
        Assert.Equal(CapacityActResult.Done, await UndoAsync(merged));
        Assert.Equal([Many + 1L], await Fixture.QueryAsync<long>("SELECT COUNT(*) FROM catalogue_code WHERE facet = 'capacity' AND code = 'openrefine'"));
        Assert.InRange(there.TotalSeconds, 0, 30);
        Assert.InRange((watch.Elapsed - there).TotalSeconds, 0, 30);
    }

    private async Task IsRightAsync(Random random)
    {
        await CatalogueCheck.IsAsMadeAnewAsync(Fixture);
        var oracle = new PeopleOracle(Fixture.Vocabulary, DateOnly.FromDateTime(Clock.Now));
        await oracle.ReadAsync(Fixture);
        for (var question = 0; question < 15; question++)
        {
            var code = Tree.Entries[random.Next(Tree.Entries.Count)].Code;
            var filter = random.Next(4) switch
            {
                0 => new PeopleFilter { [Facet.Offers] = [code] },
                1 => new PeopleFilter { [Facet.Wants] = [code] },
                2 => new PeopleFilter { [Facet.Knows] = [code] },
                _ => new PeopleFilter { Queries = [Tree[code].Name(["de", "en"])] },
            };
            Assert.Equal(oracle.Find(filter, Viewer.Anonymous), Index.Find(filter with { PageSize = 100 }, Viewer.Anonymous).Ids);
            var facets = Index.Find(filter, Viewer.Anonymous).Facets;
            Assert.Equal(oracle.Counts(Facet.Offers, filter, Viewer.Anonymous), facets[Facet.Offers]);
        }
    }

    private Task<List<string>> HoldingsAsync() => Fixture.QueryAsync<string>("""
        SELECT CONCAT_WS(' ', 'person', h.person_id, h.role, c.code, h.methods, h.note) AS held FROM person_capacity h JOIN capacity c ON c.id = h.capacity_id
         UNION ALL SELECT CONCAT_WS(' ', 'organization', h.organization_id, h.role, c.code, h.methods, h.note) FROM organization_capacity h
          JOIN capacity c ON c.id = h.capacity_id
         UNION ALL SELECT CONCAT_WS(' ', 'listing', h.listing_id, c.code) FROM listing_capacity h JOIN capacity c ON c.id = h.capacity_id
         UNION ALL SELECT CONCAT_WS(' ', 'event', h.event_id, c.code) FROM event_capacity h JOIN capacity c ON c.id = h.capacity_id
         UNION ALL SELECT CONCAT_WS(' ', c.code, p.code, c.state) FROM capacity c LEFT JOIN capacity p ON p.id = c.parent_id
         ORDER BY held
        """);
}
