using CapX.App.I18n;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>One option of a facet as it is shown: how deep it stands in the tree, and how many people it would find.</summary>
public sealed record FacetOption(string Code, string Name, int Count, bool IsChosen, int Depth);

/// <summary>Which options of a facet are shown: the chosen ones first, then by name in the reader's language; never by how many they find.</summary>
public static class FacetOptions
{
    private const int ShownOfAList = 8;
    private const int ShownWhenSought = 30;

    /// <summary>Without text: the chosen ones and the top of the tree or of the alphabet. With text: what its words begin. With all: the whole tree.</summary>
    public static (IReadOnlyList<FacetOption> Shown, int Hidden) Choose(PeopleFacet facet, PeopleFilter filter, IReadOnlyList<FacetCount> counts, Vocabulary lists, Messages m, string find, bool all)
    {
        var chosen = filter[facet].ToHashSet(StringComparer.Ordinal);
        var byName = m.Collation;
        var tree = FacetNames.Tree(facet, lists);
        FacetOption Option(FacetCount count, int depth) => new(count.Code, FacetNames.Name(facet, count.Code, lists, m), count.Count, chosen.Contains(count.Code), depth);

        if (all && tree is not null) return (InTreeOrder(tree, counts.ToDictionary(c => c.Code, StringComparer.Ordinal), Option, byName), 0);

        var options = counts.Select(c => Option(c, 0)).OrderByDescending(o => o.IsChosen).ThenBy(o => o.Name, byName).ToList();
        if (tree is not null && find.Length > 0)
        {
            var sought = NameSearch.Of(tree).FindAll(find, m).Select(e => e.Code).ToHashSet(StringComparer.Ordinal);
            return ([.. options.Where(o => o.IsChosen || sought.Contains(o.Code)).Take(ShownWhenSought)], 0);
        }

        var top = tree is null ? null : Top(tree);
        var shown = options.Where((o, place) => o.IsChosen || (top?.Contains(o.Code) ?? place < ShownOfAList + chosen.Count)).ToList();
        return (shown, options.Count - shown.Count);
    }

    /// <summary>The codes shown first of a real tree: its roots, or what stands below a single root. Null for a flat list.</summary>
    private static HashSet<string>? Top(CodeTree tree)
    {
        var roots = tree.Roots.ToList();
        if (roots.Count == tree.Entries.Count) return null;
        return [.. (roots.Count == 1 ? tree.Children(roots[0]) : roots).Select(e => e.Code)];
    }

    private static List<FacetOption> InTreeOrder(CodeTree tree, Dictionary<string, FacetCount> counts, Func<FacetCount, int, FacetOption> option, StringComparer byName)
    {
        var options = new List<FacetOption>();
        void Add(IEnumerable<CodeEntry> entries, int depth)
        {
            foreach (var found in entries.Where(e => counts.ContainsKey(e.Code)).Select(e => option(counts[e.Code], depth)).OrderBy(o => o.Name, byName).ToList())
            {
                options.Add(found);
                Add(tree.Children(tree[found.Code]), depth + 1);
            }
        }
        Add(tree.Roots, 0);
        return options;
    }
}
