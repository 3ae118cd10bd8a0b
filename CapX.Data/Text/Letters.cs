using System.Buffers;
using System.Globalization;
using System.Text;

namespace CapX.Data;

/// <summary>Character properties for <see cref="Text"/>: marks, invisible characters, and letters treated as equal.</summary>
internal static class Letters
{
    /// <summary>Code point ranges of Latin, Greek, Cyrillic, Hebrew and Arabic letters, where a combining mark is an accent or a vowel point.</summary>
    private static readonly (int First, int Last)[] Accented =
    [
        (0x0000, 0x052F), (0x0590, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0x1C80, 0x1C8F), (0x1D00, 0x1DBF), (0x1E00, 0x1FFF), (0x2C60, 0x2C7F),
        (0xA640, 0xA69F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE), (0x10780, 0x107BF), (0x1DF00, 0x1DFFF),
        (0x1EE00, 0x1EEFF),
    ];

    public static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    public static bool IsLetter(UnicodeCategory category) => category is <= UnicodeCategory.OtherLetter;

    /// <summary>True when marks on this letter distinguish words and must be kept, such as Indic vowel signs or the dakuten of Kana. Always false for
    /// non-letters.</summary>
    public static bool KeepsMarks(Rune letter)
    {
        if (letter.Value <= Accented[0].Last || !IsLetter(Rune.GetUnicodeCategory(letter))) return false;
        foreach (var (first, last) in Accented)
            if (letter.Value >= first && letter.Value <= last)
                return false;
        return true;
    }

    /// <summary>Invisible characters, and the strokes that lengthen words in Arabic and N'Ko. They are ignored and do not end a word.</summary>
    public static bool IsInvisible(int c) => c is 0x0640 or 0x07FA || Unseen.Is(c);

    /// <summary>Apostrophes that normalization would turn into a space with an accent.</summary>
    public static readonly SearchValues<char> SpacingApostrophes = SearchValues.Create("\u0060\u00B4\u0384\u1FBD\u1FBF\u1FEF\u1FFD\u1FFE");

    /// <summary>The plain equivalent of a lower-case letter that has no decomposition, or null. Maps all apostrophes to one.</summary>
    public static string? Plain(int lower) => lower < '`' ? null : lower switch
    {
        'ł' or 'ƚ' or 'ɫ' or 'ɬ' or 'ɭ' or 'ⱡ' => "l",
        'ø' or 'ɔ' or 'ɵ' or 'ⱺ' => "o",
        'đ' or 'ð' or 'ɖ' or 'ɗ' or 'ƌ' => "d",
        'ı' or 'ɨ' or 'ɩ' or 'ɪ' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ħ' or 'ɦ' or 'ⱨ' => "h",
        'ŧ' or 'ƫ' or 'ƭ' or 'ʈ' or 'ⱦ' => "t",
        'ŋ' or 'ɲ' or 'ƞ' or 'ɳ' => "n",
        'ĸ' or 'ʠ' or 'ɋ' => "q",
        'ƀ' or 'ƃ' or 'ɓ' => "b",
        'ƈ' or 'ȼ' or 'ɕ' => "c",
        'ə' or 'ǝ' or 'ɛ' or 'ɇ' => "e",
        'ƒ' => "f",
        'ǥ' or 'ɠ' or 'ɣ' or 'ɡ' => "g",
        'ȷ' or 'ɉ' or 'ɟ' or 'ʝ' => "j",
        'ƙ' or 'ⱪ' => "k",
        'ɱ' => "m",
        'ƥ' or 'ᵽ' => "p",
        'ɍ' or 'ɽ' or 'ɾ' => "r",
        'ȿ' or 'ʂ' or 'ʃ' => "s",
        'ʉ' or 'ʊ' => "u",
        'ʋ' or 'ⱱ' => "v",
        'ƴ' or 'ɏ' => "y",
        'ƶ' or 'ȥ' or 'ʐ' or 'ʑ' or 'ʒ' or 'ɀ' or 'ⱬ' => "z",
        'ⱥ' => "a",
        'ꜳ' => "aa",
        'ꜵ' => "ao",
        'ꜷ' => "au",
        'ꜹ' or 'ꜻ' => "av",
        'ꜽ' => "ay",
        'ꝏ' => "oo",
        'ȣ' => "ou",
        'ꜩ' => "tz",
        'ꝡ' => "vy",
        'ỻ' => "ll",
        'ƕ' => "hv",
        'ƿ' => "w",
        'ȝ' => "y",
        'ς' => "σ",

        // Yiddish ligatures.
        'װ' => "וו",
        'ױ' => "וי",
        'ײ' => "יי",

        // Arabic, Persian, Urdu, Kurdish and Uyghur keyboards produce different code points for the same letter.
        'ک' => "ك",
        'ی' or 'ى' => "ي",
        'ة' or 'ۃ' or 'ہ' or 'ە' => "ه",
        'ٱ' => "ا",

        // Letters that were formerly encoded as another letter with an invisible joiner.
        'ৎ' => "ত্",
        'ൺ' => "ണ്",
        'ൻ' => "ന്",
        'ർ' => "ര്",
        'ൽ' => "ല്",
        'ൾ' => "ള്",
        'ൿ' => "ക്",

        '♯' => "#",
        '`' or '‘' or '’' or '‛' or '′' or '‵' or 'ʹ' or 'ʻ' or 'ʼ' or 'ʽ' or 'ʾ' or 'ʿ' or 'ˈ' or 'ˊ' or 'ˋ' or '՚' or '׳' or 'ꞌ' or 'ߴ' or 'ߵ' => "'",
        _ => null,
    };
}
