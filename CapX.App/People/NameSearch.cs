using System.Runtime.CompilerServices;
using CapX.App.Codex;
using CapX.App.I18n;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>Finds entries of a reference list by the beginnings of words of their names in every language, or by their code.</summary>
public sealed class NameSearch
{
    /// <summary>As many suggestions as somebody looks through.</summary>
    public const int Most = 10;

    /// <summary>Nobody types more to find something; a longer text finds nothing.</summary>
    public const int LongestText = 100;

    // A list is replaced whole when it is loaded again; what was folded for the old one goes with it.
    private static readonly ConditionalWeakTable<CodeTree, NameSearch> Known = [];

    private const string Article = "ال";

    private readonly CodeTree _tree;
    private readonly (CodeEntry Entry, Name[] Names)[] _entries;

    private NameSearch(CodeTree tree)
    {
        _tree = tree;
        _entries = [.. tree.Entries.Select(e => (e, e.Names.Select(n => new Name(n.Key, n.Value, [.. Text.Words(n.Value)])).ToArray()))];
    }

    /// <summary>The search over a list; what it needs is prepared once.</summary>
    public static NameSearch Of(CodeTree tree) => Known.GetValue(tree, list => new NameSearch(list));

    /// <summary>The first suggestions for a text, nothing that is retired: those found by their code or by their name in the reader's language first, then by that name.</summary>
    public IReadOnlyList<LookupOption> Find(string text, Messages m, Func<string, bool>? isLeftOut = null) =>
    [
        .. Matches(text, m).Where(f => !f.Entry.IsRetired && isLeftOut?.Invoke(f.Entry.Code) != true)
            .OrderBy(f => f.Place).ThenBy(f => NameOrder.Places(_tree, m)[f.Entry.Position]).Take(Most)
            .Select(f => new LookupOption(f.Entry.Code, f.Entry.Name(m.Chain), Above(f.Entry, m), f.Also?.Value, f.Also?.Language)),
    ];

    /// <summary>Every entry that a text finds, in no order.</summary>
    public IEnumerable<CodeEntry> FindAll(string text, Messages m) => Matches(text, m).Select(f => f.Entry);

    /// <summary>Whether a word, folded, begins a word of one of the names of an entry.</summary>
    public bool IsNamed(CodeEntry entry, string word) => Array.Exists(_entries[entry.Position].Names, name => name.Words.Any(w => w.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>"Technology › Programming": the way down to an entry, itself left out; null at a root.</summary>
    public string? Above(CodeEntry entry, Messages m)
    {
        var names = _tree.Path(entry).SkipLast(1).Select(e => e.Name(m.Chain)).ToList();
        return names.Count == 0 ? null : names.Aggregate((path, name) => m["people-edit-path", path, name]);
    }

    private IEnumerable<Found> Matches(string text, Messages m)
    {
        Sought[] words = text.Length <= LongestText ? [.. Text.Words(text).Select(word => new Sought(word, Text.MatchesAnywhere(word)))] : [];
        if (words.Length == 0) yield break;
        var code = Unseen.Drop(text).Trim();
        foreach (var (entry, names) in _entries)
        {
            var isCode = entry.Code.Equals(code, StringComparison.OrdinalIgnoreCase);
            // Nearly all entries end here.
            if (!isCode && !Array.Exists(names, n => n.Begins(words))) continue;
            var own = entry.Name(m.Chain);
            if (isCode || Array.Exists(names, n => n.Value == own && n.Begins(words))) yield return new Found(entry, isCode ? 0 : 1, null);
            else if (Array.Find(names, n => n.Begins(words)) is { } also) yield return new Found(entry, 2, also);
        }
    }

    private sealed record Found(CodeEntry Entry, int Place, Name? Also);

    private sealed record Sought(string Word, bool IsAnywhere);

    private sealed record Name(string Language, string Value, string[] Words)
    {
        /// <summary>Whether each word sought begins a word of the name; in scripts without spaces it may stand anywhere. The Arabic article is written as part of the word.</summary>
        public bool Begins(Sought[] sought)
        {
            foreach (var one in sought)
                if (!Has(one)) return false;
            return true;
        }

        private bool Has(Sought sought)
        {
            foreach (var word in Words)
                if (word.StartsWith(sought.Word, StringComparison.Ordinal)
                    || word.StartsWith(Article, StringComparison.Ordinal) && word.AsSpan(Article.Length).StartsWith(sought.Word, StringComparison.Ordinal)
                    || sought.IsAnywhere && word.Contains(sought.Word, StringComparison.Ordinal))
                    return true;
            return false;
        }
    }
}
