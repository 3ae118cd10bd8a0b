using System.Runtime.CompilerServices;
using CapX.App.Codex;
using CapX.App.I18n;

namespace CapX.App.Editing;

/// <summary>Finds entries of a reference list by the beginnings of words of their names in every language, or by their code.</summary>
public sealed partial class NameSearch
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
        _entries = [.. tree.Entries.Select(e =>
            (e, e.Names.Select(n => new Name(n.Key, n.Value, string.Join(' ', Text.Words(n.Value)), [.. Text.Terms(n.Value)])).ToArray()))];
    }

    /// <summary>The search over a list; what it needs is prepared once.</summary>
    public static NameSearch Of(CodeTree tree) => Known.GetValue(tree, list => new NameSearch(list));

    /// <summary>The first suggestions for a text, nothing that is retired, in the order of <see cref="FindAll"/>.</summary>
    public IReadOnlyList<LookupOption> Find(string text, Messages m, Func<string, bool>? isLeftOut = null) =>
    [
        .. InOrder(text, m).Where(f => !f.Entry.IsRetired && isLeftOut?.Invoke(f.Entry.Code) != true).Take(Most)
            .Select(f => new LookupOption(f.Entry.Code, f.Entry.Name(m.Chain), Above(f.Entry, m), f.Also?.Value, f.Also?.Language)),
    ];

    /// <summary>Every entry that a text finds: those of this code or exactly this name first, then those whose name begins with it, then the rest; each time
    /// those by their name in the reader's language
    /// first, then by that name. Variants stand below what they are variants of.</summary>
    public IEnumerable<CodeEntry> FindAll(string text, Messages m) => InOrder(text, m).Select(f => f.Entry);

    /// <summary>Whether a word, folded, begins a word of one of the names of an entry.</summary>
    public bool IsNamed(CodeEntry entry, string word) =>
        Array.Exists(_entries[entry.Position].Names, name => name.Words.Any(w => w.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>"Technology › Programming": the way down to an entry, itself left out; null at a root.</summary>
    public string? Above(CodeEntry entry, Messages m)
    {
        var names = _tree.Path(entry).SkipLast(1).Select(e => e.Name(m.Chain)).ToList();
        return names.Count == 0 ? null : names.Aggregate((path, name) => m["people-edit-path", path, name]);
    }

    private IEnumerable<Found> InOrder(string text, Messages m)
    {
        var found = Matches(text, m).ToDictionary(f => f.Entry.Position);
        var places = NameOrder.Places(_tree, m);
        // A variant stands with its base where that is found as well as it, else by itself.
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
            // Nearly all entries end here.
            if (!isCode && !Array.Exists(names, n => n.Begins(sought))) continue;
            var own = entry.Name(m.Chain);
            var best = isCode ? null : names.Where(n => n.Begins(sought)).MinBy(n => (n.RankOf(sought), n.Value != own));
            var saysIt = isCode || Array.Exists(names, n => n.Value == own && n.Begins(sought));
            yield return new Found(entry, best?.RankOf(sought) ?? Rank.Exact, best is null || best.Value == own, saysIt ? null : best);
        }
    }

    private enum Rank { Exact, Start, Rest }

    /// <param name="IsOwn">Whether it is the name in the reader's language that stands at this rank.</param>
    /// <param name="Also">The name that is found, where that in the reader's language is not.</param>
    private sealed record Found(CodeEntry Entry, Rank Rank, bool IsOwn, Name? Also);

    private sealed record Sought(string Whole, SoughtWord[] Words);

    private sealed record Name(string Language, string Value, string Whole, IReadOnlyList<string> Words)
    {
        /// <summary>Whether the name is the text, or begins with it.</summary>
        public Rank RankOf(Sought sought) =>
            Whole == sought.Whole ? Rank.Exact : Whole.StartsWith(sought.Whole, StringComparison.Ordinal) ? Rank.Start : Rank.Rest;

        /// <summary>Whether each word sought begins a word of the name; in scripts without spaces it may stand anywhere. The Arabic article is written as part
        /// of the word.</summary>
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
