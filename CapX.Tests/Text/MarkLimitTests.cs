using System.Globalization;
using System.Text;
using CapX.Data;
using Xunit;

namespace CapX.Tests;

public sealed class MarkLimitTests
{
    private static string Marks(int count, string mark = "\u0301") => string.Concat(Enumerable.Repeat(mark, count));

    [Theory]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("\u0E01")]
    [InlineData("\u05D0")]
    [InlineData("\U00010400")]
    [InlineData("line\n")]
    public void Thirty_marks_on_a_letter_pass_and_one_more_does_not(string letter)
    {
        Assert.False(MarkLimit.IsExceeded(letter + Marks(30) + "b" + Marks(30)));
        Assert.True(MarkLimit.IsExceeded("b" + Marks(30) + letter + Marks(31)));
        Assert.NotNull(WrittenText.Lines(letter + Marks(30), 1000));
        Assert.Equal(TextFault.TooManyMarks, WrittenText.CheckLines(letter + Marks(31), 1000).Fault);
        Assert.Equal(TextFault.TooManyMarks, WrittenText.CheckLine(letter + Marks(31), 1000).Fault);
    }

    /// <summary>Marks of a letter that decomposes count too: ấ has two marks of its own, and U+0344 counts as two.</summary>
    [Fact]
    public void Marks_are_counted_after_decomposition()
    {
        Assert.False(MarkLimit.IsExceeded("\u1EA5" + Marks(28)));
        Assert.True(MarkLimit.IsExceeded("\u1EA5" + Marks(29)));
        Assert.False(MarkLimit.IsExceeded("a" + Marks(15, "\u0344")));
        Assert.True(MarkLimit.IsExceeded("a" + Marks(16, "\u0344")));
        Assert.True(MarkLimit.IsExceeded("a" + Marks(16) + Marks(15, "\uFF9E")));
    }

    /// <summary>An invisible character does not start a new letter, because removing it would join two runs of thirty marks.</summary>
    [Theory]
    [InlineData("\u0001")]
    [InlineData("\u202E")]
    [InlineData("\uFEFF")]
    [InlineData("\u200D")]
    [InlineData("\u200C")]
    [InlineData("\u034F")]
    [InlineData("\u00AD")]
    [InlineData("\u2060")]
    [InlineData("\u3164")]
    [InlineData("\uFFFE")]
    [InlineData("\uFDD0")]
    [InlineData("\U000E0041")]
    [InlineData("\U000E0100")]
    public void Invisible_characters_between_marks_end_no_run(string unseen)
    {
        Assert.True(MarkLimit.IsExceeded("a" + Marks(16) + unseen + Marks(16)));
        Assert.Equal(TextFault.TooManyMarks, WrittenText.CheckLine("a" + Marks(16) + unseen + Marks(16), 1000).Fault);
        Assert.InRange(MarkLimit.Cap("a" + string.Concat(Enumerable.Repeat(Marks(10) + unseen, 100))).Count(c => c == '\u0301'), 20, 30);
    }

    [Theory]
    [InlineData("Nguyễn Thị Minh Khai đã học tiếng Việt ở trường Đại học Cần Thơ")]
    [InlineData("בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם וְאֵ֥ת הָאָֽרֶץ׃ לָ֣‍ֽה")]
    [InlineData("ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ། ཀྵྨླྺྲྀཾ་ བོད་ཡིག")]
    [InlineData("بِسْمِ ٱللَّهِ ٱلرَّحْمَـٰنِ ٱلرَّحِيمِ")]
    [InlineData("ที่นี่ กี้ดั๊กึื้ ព្រះរាជាណាចក្រកម្ពុជា မြန်မာနိုင်ငံ")]
    [InlineData("क्षत्रिय ക്ഷേത്രം க்ஷௌ ్ర్ర ꦏꦿꦶꦠ꧀")]
    [InlineData("👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️‍🔥 1️⃣")]
    [InlineData("각 한국어 ハﾞガ ãæ̃ n̥ t͡ʃʰ")]
    public void What_people_write_passes_in_every_form(string text)
    {
        foreach (var form in (NormalizationForm[])[NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD])
        {
            Assert.False(MarkLimit.IsExceeded(text.Normalize(form)));
            Assert.Same(text, MarkLimit.Cap(text));
        }
        Assert.Equal(text.Normalize(NormalizationForm.FormC), WrittenText.OneLine(text, 500));
    }

    [Fact]
    public void A_heap_of_marks_over_a_word_does_not_pass()
    {
        var zalgo = string.Concat("Zalgo".Select(letter => letter + Marks(12) + Marks(12, "\u0316") + Marks(12, "\u0334")));
        Assert.Equal(TextFault.TooManyMarks, WrittenText.CheckLine(zalgo, 1000).Fault);
        Assert.Equal("zalgo", Text.Fold(zalgo));
    }

    /// <summary>Checks an assumption of the limit for all of Unicode: no uncounted character brings a leading mark, and none brings too many.</summary>
    [Fact]
    public void No_character_brings_marks_that_are_not_counted()
    {
        var wrong = new List<string>();
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value) || (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF) continue;
            var rune = new Rune(value);
            var parts = rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().ToList();
            var (leading, run, longest) = (parts.TakeWhile(MarkLimit.IsMark).Count(), 0, 0);
            foreach (var part in parts) longest = Math.Max(longest, run = MarkLimit.IsMark(part) ? run + 1 : 0);
            if (leading > 0 && !MarkLimit.IsMark(rune) || longest > MarkLimit.MostOfOne) wrong.Add(value.ToString("X4", CultureInfo.InvariantCulture));
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Folding_leaves_out_marks_beyond_the_limit_and_nothing_else() =>
        Assert.Equal(Text.Fold("a" + Marks(30) + "b\u0301 \u05D0\u05B8"), Text.Fold("a" + Marks(5000) + "b\u0301 \u05D0\u05B8"));

    /// <summary>The length is checked first: a text of more than twice the maximum is not even searched for invalid characters.</summary>
    [Fact]
    public void More_than_twice_too_long_is_refused_unread()
    {
        Assert.Equal(new CheckedText(null, TextFault.TooLong, 201), WrittenText.CheckLine(new string('\uD800', 201), 100));
        Assert.Equal(new CheckedText(null, TextFault.TooLong, 201), WrittenText.CheckLines("a" + Marks(200), 100));
        Assert.Equal(new CheckedText(null, TextFault.TooLong, 101), WrittenText.CheckLines(new string('a', 101), 100));
        Assert.Equal(TextFault.BadCharacters, WrittenText.CheckLines(new string('\uD800', 200), 100).Fault);
        Assert.Equal(100, WrittenText.CheckLines(string.Concat(Enumerable.Repeat("😀", 100)), 100).Length);
        Assert.Equal(99, WrittenText.CheckLines(string.Concat(Enumerable.Repeat("a\r\n", 50)).Trim(), 100).Length);
    }
}
