using CapX.App.Verbs;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>Import of organizations from a file.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ImportOrganizationsTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string Csv = """
        name,name:fr,type,territories,offers,metaPage,website
        "Sample Group, West","Groupe exemple, ouest",user-group,GH;NG,openrefine,Sample Group West,https://west.example.org
        Sample Chapter,,chapter,BR,,,
        Sample Nothing,,club,XX,,,
        """;

    private readonly TestClock _clock = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("capx-import").FullName;

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_file_is_taken_line_by_line_and_again_without_doubles()
    {
        Assert.Equal([ImportResult.Created, ImportResult.Created, ImportResult.Invalid], await OutcomesAsync("a.csv", Csv));
        Assert.Equal([ImportResult.Unchanged, ImportResult.Unchanged, ImportResult.Invalid], await OutcomesAsync("a.csv", Csv));
        Assert.Equal([ImportResult.Updated, ImportResult.Unchanged, ImportResult.Invalid],
            await OutcomesAsync("a.csv", Csv.Replace("GH;NG", "GH", StringComparison.Ordinal)));
        Assert.Equal(["sample-chapter", "sample-group-west"], await fixture.QueryAsync<string>("SELECT slug FROM organization ORDER BY slug"));
        Assert.Equal(["Groupe exemple, ouest"], await fixture.QueryAsync<string>("SELECT name FROM organization_name WHERE language = 'fr'"));
        Assert.Equal(["GH"],
            await fixture.QueryAsync<string>("""
                SELECT territory FROM organization_territory t JOIN organization o ON o.id = t.organization_id WHERE o.slug = 'sample-group-west'
                """));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        Assert.Equal([ImportResult.Created, ImportResult.Created, ImportResult.Invalid], await OutcomesAsync("a.csv", Csv, isDry: true));
        Assert.Empty(await fixture.QueryAsync<ulong>("SELECT id FROM organization"));
    }

    [Fact]
    public async Task What_people_edited_or_entered_is_left_alone()
    {
        await OutcomesAsync("a.csv", Csv);
        var curator = await fixture.OpenSessionAsync(await new PersonBuilder { Username = "Sample Curator" }.InsertAsync(fixture.Database),
            TestClock.Start.AddYears(1));
        await fixture.GrantAsync("Sample Curator", Role.Curator);
        var id = (await fixture.QueryAsync<ulong>("SELECT id FROM organization WHERE slug = 'sample-chapter'"))[0];
        var form = new OrganizationForm { Names = [new("en", "Sample Chapter")], Type = "chapter", Territories = ["AR"] };
        Assert.IsType<OrganizationSaved>(await new SaveOrganizationCommand(fixture.Database, fixture.Vocabulary, _clock).RunAsync(curator, id, form, 1));
        Assert.IsType<OrganizationSaved>(await new ProposeOrganizationCommand(fixture.Database, fixture.Vocabulary, _clock).RunAsync(curator,
            form with { Names = [new("en", "Another")], MetaPage = "Sample Group East" }, Guid.NewGuid()));

        Assert.Equal([ImportResult.Unchanged, ImportResult.Kept, ImportResult.Invalid], await OutcomesAsync("a.csv", Csv));
        Assert.Equal([ImportResult.Kept],
            await OutcomesAsync("b.jsonl", """{"name":"Other words","type":"user-group","metaPage":"https://meta.wikimedia.org/wiki/Sample_Group_East"}"""));
        Assert.Equal(["AR"], await fixture.QueryAsync<string>("SELECT territory FROM organization_territory WHERE organization_id = @id", new { id }));
    }

    [Fact]
    public async Task Json_lines_say_the_same_as_csv()
    {
        await OutcomesAsync("a.csv", Csv);
        const string json = """
            {"name":"Sample Group, West","name:fr":"Groupe exemple, ouest","type":"user-group","territories":["GH","NG"],"offers":["openrefine"],
            """ + """
            "metaPage":"Sample Group West","website":"https://west.example.org"}

            {"name": 1}
            not json
            {"nom": "x"}
            """;
        Assert.Equal([ImportResult.Unchanged, ImportResult.Invalid, ImportResult.Invalid, ImportResult.Invalid], await OutcomesAsync("a.jsonl", json));
    }

    [Fact]
    public async Task Every_problem_names_its_line()
    {
        var lines = OrganizationFile.Read(await WriteAsync("a.csv", "name,type\n\"broken,chapter\nSample,chapter,more\n")).ToList();
        Assert.All(lines, line => Assert.NotNull(line.Problem));
    }

    [Fact]
    public async Task An_unknown_column_is_refused_before_anything_is_written()
    {
        var path = await WriteAsync("a.csv", "name,kind\nSample,chapter\n");
        Assert.Throws<UsageException>(() => OrganizationFile.Read(path).ToList());
    }

    private async Task<IReadOnlyList<ImportResult>> OutcomesAsync(string name, string text, bool isDry = false)
    {
        var import = new ImportOrganizationsCommand(fixture.Database, fixture.Vocabulary, _clock);
        var outcomes = new List<ImportResult>();
        foreach (var line in OrganizationFile.Read(await WriteAsync(name, text)))
            outcomes.Add(line.Form is { } form ? (await import.RunAsync(line.Number, form, areConfirmed: true, isDry)).Outcome : ImportResult.Invalid);
        return outcomes;
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
