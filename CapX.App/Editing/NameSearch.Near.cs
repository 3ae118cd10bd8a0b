using CapX.App.I18n;

namespace CapX.App.Editing;

public sealed partial class NameSearch
{
    private const int MostWords = 10;

    /// <summary>Returns the entries with a name, in any language, that equals the whole text or is close to it.</summary>
    public IEnumerable<(CodeEntry Entry, int Distance)> NearNames(string text)
    {
        var whole = string.Join(' ', Text.Words(text));
        var most = Closeness.Most(whole);
        foreach (var (entry, names) in _entries)
        {
            int? nearest = null;
            foreach (var name in names)
                if (Closeness.Between(whole, name.Whole, most) is { } distance && !(nearest <= distance))
                    nearest = distance;
            if (nearest is { } near && whole.Length > 0 && !entry.IsRetired) yield return (entry, near);
        }
    }

    /// <summary>Corrects the words of a text that finds nothing. Null when no word is close to a name.</summary>
    public string? Meant(string text, Messages m)
    {
        var words = Text.Words(text).Take(MostWords).Select(word => (Word: word, NearWords(word, m).Near)).ToList();
        return words.Exists(w => w.Near.Count > 0) ? string.Join(' ', words.Select(w => w.Near.Count > 0 ? w.Near[0].Written : w.Word)) : null;
    }

    /// <summary>Tells whether a folded word begins a word of a name, and otherwise returns the words of names close to it. Words are spelled as in the
    /// viewer's language when they occur in it.</summary>
    public WordNear NearWords(string word, Messages m) => Closeness.Among(
        _entries.Where(e => !e.Entry.IsRetired).SelectMany(e => e.Names.OrderBy(n => n.Value != e.Entry.Name(m.Chain)).Select(n => (n.Value, n.Words))), word);
}
