namespace CapX.Data.Index;

/// <summary>The slots whose texts contain a word or a letter pair.</summary>
internal sealed class Term(string text) : SlotSet
{
    public string Text { get; } = text;
}

/// <summary>Terms in ordinal order, found by prefix. Filled unsorted at first, because inserting a hundred thousand terms in sorted order one by one is
/// slow.</summary>
internal sealed partial class TermList
{
    private Dictionary<string, Term>? _filling = new(StringComparer.Ordinal);
    private List<Term> _terms = [];

    public int Count => _filling?.Count ?? _terms.Count;

    /// <summary>Ends the initial fill. Nothing can be found before.</summary>
    public void Sort()
    {
        if (_filling is null) return;
        _terms = [.. _filling.Values];
        _terms.Sort((a, b) => string.CompareOrdinal(a.Text, b.Text));
        _filling = null;
    }

    public Term GetOrAdd(ReadOnlySpan<char> text)
    {
        if (_filling is not null)
        {
            var byText = _filling.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!byText.TryGetValue(text, out var term)) byText[text] = term = new Term(text.ToString());
            return term;
        }
        var at = FirstFrom(text);
        if (at == _terms.Count || !text.SequenceEqual(_terms[at].Text)) _terms.Insert(at, new Term(text.ToString()));
        return _terms[at];
    }

    public void Remove(Term term)
    {
        if (_filling is not null) _filling.Remove(term.Text);
        else _terms.RemoveAt(FirstFrom(term.Text));
    }

    /// <summary>Returns all terms that start with the text.</summary>
    public IEnumerable<Term> StartingWith(string text)
    {
        for (var at = FirstFrom(text); at < _terms.Count && _terms[at].Text.StartsWith(text, StringComparison.Ordinal); at++) yield return _terms[at];
    }

    private int FirstFrom(ReadOnlySpan<char> text)
    {
        var (low, high) = (0, _terms.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_terms[middle].Text.AsSpan().SequenceCompareTo(text) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
