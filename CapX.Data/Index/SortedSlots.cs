using System.Numerics;
using System.Runtime.InteropServices;

namespace CapX.Data.Index;

/// <summary>All slots in one sort order, kept sorted as people are added, changed and removed.</summary>
internal sealed class SortedSlots(List<IndexedPerson?> people, Comparison<IndexedPerson> comparison)
{
    // Comparing two people costs about ten times as much as checking whether one is in a set.
    private const int ComparisonCost = 10;

    private readonly List<int> _slots = [];
    private readonly Comparer<int> _comparer = Comparer<int>.Create((a, b) => comparison(people[a]!, people[b]!));

    /// <summary>Fills the list from all people.</summary>
    public void Fill()
    {
        var sorted = people.OfType<IndexedPerson>().ToArray();
        Array.Sort(sorted, comparison);
        _slots.Clear();
        _slots.AddRange(sorted.Select(person => person.Slot));
    }

    /// <summary>Adds a slot. Its person must be in the list of people already.</summary>
    public void Add(int slot) => _slots.Insert(~_slots.BinarySearch(slot, _comparer), slot);

    /// <summary>Removes a slot. Its person must still be in the list of people.</summary>
    public void Remove(int slot) => _slots.RemoveAt(_slots.BinarySearch(slot, _comparer));

    /// <summary>Returns a page of the <paramref name="count"/> slots found: at most <paramref name="take"/> after the first <paramref name="skip"/>.</summary>
    public List<int> Take(Bitmap found, int count, long skip, int take)
    {
        if (skip >= count) return [];
        var stepsToWalk = _slots.Count * Math.Min(count, skip + take) / count;
        var stepsToSort = (long)count * BitOperations.Log2((uint)count) * ComparisonCost;
        return stepsToWalk <= stepsToSort ? Walk(found, (int)skip, take) : Sort(found, (int)skip, take);
    }

    private List<int> Walk(Bitmap found, int skip, int take)
    {
        var taken = new List<int>(take);
        foreach (var slot in CollectionsMarshal.AsSpan(_slots))
        {
            if (!found.Contains(slot) || skip-- > 0) continue;
            taken.Add(slot);
            if (taken.Count == take) break;
        }
        return taken;
    }

    private List<int> Sort(Bitmap found, int skip, int take)
    {
        var sorted = new List<int>();
        foreach (var slot in found) sorted.Add(slot);
        sorted.Sort(_comparer);
        return sorted.GetRange(skip, Math.Min(take, sorted.Count - skip));
    }
}
