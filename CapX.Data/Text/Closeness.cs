using System.Globalization;

namespace CapX.Data;

/// <summary>A word of a name in its original spelling, and its edit distance from the typed word.</summary>
public sealed record NearWord(string Written, int Distance);

/// <summary>The result for one folded search word: whether a name starts with it, or else similar words in names, closest first.</summary>
public sealed record WordNear(bool IsFound, IReadOnlyList<NearWord> Near);

/// <summary>Edit distance between a typed and an intended word (Damerau–Levenshtein, optimal string alignment). An omitted, added or wrong letter and two
/// swapped neighbours count as one edit each.</summary>
public static class Closeness
{
    private const int ShortestWord = 3;
    private const int LongWord = 6;

    /// <summary>Longer words are not compared.</summary>
    public const int LongestWord = 60;

    /// <summary>The maximum distance to search for. 0 in scripts without spaces, where words are short and typed as a whole.</summary>
    public static int Most(string word) => word.Length switch
    {
        < ShortestWord or > LongestWord => 0,
        < LongWord => Text.MatchesAnywhere(word) ? 0 : 1,
        _ => Text.MatchesAnywhere(word) ? 0 : 2,
    };

    /// <summary>The distance between two folded words, or null when it is more than <paramref name="most"/>.</summary>
    public static int? Between(ReadOnlySpan<char> typed, ReadOnlySpan<char> meant, int most)
    {
        if (Math.Abs(typed.Length - meant.Length) > most || typed.Length > LongestWord) return null;
        if (most == 0) return typed.SequenceEqual(meant) ? 0 : null;
        Span<int> rows = stackalloc int[3 * (LongestWord + 1)];
        var width = typed.Length + 1;
        for (var at = 0; at < width; at++) rows[at] = at;
        for (var place = 1; place <= meant.Length; place++)
        {
            if (FillRow(typed, meant, place, Row(rows, place - 2, width), Row(rows, place - 1, width), Row(rows, place, width)) > most) return null;
        }
        var distance = Row(rows, meant.Length, width)[typed.Length];
        return distance <= most ? distance : null;
    }

    /// <summary>Fills one row of the distance table: from the prefix of <paramref name="meant"/> up to a place to each prefix of the typed word. Returns the
    /// minimum of the row.</summary>
    internal static int FillRow(ReadOnlySpan<char> typed, ReadOnlySpan<char> meant, int place, ReadOnlySpan<int> before, ReadOnlySpan<int> last, Span<int> next)
    {
        var least = next[0] = place;
        for (var at = 1; at <= typed.Length; at++)
        {
            var isSame = typed[at - 1] == meant[place - 1];
            var distance = Math.Min(Math.Min(last[at], next[at - 1]) + 1, last[at - 1] + (isSame ? 0 : 1));
            if (at > 1 && place > 1 && typed[at - 1] == meant[place - 2] && typed[at - 2] == meant[place - 1])
                distance = Math.Min(distance, before[at - 2] + 1);
            next[at] = distance;
            least = Math.Min(least, distance);
        }
        return least;
    }

    /// <summary>Splits a word into pieces. A similar word contains at least one of them, apart from rare edits at the edges of pieces.</summary>
    internal static IEnumerable<string> Pieces(string word)
    {
        var count = Most(word) + 1;
        if (count == 1) yield break;
        for (var piece = 0; piece < count; piece++)
        {
            var (start, end) = (word.Length * piece / count, word.Length * (piece + 1) / count);
            yield return word[start..end];
            // Two letters swapped across the boundary of two pieces break both, so that variant is searched too.
            if (end < word.Length) yield return string.Concat(word.AsSpan(0, end - 1), word.AsSpan(end, 1), word.AsSpan(end - 1, 1), word.AsSpan(end + 1));
        }
    }

    /// <summary>The word of a name that folds to <paramref name="folded"/>, in its original spelling. Null when there is none.</summary>
    internal static string? AsWritten(string name, string folded)
    {
        foreach (var part in name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (Text.Terms(part).Contains(folded))
                return Bare(part);
        return null;
    }

    /// <summary>Finds words similar to <paramref name="word"/> in names, each given with its search terms.</summary>
    public static WordNear Among(IEnumerable<(string Name, IReadOnlyList<string> Terms)> names, string word)
    {
        var most = Most(word);
        var near = new Dictionary<string, NearWord>(StringComparer.Ordinal);
        foreach (var (name, terms) in names)
            foreach (var term in terms)
            {
                if (term.StartsWith(word, StringComparison.Ordinal)) return new WordNear(true, []);
                if (!near.ContainsKey(term) && Between(word, term, most) is { } distance && AsWritten(name, term) is { } written)
                    near[term] = new NearWord(written, distance);
            }
        return new WordNear(false, [.. near.OrderBy(n => n.Value.Distance).ThenBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value)]);
    }

    /// <summary>Strips surrounding punctuation, such as brackets and commas.</summary>
    private static string Bare(string part)
    {
        bool IsOutside(char c) =>
            !char.IsLetterOrDigit(c) && !char.IsSurrogate(c) && c is not ('+' or '#') && !Letters.IsMark(CharUnicodeInfo.GetUnicodeCategory(c));
        var (start, end) = (0, part.Length);
        while (start < end && IsOutside(part[start])) start++;
        while (end > start && IsOutside(part[end - 1])) end--;
        return part[start..end];
    }

    private static Span<int> Row(Span<int> rows, int place, int width) => rows.Slice((place + 3) % 3 * (LongestWord + 1), width);
}
