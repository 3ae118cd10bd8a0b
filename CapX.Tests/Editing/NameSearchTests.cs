using CapX.App.Editing;
using CapX.App.I18n;
using CapX.App.Verbs;
using CapX.Data;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Editing;

/// <summary>The first suggestions when someone types to find a language, a territory or a capacity.</summary>
[Collection(SharedDatabase.Name)]
public sealed class NameSearchTests(DatabaseFixture data)
{
    private static Messages English => MessageCatalog.Instance.For("en");

    [Theory]
    [InlineData("english", "English")]
    [InlineData("fren", "French")]
    [InlineData("German", "German")]
    [InlineData("spanish", "Spanish")]
    [InlineData("portu", "Portuguese")]
    [InlineData("chinese", "Chinese")]
    [InlineData("serbian", "Serbian")]
    [InlineData("arabic", "Arabic")]
    [InlineData("deutsch", "German")]
    [InlineData("français", "French")]
    [InlineData("pt", "Portuguese")]
    [InlineData("norw", "Norwegian")]
    public void The_language_of_that_name_stands_first(string text, string first) =>
        Assert.Equal(first, NameSearch.Of(data.Vocabulary.Languages).Find(text, English)[0].Label);

    [Theory]
    [InlineData("niger", "Niger", "Nigeria")]
    [InlineData("guinea", "Guinea", "Guinea-Bissau")]
    [InlineData("dominica", "Dominica", "Dominican Republic")]
    [InlineData("samoa", "Samoa", "American Samoa")]
    public void The_place_of_that_name_stands_first(string text, string first, string second) =>
        Assert.Equal([first, second], NameSearch.Of(data.Vocabulary.Territories).Find(text, English).Take(2).Select(o => o.Label));

    [Fact]
    public void An_exact_name_stands_before_a_beginning_and_that_before_the_rest_in_every_list()
    {
        foreach (var tree in new[] { data.Vocabulary.Languages, data.Vocabulary.Territories, data.Vocabulary.Capacities, data.Vocabulary.Projects })
            foreach (var entry in tree.Entries.Where(e => !e.IsRetired))
            {
                var name = entry.Name(["en"]);
                var found = NameSearch.Of(tree).FindAll(name, English).Select(e => e.Code).ToList();
                var same = tree.Entries.Count(e =>
                    e.Code.Equals(name, StringComparison.OrdinalIgnoreCase)
                        || e.Names.Values.Any(n => CapX.Data.Text.Fold(n) == CapX.Data.Text.Fold(name)));
                Assert.InRange(found.IndexOf(entry.Code), 0, same);
            }
    }

    [Fact]
    public void A_variant_never_stands_above_its_language()
    {
        var languages = data.Vocabulary.Languages;
        foreach (var text in new[] { "english", "portuguese", "chinese", "serbian", "german", "romansh", "anglais", "inglés", "العربية", "nor",
            "kurd", "e", "s" })
        {
            var found = NameSearch.Of(languages).FindAll(text, English).ToList();
            Assert.All(found.Where(e => e.Parent is not null), e => Assert.InRange(found.IndexOf(languages[e.Parent!]), -1, found.IndexOf(e)));
        }
    }

    [Theory]
    [InlineData("wikdata", "Wikidata")]
    [InlineData("wikidaat", "Wikidata")]
    [InlineData("vikidata", "Wikidata")]
    [InlineData("OpenRefnie", "OpenRefine")]
    public void A_slip_of_the_fingers_is_near_a_word_of_a_capacity(string typed, string written) =>
        Assert.Equal(written, NameSearch.Of(data.Vocabulary.Capacities).NearWords(CapX.Data.Text.Words(typed)[0], English).Near[0].Written);

    [Theory]
    [InlineData("germny", "DE")]
    [InlineData("Untied States", "US")]
    [InlineData("Brésil", "BR")]
    [InlineData("nigera", "NG")]
    public void A_slip_of_the_fingers_is_near_a_place(string typed, string code) =>
        Assert.Contains(code, NameSearch.Of(data.Vocabulary.Territories).NearNames(typed).Select(n => n.Entry.Code));
}

/// <summary>Which language each variant belongs to.</summary>
[Collection(SharedDatabase.Name)]
public sealed class LanguageBaseTests(DatabaseFixture data)
{
    private Vocabulary Vocabulary => data.Vocabulary;

    [Theory]
    [InlineData("en-us", "en")]
    [InlineData("pt-br", "pt")]
    [InlineData("zh-hant", "zh")]
    [InlineData("be-tarask", "be")]
    [InlineData("sr-cyrl", "sr")]
    [InlineData("nan-latn-pehoeji", "nan")]
    [InlineData("nb", "no")]
    [InlineData("ike-latn", "iu")]
    [InlineData("cnr-cyrl", "cnr-latn")]
    [InlineData("rm-vallader", "rm")]
    [InlineData("map-bms", null)]
    [InlineData("roa-tara", null)]
    [InlineData("nds-nl", null)]
    [InlineData("nds", null)]
    [InlineData("nan", null)]
    [InlineData("azb", null)]
    [InlineData("arz", null)]
    [InlineData("de", null)]
    public void Is_reviewed_and_not_the_text_before_the_hyphen(string code, string? language)
    {
        Assert.Equal(language, Vocabulary.Languages[code].Parent);
        Assert.Equal(language, Vocabulary.LanguageFacts[code].Base);
    }

    [Fact]
    public void Is_in_the_data_what_refresh_data_would_write_and_has_none_itself()
    {
        var codes = Vocabulary.Languages.Entries.Select(e => e.Code).ToHashSet(StringComparer.Ordinal);
        Assert.All(Vocabulary.Languages.Entries, e => Assert.Equal(LanguageBases.Of(e.Code, codes), e.Parent));
        Assert.All(Vocabulary.Languages.Entries.Where(e => e.Parent is not null), e => Assert.Null(Vocabulary.Languages[e.Parent!].Parent));
    }

    [Fact]
    public void Of_a_code_that_nobody_has_looked_at_is_asked_for()
    {
        HashSet<string> all = ["en", "roa"];
        Assert.Throws<InvalidOperationException>(() => LanguageBases.Of("en-shavian", all));
        Assert.Throws<InvalidOperationException>(() => LanguageBases.Of("xx-latn", all));
    }

    [Theory]
    [InlineData("en-us", "en", "en-us")]
    [InlineData("en", "en-us", "en")]
    [InlineData("en-us", "en-gb", "en-us")]
    [InlineData("pt", "pt-br", "pt")]
    [InlineData("nn", "nb", "nn")]
    [InlineData("en en-us de", "en fr", "en")]
    [InlineData("de zh-tw sw", "zh-cn sw", "zh-tw sw")]
    [InlineData("nds-nl map-bms", "nds jv", "")]
    public void Is_what_two_people_have_in_common(string theirs, string mine, string common) =>
        Assert.Equal(common, string.Join(' ', CapX.Data.People.CommonLanguages.Of(Vocabulary.Languages, theirs.Split(' '), mine.Split(' '))));
}
