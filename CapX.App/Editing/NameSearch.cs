using System.Runtime.CompilerServices;
using CapX.App.Codex;
using CapX.App.I18n;

namespace CapX.App.Editing;

/// <summary>Searches a reference list by code, or by the beginnings of words of the names in every language.</summary>
public sealed partial class NameSearch
{
    /// <summary>The number of suggestions that users look through.</summary>
    public const int Most = 10;

    /// <summary>Longer texts find nothing.</summary>
    public const int LongestText = 100;

    // Keyed by list, because a reload replaces the list as a whole. The folded names of the old list are collected with it.
    private static readonly ConditionalWeakTable<CodeTree, NameSearch> Known = [];

    private const string Article = "ال";

    private readonly CodeTree _tree;
    private readonly (CodeEntry Entry, Name[] Names)[] _entries;

    private NameSearch(CodeTree tree)
    {
        _tree = tree;
        _entries = [.. tree.Entries.Select(e =>
            (e, e.Names.Select(n => new Name(n.Key, n.Value, string.Join(' ', Text.Words(n.Value)), [.. Text.Terms(n.Value)])).ToArray()))];
    }

    /// <summary>Returns the search over a list. Its data is prepared once.</summary>
    public static NameSearch Of(CodeTree tree) => Known.GetValue(tree, list => new NameSearch(list));

    /// <summary>Returns the first suggestions for a text in the order of <see cref="FindAll"/>, without retired entries.</summary>
    public IReadOnlyList<LookupOption> Find(string text, Messages m, Func<string, bool>? isLeftOut = null) =>
    [
        .. InOrder(text, m).Where(f => !f.Entry.IsRetired && isLeftOut?.Invoke(f.Entry.Code) != true).Take(Most)
            .Select(f => new LookupOption(f.Entry.Code, f.Entry.Name(m.Chain), Above(f.Entry, m), f.Also?.Value, f.Also?.Language)),
    ];

    /// <summary>Returns every entry that matches a text. Order: exact code or name, then names that begin with the text, then the rest. Within each group,
    /// matches of the name in the viewer's language come first, then entries are sorted by that name. Variants follow their base.</summary>
    public IEnumerable<CodeEntry> FindAll(string text, Messages m) => InOrder(text, m).Select(f => f.Entry);

    /// <summary>Tells whether a folded word begins a word of one of the names of an entry.</summary>
    public bool IsNamed(CodeEntry entry, string word) =>
        Array.Exists(_entries[entry.Position].Names, name => name.Words.Any(w => w.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>The path to an entry without the entry itself, for example "Technology › Programming". Null at a root.</summary>
    public string? Above(CodeEntry entry, Messages m)
    {
        var names = _tree.Path(entry).SkipLast(1).Select(e => e.Name(m.Chain)).ToList();
        return names.Count == 0 ? null : names.Aggregate((path, name) => m["people-edit-path", path, name]);
    }

    private IEnumerable<Found> InOrder(string text, Messages m)
    {
        var found = Matches(text, m).ToDictionary(f => f.Entry.Position);
        var places = NameOrder.Places(_tree, m);
        // A variant follows its base if the base ranks equally, and is sorted by itself otherwise.
        Found Head(Found f) => _tree.HoldsVariants && found.TryGetValue(_tree.Root(f.Entry).Position, out var root) && root.Rank == f.Rank ? root : f;
        return found.Values.OrderBy(f => f.Rank).ThenBy(f => !Head(f).IsOwn).ThenBy(f => places[Head(f).Entry.Position]).ThenBy(f => f.Entry.Parent is not null)
            .ThenBy(f => places[f.Entry.Position]);
    }

    private IEnumerable<Found> Matches(string text, Messages m)
    {
        var words = text.Length <= LongestText ? Text.Sought(text) : [];
        if (words.Count == 0) yield break;
        var code = Unseen.Drop(text).Trim();
        var sought = new Sought(string.Join(' ', Text.Words(text)), [.. words]);
        foreach (var (entry, names) in _entries)
        {
            var isCode = entry.Code.Equals(code, StringComparison.OrdinalIgnoreCase);
            // Fast path: nearly all entries end here.
            if (!isCode && !Array.Exists(names, n => n.Begins(sought))) continue;
            var own = entry.Name(m.Chain);
            var best = isCode ? null : names.Where(n => n.Begins(sought)).MinBy(n => (n.RankOf(sought), n.Value != own));
            var saysIt = isCode || Array.Exists(names, n => n.Value == own && n.Begins(sought));
            yield return new Found(entry, best?.RankOf(sought) ?? Rank.Exact, best is null || best.Value == own, saysIt ? null : best);
        }
    }

    private enum Rank { Exact, Start, Rest }

    /// <param name="IsOwn">True when the name in the viewer's language has this rank.</param>
    /// <param name="Also">The name that matched. Null when the name in the viewer's language matches.</param>
    private sealed record Found(CodeEntry Entry, Rank Rank, bool IsOwn, Name? Also);

    private sealed record Sought(string Whole, SoughtWord[] Words);

    private sealed record Name(string Language, string Value, string Whole, IReadOnlyList<string> Words)
    {
        /// <summary>The rank: the name equals the text, begins with it, or neither.</summary>
        public Rank RankOf(Sought sought) =>
            Whole == sought.Whole ? Rank.Exact : Whole.StartsWith(sought.Whole, StringComparison.Ordinal) ? Rank.Start : Rank.Rest;

        /// <summary>Tells whether each word begins a word of the name. In scripts without spaces it may be anywhere. The Arabic article is skipped, because
        /// it is written as part of the word.</summary>
        public bool Begins(Sought sought)
        {
            foreach (var one in sought.Words)
                if (!one.IsFound(Has)) return false;
            return true;
        }

        private bool Has(string sought)
        {
            var isAnywhere = Text.MatchesAnywhere(sought);
            foreach (var word in Words)
                if (word.StartsWith(sought, StringComparison.Ordinal)
                    || word.StartsWith(Article, StringComparison.Ordinal) && word.AsSpan(Article.Length).StartsWith(sought, StringComparison.Ordinal)
                    || isAnywhere && word.Contains(sought, StringComparison.Ordinal))
                    return true;
            return false;
        }
    }
}
