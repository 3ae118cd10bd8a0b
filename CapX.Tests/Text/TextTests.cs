using System.Globalization;
using System.Text;
using CapX.Data;
using Xunit;

namespace CapX.Tests;

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
    [InlineData("ＡＩ　ｶﾞ２", "ai ガ2")]
    [InlineData("ﬁle №5 ㎏", "file no5 kg")]
    [InlineData("ราชการน้ำ", "ราชการน\u0E49\u0E4D\u0E32")]
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
    [InlineData("C++ d’Ivoire O'Neill", "c++ d ivoire o neill")]
    [InlineData("lua Lua LUA luxe", "lua luxe")]
    [InlineData("二〇二六年", "二〇二六年")]
    [InlineData("𠀀𠀁 x", "𠀀𠀁 x")]
    [InlineData("  !!! ‍ ", "")]
    [InlineData("हिन्दी বাংলা", "हिन्दी বাংলা")]
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

    [Theory]
    [InlineData("दाल", "दिल")]
    [InlineData("কলা", "কলি")]
    [InlineData("பாடல்", "படல்")]
    [InlineData("කොළ", "කළ")]
    [InlineData("ကား", "ကီး")]
    [InlineData("ខ្មែរ", "ខ្មារ")]
    [InlineData("ไม้", "ไม่")]
    [InlineData("か", "が")]
    [InlineData("ハハ", "パパ")]
    [InlineData("ޅަ", "ޅި")]
    [InlineData("ན་", "ནི་")]
    [InlineData("گھر", "گر")]
    public void Keeps_the_marks_that_are_letters(string one, string other) => Assert.NotEqual(Text.Fold(one), Text.Fold(other));

    [Theory]
    [InlineData("كتابخانه", "کتابخانه")]
    [InlineData("علي", "علی")]
    [InlineData("مستشفى", "مستشفی")]
    [InlineData("مدرسة", "مدرسه")]
    [InlineData("خانۀ", "خانه")]
    [InlineData("العـــربية", "العربيه")]
    [InlineData("إسلام آفاق مؤمن مسئول ٱلله", "اسلام افاق مومن مسيول الله")]
    [InlineData("ہندوستان", "هندوستان")]
    [InlineData("cœur Œuvre", "coeur oeuvre")]
    [InlineData("Ħal Ŋ Ŧ Þór Ðorn", "hal n t thor dorn")]
    [InlineData("ƁƊƘ Ɛwɛ ɔ Əli ʃ", "bdk ewe o eli s")]
    [InlineData("ſtraſſe ŉ Ĳ", "strasse 'n ij")]
    [InlineData("Foto\u00ADgrafie", "Fotografie")]
    [InlineData("کتاب\u200Cها", "کتابها")]
    [InlineData("wiki\u200Bdata \u200Ewi\u2060ki\uFEFF", "wikidata wiki")]
    [InlineData("क\u094D\u200Dष", "क\u094Dष")]
    [InlineData("e\u200D\u0301 ❤\uFE0F", "e ❤")]
    [InlineData("ന്\u200D", "ൻ")]
    [InlineData("٣٠ ۳۰ ३० ৩০ ๓๐ ３０ 𝟛𝟘 ³⁰", "30 30 30 30 30 30 30 30")]
    [InlineData("װאָס ייִדיש", "וואס יידיש")]
    [InlineData("C♯ C＃ C＋＋", "c# c# c++")]
    public void Makes_one_of_what_people_type_for_the_same(string one, string other) => Assert.Equal(Text.Fold(other), Text.Fold(one));

    [Theory]
    [InlineData("'")]
    [InlineData("’")]
    [InlineData("\u02BC")]
    [InlineData("\u02BB")]
    [InlineData("\u02B9")]
    [InlineData("`")]
    [InlineData("\u00B4")]
    [InlineData("\u2018")]
    [InlineData("\u201B")]
    [InlineData("\uFF07")]
    [InlineData("\u05F3")]
    [InlineData("\u2032")]
    [InlineData("")]
    public void An_apostrophe_is_any_other_and_none(string apostrophe)
    {
        foreach (var (first, last) in new[] { ("комп", "ютерна"), ("Hawai", "i"), ("O", "Neill"), ("ג", "ורג"), ("l", "éducation") })
            foreach (var stored in new[] { "'", "’", "\u02BC", "" })
            {
                var terms = Text.Terms($"a {first}{stored}{last} b");
                Assert.All(Text.Sought($"{first}{apostrophe}{last}"),
                    sought => Assert.True(sought.IsFound(word => terms.Any(term => term.StartsWith(word, StringComparison.Ordinal)))));
            }
    }

    [Theory]
    [InlineData("l'éducation", "education")]
    [InlineData("Wikipedia’s", "wikipedia")]
    [InlineData("d'Ivoire", "ivoire d")]
    [InlineData("histoire de l'art", "l'histoire")]
    [InlineData("编程lua 2026年", "lua 2026")]
    [InlineData("ปี๒๕๖๙", "2569")]
    [InlineData("I teach C++, C# and F#.", "c# f# c++")]
    [InlineData("C++17/C++20", "c++17")]
    [InlineData("LGBT", "LGBT+")]
    [InlineData("rock and roll", "rock+roll")]
    [InlineData("#1Lib1Ref# #wiki", "1lib1ref wiki")]
    public void Finds_the_words_of_a_text_and_their_parts(string stored, string sought)
    {
        var terms = Text.Terms(stored);
        Assert.All(Text.Sought(sought), one => Assert.True(one.IsFound(word => terms.Any(term => term.StartsWith(word, StringComparison.Ordinal)))));
    }

    [Theory]
    [InlineData("C++", "C and Cobol")]
    [InlineData("C#", "C, C++ and Clojure")]
    [InlineData("F#", "French F")]
    [InlineData("A+", "Ana")]
    [InlineData("Notepad++", "Notepad")]
    public void Signs_after_letters_count(string sought, string stored)
    {
        var terms = Text.Terms(stored);
        Assert.All(Text.Sought(sought), one => Assert.False(one.IsFound(word => terms.Any(term => term.StartsWith(word, StringComparison.Ordinal)))));
    }

    [Theory]
    [InlineData("???")]
    [InlineData("🎉")]
    [InlineData("++ # '")]
    [InlineData("\u200B\u00AD")]
    public void There_is_nothing_to_seek_where_no_letter_is(string text) => Assert.Empty(Text.Sought(text));

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
