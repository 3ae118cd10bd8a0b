using System.Globalization;
using System.Text;

namespace CapX.Data.People;

/// <summary>Makes what people wrote and what people search for comparable: accents and case do not matter, in any script.</summary>
public static class Text
{
    /// <summary>First and last code point of the letters of Thai, Lao, Burmese, Khmer, Kana and Han: scripts that put no space between words.</summary>
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x116D0, 0x116E3), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF),
    ];

    /// <summary>NFKD, marks removed, lower case, and the letters that do not decompose made plain. Takes any string, ill-formed UTF-16 too.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        // Normalizing sorts the marks of a letter, and a heap of them takes long.
        var decomposed = MarkLimit.Cap(WellFormed(text));
        if (!decomposed.IsNormalized(NormalizationForm.FormKD)) decomposed = decomposed.Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        Span<char> units = stackalloc char[2];
        // The whole text at once: to lower one rune outside ASCII costs a call into ICU each.
        foreach (var rune in decomposed.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark) continue;
            if (Plain(rune.Value) is { } plain) folded.Append(plain);
            else folded.Append(units[..rune.EncodeToUtf16(units)]);
        }
        return folded.ToString();
    }

    /// <summary>The distinct words of a text, folded: runs of letters and digits, in the order in which they stand.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var folded = Fold(text);
        return [.. Runs(folded).Select(run => folded[run]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a folded word is of a script without spaces, so that it is sought anywhere in a text and not as the beginning of a word.</summary>
    public static bool MatchesAnywhere(ReadOnlySpan<char> word) => UnspacedAt(word) < word.Length;

    /// <summary>Where the first letter of a script without spaces stands; the length if there is none.</summary>
    internal static int UnspacedAt(ReadOnlySpan<char> word)
    {
        if (!word.ContainsAnyExceptInRange('\0', '\u0DFF')) return word.Length;
        var at = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            foreach (var (first, last) in Unspaced)
                if (rune.Value >= first && rune.Value <= last)
                    return at;
            at += rune.Utf16SequenceLength;
        }
        return word.Length;
    }

    /// <summary>Where the words of a folded text stand.</summary>
    internal static IEnumerable<Range> Runs(string folded)
    {
        var start = -1;
        for (var at = 0; at < folded.Length;)
        {
            var isInWord = IsWordPart(folded, at, out var length);
            if (isInWord && start < 0) start = at;
            if (!isInWord && start >= 0)
            {
                yield return start..at;
                start = -1;
            }
            at += length;
        }
        if (start >= 0) yield return start..folded.Length;
    }

    private static bool IsWordPart(string text, int at, out int length)
    {
        length = 1;
        if (!char.IsSurrogate(text[at])) return IsWordPart(char.GetUnicodeCategory(text[at]));
        if (!Rune.TryGetRuneAt(text, at, out var rune)) return false;
        length = rune.Utf16SequenceLength;
        return IsWordPart(Rune.GetUnicodeCategory(rune));
    }

    /// <summary>Letter numbers count as letters: the Chinese zero is one, and stands in the middle of years.</summary>
    private static bool IsWordPart(UnicodeCategory category) =>
        category is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;

    internal static string? Plain(int lower) => lower < 'ß' ? null : lower switch
    {
        'ł' => "l",
        'ø' => "o",
        'đ' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'ς' => "σ",
        _ => null,
    };

    /// <summary>Normalizing throws on half of a surrogate pair and on U+FFFE; both become U+FFFD, which is no letter.</summary>
    internal static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\uFFFE', StringComparison.Ordinal)
            ? string.Concat(text.EnumerateRunes()).Replace('\uFFFE', '\uFFFD')
            : text;
}
