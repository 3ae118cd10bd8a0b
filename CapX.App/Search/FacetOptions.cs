using CapX.App.Editing;
using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>An option of a filter, with its depth in the tree and the number of items it would find.</summary>
public sealed record FacetOption(string Code, string Name, int Count, bool IsChosen, int Depth);

/// <summary>Selects the options of a filter to show. Sorted by name in the viewer's language, so that an option keeps its place when ticked,
/// and never by count.</summary>
public static class FacetOptions
{
    private const int ShownOfAList = 8;
    private const int ShownWhenSought = 30;

    /// <summary>Always includes the chosen options. Without text, adds the top of the tree or of the alphabet. With text, adds the matches. With
    /// <paramref name="all"/>, returns the whole tree.</summary>
    public static (IReadOnlyList<FacetOption> Shown, int Hidden) Choose(Facet facet, SearchChoice choice, IReadOnlyList<FacetCount> counts,
        Vocabulary vocabulary, Messages m, string find, bool all)
    {
        var chosen = choice[facet].ToHashSet(StringComparer.Ordinal);
        FacetOption Option(FacetCount count, int depth) =>
            new(count.Code, facet.NameOf(count.Code, vocabulary, m), count.Count, chosen.Contains(count.Code), depth);

        if (facet.Tree?.Invoke(vocabulary) is not { } tree)
            return ([.. counts.Select(c => Option(c, 0)).OrderBy(o => o.Name, m.Collation)], 0);

        // Options that are not in the tree come first.
        List<FacetOption> besides = facet.Codes.Count == 0 ? [] : [.. counts.Where(c => facet.Codes.Contains(c.Code)).Select(c => Option(c, 0))];
        if (besides.Count > 0) counts = [.. counts.Where(c => !facet.Codes.Contains(c.Code))];
        var places = NameOrder.Places(tree, m);
        int Place(FacetCount count) => places[tree[count.Code].Position];
        if (all) return ([.. besides, .. InTreeOrder(tree, counts.ToDictionary(c => c.Code, StringComparer.Ordinal), Option, m)], 0);

        var mine = chosen.Count == 0 ? [] : counts.Where(c => chosen.Contains(c.Code)).OrderBy(Place).ToList();
        List<FacetCount> shown;
        if (find.Length > 0)
        {
            // Matches keep their order by relevance, whether ticked or not.
            var found = Found(tree, find, counts, m).Take(ShownWhenSought).ToList();
            shown = [.. mine.Except(found), .. found];
        }
        else
        {
            // Avoids sorting the whole list for the few options shown.
            shown = [.. (Top(tree) is { } top ? counts.Where(Among(top)) : counts.OrderBy(Place).Take(ShownOfAList)).Union(mine).OrderBy(Place)];
        }
        var options = BelowBases(tree, shown, Option).ToList();
        return ([.. besides, .. options], find.Length > 0 ? 0 : counts.Count - options.Count);
    }

    /// <summary>Returns the options that match a text, in the order of <see cref="NameSearch"/>: exact name first.</summary>
    private static IEnumerable<FacetCount> Found(CodeTree tree, string text, IEnumerable<FacetCount> among, Messages m)
    {
        var counts = among.ToDictionary(c => c.Code, StringComparer.Ordinal);
        return NameSearch.Of(tree).FindAll(text, m).Where(e => counts.ContainsKey(e.Code)).Select(e => counts[e.Code]);
    }

    /// <summary>Indents a variant when its base is listed above it.</summary>
    private static IEnumerable<FacetOption> BelowBases(CodeTree tree, IEnumerable<FacetCount> options, Func<FacetCount, int, FacetOption> option)
    {
        string? above = null;
        foreach (var count in options)
        {
            var entry = tree[count.Code];
            var isBelow = tree.HoldsVariants && entry.Parent is not null && entry.Parent == above;
            if (!isBelow) above = entry.Code;
            yield return option(count, isBelow ? 1 : 0);
        }
    }

    private static Func<FacetCount, bool> Among(IEnumerable<CodeEntry> entries)
    {
        var codes = entries.Select(e => e.Code).ToHashSet(StringComparer.Ordinal);
        return count => codes.Contains(count.Code);
    }

    /// <summary>The first options of a tree: its roots, or the children of a single root. Null for a flat list, even if it has variants.</summary>
    private static IEnumerable<CodeEntry>? Top(CodeTree tree)
    {
        var roots = tree.Roots.ToList();
        if (tree.HoldsVariants || roots.Count == tree.Entries.Count) return null;
        return roots.Count == 1 ? tree.Children(roots[0]) : roots;
    }

    private static List<FacetOption> InTreeOrder(CodeTree tree, Dictionary<string, FacetCount> counts, Func<FacetCount, int, FacetOption> option, Messages m)
    {
        var options = new List<FacetOption>();
        void Add(IEnumerable<CodeEntry> entries, int depth)
        {
            foreach (var entry in entries.Where(e => counts.ContainsKey(e.Code)).ByName(tree, m))
            {
                options.Add(option(counts[entry.Code], depth));
                Add(tree.Children(entry), depth + 1);
            }
        }
        Add(tree.Roots, 0);
        return options;
    }
}
