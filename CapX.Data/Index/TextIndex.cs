namespace CapX.Data.Index;

/// <summary>Finds the slots whose texts contain a word: as the prefix of a word, or anywhere in scripts without spaces. Not safe for concurrent
/// changes.</summary>
internal sealed class TextIndex
{
    // In scripts without spaces, each pair of adjacent letters in a run is a term, and so is its last letter alone. No word can begin with the mark.
    private const char GramMark = ' ';
    private const int GramLength = 2;

    private readonly TermList _terms = new();

    /// <summary>For each slot, the runs with letters of a script without spaces. They confirm candidates found by letter pairs.</summary>
    private readonly Dictionary<int, string> _unspaced = [];

    public int TermCount => _terms.Count;

    /// <summary>Ends the initial fill. Nothing can be found before.</summary>
    public void Sort() => _terms.Sort();

    /// <summary>Adds the texts of a slot. Pass the returned terms to <see cref="Remove"/> to remove them again.</summary>
    public Term[] Add(int slot, params ReadOnlySpan<string?> texts)
    {
        var added = new List<Term>();
        var unspaced = new List<string>();
        foreach (var text in texts)
        {
            if (text is null) continue;
            var folded = Text.Fold(text);
            foreach (var run in Text.Runs(folded, joined: true)) AddRun(slot, run, added, unspaced);
        }
        if (unspaced.Count > 0) _unspaced[slot] = string.Join(GramMark, unspaced);
        return [.. added];
    }

    public void Remove(int slot, Term[] terms)
    {
        foreach (var term in terms)
        {
            term.Remove(slot);
            // An erased name must not remain as an empty term.
            if (term.Count == 0) _terms.Remove(term);
        }
        _unspaced.Remove(slot);
    }

    /// <summary>Adds to <paramref name="found"/> the slots that match a folded word.</summary>
    public void Find(string word, Bitmap found)
    {
        var isAnywhere = Text.MatchesAnywhere(word);
        if (isAnywhere && word.Length > GramLength)
        {
            FindLong(word, found);
            return;
        }
        foreach (var term in _terms.StartingWith(isAnywhere ? GramMark + word : word)) found.Or(term);
    }

    /// <summary>Returns words with a small edit distance from a folded one.</summary>
    public IEnumerable<(Term Term, int Distance)> Near(string word) => _terms.Near(word, Closeness.Most(word));

    private void FindLong(string word, Bitmap found)
    {
        Term? rarest = null;
        for (var at = 0; at + GramLength <= word.Length; at++)
        {
            var gram = _terms.StartingWith(GramMark + word.Substring(at, GramLength)).FirstOrDefault();
            if (gram is null) return;
            if (rarest is null || gram.Count < rarest.Count) rarest = gram;
        }
        foreach (var slot in rarest!.All())
            if (_unspaced[slot].Contains(word, StringComparison.Ordinal))
                found.Add(slot);
    }

    private void AddRun(int slot, string run, List<Term> added, List<string> unspaced)
    {
        if (!Text.MatchesAnywhere(run))
        {
            AddTerm(slot, run, added);
            return;
        }
        // Prefix search applies only to words without such letters, so index the other stretches of the run for it.
        foreach (var spaced in Text.Stretches(run)) AddTerm(slot, spaced, added);
        unspaced.Add(run);
        Span<char> gram = [GramMark, ' ', ' '];
        for (var at = 0; at < run.Length; at++)
        {
            var neighbours = run.AsSpan(at, Math.Min(GramLength, run.Length - at));
            neighbours.CopyTo(gram[1..]);
            AddTerm(slot, gram[..(1 + neighbours.Length)], added);
        }
    }

    private void AddTerm(int slot, ReadOnlySpan<char> text, List<Term> added)
    {
        var term = _terms.GetOrAdd(text);
        if (term.Add(slot)) added.Add(term);
    }
}
