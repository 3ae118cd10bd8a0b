using System.Numerics;
using System.Runtime.InteropServices;

namespace CapX.Data.Index;

/// <summary>All slots in one order, kept in it while people come, change and go.</summary>
internal sealed class SortedSlots(List<IndexedPerson?> people, Comparison<IndexedPerson> comparison)
{
    // To compare two people takes about ten times as long as to look whether one is in a set.
    private const int ComparisonCost = 10;

    private readonly List<int> _slots = [];
    private readonly Comparer<int> _comparer = Comparer<int>.Create((a, b) => comparison(people[a]!, people[b]!));

    /// <summary>Takes all people there are, anew.</summary>
    public void Fill()
    {
        var sorted = people.OfType<IndexedPerson>().ToArray();
        Array.Sort(sorted, comparison);
        _slots.Clear();
        _slots.AddRange(sorted.Select(person => person.Slot));
    }

    /// <summary>Enters a slot whose person is in the list of people.</summary>
    public void Add(int slot) => _slots.Insert(~_slots.BinarySearch(slot, _comparer), slot);

    /// <summary>Takes out a slot whose person still is in the list of people.</summary>
    public void Remove(int slot) => _slots.RemoveAt(_slots.BinarySearch(slot, _comparer));

    /// <summary>Of the <paramref name="count"/> slots found, those after the first <paramref name="skip"/>, at most <paramref name="take"/>.</summary>
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
