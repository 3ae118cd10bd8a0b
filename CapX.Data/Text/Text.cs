using System.Globalization;
using System.Text;

namespace CapX.Data;

/// <summary>Makes stored and searched text comparable, regardless of accents, case and keyboard layout.</summary>
public static class Text
{
    /// <summary>Code point ranges of Thai, Lao, Burmese, Khmer, Kana and Han letters: scripts without spaces between words.</summary>
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x116D0, 0x116E3), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF),
    ];

    /// <summary>Increment when the result of <see cref="Fold"/> or <see cref="Terms"/> changes. Stored folded text is then recomputed at startup.</summary>
    public const int Version = 2;

    private const char Apostrophe = '\'';

    /// <summary>Folds a text: NFKD, lower case, no accents, no invisible characters, one form for interchangeable letters, digits and apostrophes. Accepts any
    /// string, including ill-formed UTF-16.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant().Replace('`', Apostrophe);
        // Normalization sorts the marks of a letter, which is slow for very many.
        var decomposed = MarkLimit.Cap(WithoutSpacingApostrophes(WellFormed(text)));
        if (!decomposed.IsNormalized(NormalizationForm.FormKD)) decomposed = decomposed.Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        var (keepsMarks, hasMarks) = (false, false);
        Span<char> units = stackalloc char[2];
        // Lower-cases the whole text at once: one rune at a time, each one outside ASCII would cost an ICU call.
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

    /// <summary>The distinct folded words of a text in order: runs of letters and digits. An apostrophe ends a word.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var folded = Fold(text);
        return [.. Runs(folded).Select(run => folded[run]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The terms by whose prefixes a text is found: its words, words joined across apostrophes, and the parts between letters of scripts without
    /// spaces.</summary>
    public static IReadOnlyList<string> Terms(string text)
    {
        var folded = Fold(text);
        return [.. Groups(folded).SelectMany(group => Each(folded, group)).SelectMany(run => Stretches(run).Append(run)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The words of a query. All of them must match.</summary>
    public static IReadOnlyList<SoughtWord> Sought(string text)
    {
        var folded = Fold(text);
        return [.. Groups(folded)
            .Select(group => group is [var only] ? new SoughtWord(folded[only], [])
                : new SoughtWord(Joined(folded, group), [.. group.Select(run => folded[run])])).DistinctBy(s => s.Word)];
    }

    /// <summary>True when a folded word contains a script without spaces. It is then matched anywhere in a text rather than as a prefix.</summary>
    public static bool MatchesAnywhere(ReadOnlySpan<char> word) => UnspacedAt(word) < word.Length;

    /// <summary>The index of the first letter of a script without spaces, or the length when there is none.</summary>
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

    /// <summary>The parts of a word outside scripts without spaces: "lua" of "lua编程". Empty when the word has no such letters.</summary>
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

    /// <summary>The words of a folded text as indexed: each run and, with <paramref name="joined"/>, runs separated only by apostrophes also as one
    /// word.</summary>
    internal static IEnumerable<string> Runs(string folded, bool joined) =>
        joined ? Groups(folded).SelectMany(group => Each(folded, group)) : Runs(folded).Select(run => folded[run]);

    private static IEnumerable<string> Each(string folded, List<Range> group)
    {
        foreach (var run in group) yield return folded[run];
        if (group.Count > 1) yield return Joined(folded, group);
    }

    private static string Joined(string folded, List<Range> group) => string.Concat(group.Select(run => folded[run]));

    /// <summary>Groups the runs of a folded text that are separated by nothing but an apostrophe between two letters.</summary>
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

    /// <summary>The ranges of the words in a folded text.</summary>
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

    /// <summary>The number of signs that belong to the preceding word, as in C++ and C#. A single plus counts after one or two letters, as in A+, so LGBT+
    /// equals LGBT. Signs between two words do not count.</summary>
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

    /// <summary>Letter numbers count as letters: the Chinese zero is one and occurs within years. Marks left by folding count as letters too.</summary>
    private static bool IsWordPart(UnicodeCategory category) =>
        Letters.IsLetter(category) || Letters.IsMark(category) || category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;

    /// <summary>Composes letters with their marks where possible, so that no letter is a prefix of another. Hangul stays decomposed, because it is typed
    /// letter by letter.</summary>
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

    /// <summary>Replaces unpaired surrogates and U+FFFE, on which normalization throws, with U+FFFD, which is not a letter.</summary>
    internal static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\uFFFE', StringComparison.Ordinal)
            ? string.Concat(text.EnumerateRunes()).Replace('\uFFFE', '\uFFFD')
            : text;
}

/// <summary>One folded word of a query.</summary>
/// <param name="Word">Matches as the prefix of a word, or anywhere in a script without spaces.</param>
/// <param name="Parts">The parts around apostrophes. All of them together match too, so that "l'histoire" finds "histoire de l'art".</param>
public sealed record SoughtWord(string Word, IReadOnlyList<string> Parts)
{
    /// <summary>Matches the word, given a predicate that matches a single word.</summary>
    public bool IsFound(Func<string, bool> has) => has(Word) || Parts.Count > 0 && Parts.All(has);
}
