namespace CapX.Data.Index;

internal sealed partial class TermList
{
    /// <summary>Returns the terms within this edit distance of a word. Reuses the rows of the distance table for the prefix that a term shares with the one
    /// before. Skips all terms with a prefix that is too far. A hundred thousand terms cost about as much as a few thousand.</summary>
    public IEnumerable<(Term Term, int Distance)> Near(string word, int most)
    {
        if (most == 0 || word.Length > Closeness.LongestWord) yield break;
        // No longer term can be near. Starting at "!" skips the letter pairs, which begin with a space.
        var rows = new int[word.Length + most + 2][];
        for (var place = 0; place < rows.Length; place++) rows[place] = new int[word.Length + 1];
        for (var at = 0; at <= word.Length; at++) rows[0][at] = at;
        var (known, filled) = ("", 0);
        for (var at = FirstFrom("!"); at < _terms.Count;)
        {
            var term = _terms[at].Text;
            var shared = Math.Min(term.AsSpan().CommonPrefixLength(known), filled);
            (known, filled) = (term, shared);
            var farFrom = 0;
            while (filled < term.Length && farFrom == 0)
            {
                if (++filled == rows.Length) farFrom = filled--;
                else if (Closeness.FillRow(word, term, filled, filled > 1 ? rows[filled - 2] : [], rows[filled - 1], rows[filled]) > most) farFrom = filled;
            }
            if (farFrom > 0)
            {
                at = After(term.AsSpan(0, farFrom), at);
                continue;
            }
            if (rows[term.Length][word.Length] <= most) yield return (_terms[at], rows[term.Length][word.Length]);
            at++;
        }
    }

    /// <summary>Returns the index after all terms that start with a prefix.</summary>
    private int After(ReadOnlySpan<char> beginning, int from)
    {
        // Usually few terms do, so the search gallops.
        var (low, step) = (from, 1);
        while (low + step < _terms.Count && _terms[low + step].Text.AsSpan().StartsWith(beginning, StringComparison.Ordinal))
        {
            low += step;
            step *= 2;
        }
        var high = Math.Min(low + step, _terms.Count);
        while (low + 1 < high)
        {
            var middle = (low + high) / 2;
            if (_terms[middle].Text.AsSpan().StartsWith(beginning, StringComparison.Ordinal)) low = middle;
            else high = middle;
        }
        return high;
    }
}
