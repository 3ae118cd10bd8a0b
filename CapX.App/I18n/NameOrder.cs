using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CapX.App.I18n;

/// <summary>Sorts a reference list by name in the viewer's language. Collation is slow, so each list is sorted once per language.</summary>
public static class NameOrder
{
    // Keyed by list, because a reload replaces the list as a whole. The orders of the old list are collected with it.
    private static readonly ConditionalWeakTable<CodeTree, ConcurrentDictionary<string, int[]>> Known = [];

    /// <summary>Sorts the entries by name in the viewer's language.</summary>
    public static IOrderedEnumerable<CodeEntry> ByName(this IEnumerable<CodeEntry> entries, CodeTree tree, Messages m)
    {
        var places = Places(tree, m);
        // An entry of a list that was just replaced may have a position beyond the end of the new list.
        return entries.OrderBy(e => e.Position < places.Length ? places[e.Position] : int.MaxValue);
    }

    /// <summary>Returns the rank of each entry in that order, by its position in the tree. Variants follow their base.</summary>
    public static int[] Places(CodeTree tree, Messages m) => Known.GetOrCreateValue(tree).GetOrAdd(m.Language, _ =>
    {
        var places = new int[tree.Entries.Count];
        var ordered = tree.Entries.OrderBy(e => e.Name(m.Chain), m.Collation).ThenBy(e => e.Position).ToList();
        foreach (var (place, entry) in ordered.Index()) places[entry.Position] = place;
        if (!tree.HoldsVariants) return places;
        var alone = (int[])places.Clone();
        foreach (var (place, entry) in ordered.OrderBy(e => alone[tree.Root(e).Position]).ThenBy(e => e.Parent is not null)
            .Index()) places[entry.Position] = place;
        return places;
    });
}
