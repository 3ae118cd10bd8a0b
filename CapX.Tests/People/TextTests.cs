using System.Globalization;
using System.Text;
using CapX.Data.People;
using Xunit;

namespace CapX.Tests.People;

public sealed class TextTests
{
    [Theory]
    [InlineData("São Paulo", "sao paulo")]
    [InlineData("ÅNGSTRÖM", "angstrom")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Øresund Đorđe", "oresund dorde")]
    [InlineData("İstanbul ISPARTA ılgaz", "istanbul isparta ilgaz")]
    [InlineData("Straße STRASSE ẞ", "strasse strasse ss")]
    [InlineData("Ærø Ǽ", "aero ae")]
    [InlineData("ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ")]
    [InlineData("Ёлка ЙОД", "елка иод")]
    [InlineData("مُحَمَّد أحمد", "محمد احمد")]
    [InlineData("ＡＩ　ｶﾞ２", "ai カ2")]
    [InlineData("ﬁle №5 ㎏", "file no5 kg")]
    [InlineData("ราชการน้ำ", "ราชการนา")]
    [InlineData("𝔾𝕠 𐐀", "go 𐐨")]
    [InlineData("e\u0301\u0301 o\u20DD", "e o")]
    public void Folds_accents_case_and_letters_that_do_not_decompose(string text, string folded) => Assert.Equal(folded, Text.Fold(text));

    [Fact]
    public void Folds_a_composed_and_a_decomposed_text_alike() =>
        Assert.Equal(Text.Fold("Việt Nam ガ 한국"), Text.Fold("Việt Nam ガ 한국".Normalize(NormalizationForm.FormD)));

    [Fact]
    public void Takes_ill_formed_text() => Assert.Equal(["a", "b", "c", "d"], Text.Words("a\uD800b\uDC00c\uFFFEd\uD83D"));

    [Fact]
    public void Folds_every_code_unit_once_and_for_all()
    {
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var folded = Text.Fold($"a{(char)unit}");
            Assert.Equal(folded, Text.Fold(folded));
        }
    }

    [Theory]
    [InlineData("Wiki-Loves_Earth, 2026!", "wiki loves earth 2026")]
    [InlineData("C++ d’Ivoire O'Neill", "c d ivoire o neill")]
    [InlineData("lua Lua LUA luxe", "lua luxe")]
    [InlineData("二〇二六年", "二〇二六年")]
    [InlineData("𠀀𠀁 x", "𠀀𠀁 x")]
    [InlineData("  !!! ‍ ", "")]
    [InlineData("हिन्दी বাংলা", "हनद বল")]
    public void Takes_runs_of_letters_and_digits_as_words(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Text.Words(text)));

    [Theory]
    [InlineData("维基", true)]
    [InlineData("ウィキ", true)]
    [InlineData("ひらがな", true)]
    [InlineData("ไทย", true)]
    [InlineData("ລາວ", true)]
    [InlineData("ខ្មែរ", true)]
    [InlineData("မြန်မာ", true)]
    [InlineData("𠀀", true)]
    [InlineData("lua编程", true)]
    [InlineData("lua", false)]
    [InlineData("한국", false)]
    [InlineData("বাংলা", false)]
    [InlineData("العربية", false)]
    public void Knows_the_scripts_without_spaces(string text, bool isAnywhere) => Assert.Equal(isAnywhere, Text.MatchesAnywhere(Text.Words(text)[0]));

    [Fact]
    public void Depends_on_no_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr");
            Assert.Equal("title", Text.Fold("TITLE"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
