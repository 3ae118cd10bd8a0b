using System.Globalization;
using System.Text;

namespace CapX.Data;

/// <summary>Makes what people wrote and what people search for comparable: neither accents nor case matter, nor what keyboard somebody types on.</summary>
public static class Text
{
    /// <summary>First and last code point of the letters of Thai, Lao, Burmese, Khmer, Kana and Han: scripts that put no space between words.</summary>
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x116D0, 0x116E3), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF),
    ];

    /// <summary>Goes up with a change of what <see cref="Fold"/> or <see cref="Terms"/> give: what is stored folded is then folded again when the program
    /// starts.</summary>
    public const int Version = 2;

    private const char Apostrophe = '\'';

    /// <summary>NFKD, accents removed, lower case; one of all letters, digits and apostrophes that people write for each other, and nothing that nobody sees.
    /// Takes any string, ill-formed UTF-16 too.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant().Replace('`', Apostrophe);
        // Normalizing sorts the marks of a letter, and a heap of them takes long.
        var decomposed = MarkLimit.Cap(WithoutSpacingApostrophes(WellFormed(text)));
        if (!decomposed.IsNormalized(NormalizationForm.FormKD)) decomposed = decomposed.Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        var (keepsMarks, hasMarks) = (false, false);
        Span<char> units = stackalloc char[2];
        // The whole text at once: to lower one rune outside ASCII costs a call into ICU each.
        foreach (var rune in decomposed.ToLowerInvariant().EnumerateRunes())
        {
            if (Letters.IsInvisible(rune.Value)) continue;
            var category = Rune.GetUnicodeCategory(rune);
            if (Letters.IsMark(category))
            {
                if (!keepsMarks || category == UnicodeCategory.EnclosingMark) continue;
                hasMarks = true;
            }
            else keepsMarks = Letters.KeepsMarks(rune);
            if (rune.IsAscii && rune.Value != '`') folded.Append((char)rune.Value);
            else if (category == UnicodeCategory.DecimalDigitNumber) folded.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (Letters.Plain(rune.Value) is { } plain) folded.Append(plain);
            else folded.Append(units[..rune.EncodeToUtf16(units)]);
        }
        return hasMarks ? Composed(folded.ToString()) : folded.ToString();
    }

    /// <summary>The distinct words of a text, folded: runs of letters and digits, in the order in which they stand. An apostrophe ends one.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var folded = Fold(text);
        return [.. Runs(folded).Select(run => folded[run]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>All under whose beginnings a text is found: its words, words with an apostrophe as if there were none, and what stands between letters of
    /// scripts without spaces.</summary>
    public static IReadOnlyList<string> Terms(string text)
    {
        var folded = Fold(text);
        return [.. Groups(folded).SelectMany(group => Each(folded, group)).SelectMany(run => Stretches(run).Append(run)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What somebody seeks who typed a text: each word of it must be found.</summary>
    public static IReadOnlyList<SoughtWord> Sought(string text)
    {
        var folded = Fold(text);
        return [.. Groups(folded)
            .Select(group => group is [var only] ? new SoughtWord(folded[only], [])
                : new SoughtWord(Joined(folded, group), [.. group.Select(run => folded[run])])).DistinctBy(s => s.Word)];
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

    /// <summary>The parts of a word without letters of a script without spaces: "lua" of "lua编程". None where there are no such letters.</summary>
    internal static IEnumerable<string> Stretches(string word)
    {
        if (!MatchesAnywhere(word)) yield break;
        for (var at = 0; at < word.Length;)
        {
            var end = at + UnspacedAt(word.AsSpan(at));
            if (end > at) yield return word[at..end];
            for (at = end; at < word.Length && UnspacedAt(word.AsSpan(at, char.IsHighSurrogate(word[at]) ? 2 : 1)) == 0;
                ) at += char.IsHighSurrogate(word[at]) ? 2 : 1;
        }
    }

    /// <summary>The words of a folded text as the index holds them: each run, and several that only apostrophes part also as one.</summary>
    internal static IEnumerable<string> Runs(string folded, bool joined) =>
        joined ? Groups(folded).SelectMany(group => Each(folded, group)) : Runs(folded).Select(run => folded[run]);

    private static IEnumerable<string> Each(string folded, List<Range> group)
    {
        foreach (var run in group) yield return folded[run];
        if (group.Count > 1) yield return Joined(folded, group);
    }

    private static string Joined(string folded, List<Range> group) => string.Concat(group.Select(run => folded[run]));

    /// <summary>The runs of a folded text, those together that nothing but an apostrophe between two letters parts.</summary>
    private static IEnumerable<List<Range>> Groups(string folded)
    {
        List<Range> group = [];
        foreach (var run in Runs(folded))
        {
            if (group.Count > 0 && !IsJoined(folded, group[^1].End.Value, run.Start.Value))
            {
                yield return group;
                group = [];
            }
            group.Add(run);
        }
        if (group.Count > 0) yield return group;
    }

    private static bool IsJoined(string folded, int end, int start) =>
        start == end + 1 && folded[end] == Apostrophe && !char.IsAsciiDigit(folded[end - 1]) && !IsSign(folded[end - 1]) && !char.IsAsciiDigit(folded[start]);

    /// <summary>Where the words of a folded text stand.</summary>
    private static IEnumerable<Range> Runs(string folded)
    {
        var start = -1;
        for (var at = 0; at < folded.Length;)
        {
            var isInWord = IsWordPart(folded, at, out var length);
            if (isInWord && start < 0) start = at;
            if (!isInWord && start >= 0)
            {
                var end = at + SignsAt(folded, start, at);
                yield return start..end;
                start = -1;
                at = end;
                if (at == folded.Length || IsWordPart(folded, at, out length)) continue;
            }
            at += length;
        }
        if (start >= 0) yield return start..folded.Length;
    }

    /// <summary>How many signs belong to the word before them: those of C++ and C#. A single plus counts after one or two letters, as in A+: LGBT+ is the same
    /// as LGBT. Between two words they count for nothing.</summary>
    private static int SignsAt(string folded, int start, int at)
    {
        if (!IsSign(folded[at]) || char.IsAsciiDigit(folded[at - 1])) return 0;
        var end = at + 1;
        while (end < folded.Length && end - at < 3 && IsSign(folded[end])) end++;
        var signs = folded.AsSpan(at, end - at);
        if (end < folded.Length && !char.IsAsciiDigit(folded[end]) && IsWordPart(folded, end, out _)) return 0;
        return signs is "++" or "#" || signs is "+" && at - start <= 2 ? signs.Length : 0;
    }

    private static bool IsSign(char c) => c is '+' or '#';

    private static bool IsWordPart(string text, int at, out int length)
    {
        length = 1;
        if (!char.IsSurrogate(text[at])) return IsWordPart(char.GetUnicodeCategory(text[at]));
        if (!Rune.TryGetRuneAt(text, at, out var rune)) return false;
        length = rune.Utf16SequenceLength;
        return IsWordPart(Rune.GetUnicodeCategory(rune));
    }

    /// <summary>Letter numbers count as letters: the Chinese zero is one, and stands in the middle of years. Marks that folding has left are letters.</summary>
    private static bool IsWordPart(UnicodeCategory category) =>
        Letters.IsLetter(category) || Letters.IsMark(category) || category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;

    /// <summary>With each letter and its marks as one character, where there is one, so that no letter is the beginning of another; Hangul stays letter by
    /// letter, as it is typed.</summary>
    private static string Composed(string folded)
    {
        const int first = 0xAC00, last = 0xD7A3, vowels = 21, finals = 28;
        var composed = folded.Normalize(NormalizationForm.FormC);
        if (!composed.AsSpan().ContainsAnyInRange((char)first, (char)last)) return composed;
        var apart = new StringBuilder(composed.Length * 2);
        foreach (var c in composed)
        {
            if (c is < (char)first or > (char)last)
            {
                apart.Append(c);
                continue;
            }
            var (place, final) = Math.DivRem(c - first, finals);
            apart.Append((char)(0x1100 + place / vowels)).Append((char)(0x1161 + place % vowels));
            if (final > 0) apart.Append((char)(0x11A7 + final));
        }
        return apart.ToString();
    }

    private static string WithoutSpacingApostrophes(string text) =>
        !text.AsSpan().ContainsAny(Letters.SpacingApostrophes) ? text : string.Create(text.Length, text, (units, from) =>
        {
            from.CopyTo(units);
            units.ReplaceAny(Letters.SpacingApostrophes, Apostrophe);
        });

    /// <summary>Normalizing throws on half of a surrogate pair and on U+FFFE; both become U+FFFD, which is no letter.</summary>
    internal static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\uFFFE', StringComparison.Ordinal)
            ? string.Concat(text.EnumerateRunes()).Replace('\uFFFE', '\uFFFD')
            : text;
}

/// <summary>One word that is sought, folded.</summary>
/// <param name="Word">As the beginning of a word, or anywhere in a script without spaces.</param>
/// <param name="Parts">Where apostrophes stand in it: found too where all of these are, so that "l'histoire" finds "histoire de l'art".</param>
public sealed record SoughtWord(string Word, IReadOnlyList<string> Parts)
{
    /// <summary>Whether it is found, told whether one word is.</summary>
    public bool IsFound(Func<string, bool> has) => has(Word) || Parts.Count > 0 && Parts.All(has);
}
