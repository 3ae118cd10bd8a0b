using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CapX.App.I18n;

/// <summary>The order of a reference list by name in the reader's language. Comparing names by a language's rules is slow, so each list is put in order once a
/// language.</summary>
public static class NameOrder
{
    // A list is replaced whole when it is loaded again; its orders go with it.
    private static readonly ConditionalWeakTable<CodeTree, ConcurrentDictionary<string, int[]>> Known = [];

    /// <summary>The entries by name in the reader's language.</summary>
    public static IOrderedEnumerable<CodeEntry> ByName(this IEnumerable<CodeEntry> entries, CodeTree tree, Messages m)
    {
        var places = Places(tree, m);
        // An entry of a list that was replaced this moment may stand beyond the end of the new one.
        return entries.OrderBy(e => e.Position < places.Length ? places[e.Position] : int.MaxValue);
    }

    /// <summary>The place of each entry in that order, by its position in the tree. Variants stand below what they are variants of.</summary>
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
