using CapX.Data;
using CapX.Data.Capacities;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Capacities;

/// <summary>Loading the data files into a tree that curators have edited.</summary>
[Collection(SharedDatabase.Name)]
public sealed class CapacityDataTests(DatabaseFixture fixture) : CurationRig(fixture)
{
    private const string AllSql = """
        SELECT CONCAT_WS(' ', c.id, c.code, c.state, c.parent_id, c.successor_id, n.language, n.name, n.state) FROM capacity c LEFT
         JOIN capacity_name n ON n.capacity_id = c.id ORDER BY c.id, n.language
        """;

    [Fact]
    public async Task Loading_the_files_again_undoes_nothing_that_curators_did()
    {
        await MoveAsync("governance", "technology");
        await MoveAsync("organizational-structure", "governance");
        await MergeAsync("openrefine", "sparql-queries");
        await RetireAsync("writing-bylaws", "board-development");
        await RecodeAsync("bookkeeping", "keeping-books");
        await NameAsync("communication", "en", "Talking");
        await NameAsync("communication", "fr", "");
        await AddAsync("Sample skill", "technology");
        var before = await Fixture.QueryAsync<string>(AllSql);
        await Fixture.ExecuteAsync("DELETE FROM reference_file");
        await new Migrator(Fixture.Database, Clock).RunAsync();
        Assert.Equal(before, await Fixture.QueryAsync<string>(AllSql));
        await Vocabulary.LoadAsync(Fixture.Database);
        Assert.Equal("Talking", Tree["communication"].Name(["fr"]));
    }

    [Fact]
    public async Task What_is_new_in_the_files_keeps_clear_of_what_curators_made()
    {
        await AddAsync("Sample skill", "technology");
        await RecodeAsync("bookkeeping", "keeping-books");
        await MergeAsync("openrefine", "sparql-queries");
        await RetireAsync("writing-bylaws", "board-development");
        await Fixture.Database.WriteAsync(async transaction =>
        {
            await CapacityData.LoadTreeAsync(transaction,
            [
                new("sample-skill", "communication", null), new("keeping-books", null, null), new("below-books", "bookkeeping", null),
                new("below-merged", "openrefine", null), new("below-retired", "writing-bylaws", null),
                new("below-sample", "sample-skill", null), new("technology", "below-sample", null),
            ]);
            await CapacityData.LoadNamesAsync(transaction, "de",
                new Dictionary<string, CapacityDataName>
                {
                    ["bookkeeping"] = new("Buchhaltung", "", "drafted"), ["sample-skill"] = new("Fremd", "", "drafted"),
                    ["openrefine"] = new("Datenputz", "", "drafted")
                });
            return true;
        });
        await Vocabulary.LoadAsync(Fixture.Database);
        Assert.Equal(("technology", "Sample skill"), (Tree["sample-skill"].Parent, Tree["sample-skill"].Name(["de"])));
        Assert.Equal("Buchhaltung", Tree["keeping-books"].Name(["de"]));
        Assert.Equal(("keeping-books", "sparql-queries", "board-development", "sample-skill"),
            (Tree["below-books"].Parent, Tree["below-merged"].Parent, Tree["below-retired"].Parent, Tree["below-sample"].Parent));
        // The file would put this capacity under one of its own descendants, so the load ignores that line.
        Assert.Null(Tree["technology"].Parent);
        Assert.NotEqual("Datenputz", Tree["sparql-queries"].Name(["de"]));
    }
}
