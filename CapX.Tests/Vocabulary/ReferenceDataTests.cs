using System.Text.Json;
using CapX.Data;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests;

[Collection(SharedDatabase.Name)]
public sealed class ReferenceDataTests(DatabaseFixture fixture)
{
    private static readonly string[] Shipped = ["ar", "en", "es", "fr", "pt-br"];

    private Vocabulary Vocabulary => fixture.Vocabulary;

    [Fact]
    public void Holds_at_least_300_languages() => Assert.True(Vocabulary.Languages.Entries.Count >= 300);

    [Fact]
    public void Every_entry_has_a_name_in_every_shipped_language() =>
        Assert.Empty(new[] { Vocabulary.Languages, Vocabulary.Territories, Vocabulary.Projects, Vocabulary.Levels }
            .SelectMany(list => list.Entries)
            .SelectMany(entry => Shipped.Where(language => !entry.Names.ContainsKey(language)).Select(language => $"{entry.Code} in {language}")));

    [Fact]
    public void No_two_languages_share_a_name() =>
        Assert.Empty(Shipped.SelectMany(shipped => Vocabulary.Languages.Entries.GroupBy(e => e.Names[shipped], StringComparer.OrdinalIgnoreCase))
            .Where(same => same.Count() > 1)
            .Select(same => same.Key));

    [Theory]
    [InlineData("pt-br", "Brazilian Portuguese", "português (Brasil)", false)]
    [InlineData("ar", "Arabic", "árabe", true)]
    [InlineData("sr-latn", "Serbian (Latin)", "sérvio (latim)", false)]
    [InlineData("nds-nl", "Low Saxon", "baixo saxão", false)]
    public void Names_a_language_as_CLDR_does(string code, string english, string portuguese, bool rightToLeft)
    {
        Assert.Equal(english, Vocabulary.Languages[code].Name(["en"]));
        Assert.Equal(portuguese, Vocabulary.Languages[code].Name(["pt-br"]));
        Assert.Equal(rightToLeft, Vocabulary.LanguageFacts[code].RightToLeft);
    }

    [Theory]
    [InlineData("zh-min-nan")]
    [InlineData("simple")]
    [InlineData("sr-ec")]
    public void Leaves_out_codes_that_only_lead_to_another(string code) => Assert.Null(Vocabulary.Languages.Find(code));

    [Theory]
    [InlineData("BR", "001/019/419/005/BR")]
    [InlineData("US", "001/019/021/US")]
    [InlineData("GH", "001/002/202/011/GH")]
    [InlineData("EG", "001/002/015/EG")]
    [InlineData("TW", "001/142/030/TW")]
    [InlineData("AQ", "001/AQ")]
    public void Hangs_a_country_where_M49_does(string code, string path) =>
        Assert.Equal(path, string.Join('/', Vocabulary.Territories.Path(Vocabulary.Territories[code]).Select(e => e.Code)));

    [Fact]
    public void Holds_the_249_countries_of_ISO_3166_and_one_world()
    {
        Assert.Equal(249, Vocabulary.Territories.Entries.Count(e => e.Code.Length == 2));
        Assert.Equal("001", Assert.Single(Vocabulary.Territories.Entries, e => e.Parent is null).Code);
        Assert.All("QO EU XK 003 UN".Split(' '), code => Assert.Null(Vocabulary.Territories.Find(code)));
    }

    [Fact]
    public void Orders_levels_from_none_to_native() => Assert.Equal(["0", "1", "2", "3", "4", "5", "N"], Vocabulary.Levels.Entries.Select(e => e.Code));

    [Theory]
    [InlineData("ptwiki", "wikipedia", "pt")]
    [InlineData("pt_brwiki", "wikipedia", "pt-br")]
    [InlineData("ENWIKTIONARY", "wiktionary", "en")]
    [InlineData("simplewiki", "wikipedia", "simple")]
    [InlineData("zh_min_nanwikisource", "wikisource", "zh-min-nan")]
    [InlineData("be_x_oldwiki", "wikipedia", "be-x-old")]
    [InlineData("commonswiki", "commons", null)]
    [InlineData("specieswiki", "wikispecies", null)]
    public void Knows_a_wiki_by_its_database_name(string name, string project, string? language)
    {
        var wiki = HomeWiki.Find(name, Vocabulary);
        Assert.Equal((project, language), (wiki?.Project, wiki?.Language));
    }

    [Theory]
    [InlineData("")]
    [InlineData("wiki")]
    [InlineData("xxxxwiki")]
    [InlineData("encommonswiki")]
    [InlineData("pt-brwiki")]
    [InlineData("en wiki")]
    [InlineData("commons")]
    public void Knows_no_other_wiki(string name) => Assert.Null(HomeWiki.Find(name, Vocabulary));

    [Theory]
    [InlineData("languages")]
    [InlineData("territories")]
    [InlineData("projects")]
    public void Files_are_sorted_by_code(string file)
    {
        using var stream = typeof(Database).Assembly.GetManifestResourceStream($"sql/data/{file}.json")!;
        using var content = JsonDocument.Parse(stream);
        var codes = content.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("code").GetString()!).ToList();
        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
    }
}
