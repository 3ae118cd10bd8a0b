using System.Numerics;

namespace CapX.Data.Index;

/// <summary>A set of slots, which are small numbers for people. A sorted list while it is sparse, otherwise a bitmap.</summary>
internal class SlotSet
{
    // Below one slot in 64, the list is faster to count than the bitmap, and not much larger.
    private const int SparseFrom = 64;
    private const int SparseAnyway = 64;

    private int[] _list = [];
    private ulong[]? _bits;

    public int Count { get; private set; }

    public bool IsList => _bits is null;

    /// <summary>The slots in ascending order. Valid only while <see cref="IsList"/>.</summary>
    public ReadOnlySpan<int> List => _list.AsSpan(0, Count);

    /// <summary>The slots as bits, 64 per word. Slots beyond the end are not in the set.</summary>
    public ReadOnlySpan<ulong> Bits => _bits;

    /// <summary>Returns true when the slot was not yet in the set.</summary>
    public bool Add(int slot)
    {
        if (_bits is null && Count >= SparseAnyway && (long)(Count + 1) * SparseFrom > Math.Max(slot, _list[Count - 1])) TurnIntoBits();
        var added = _bits is null ? AddToList(slot) : AddToBits(slot);
        if (added) Count++;
        return added;
    }

    public void Remove(int slot)
    {
        if (_bits is not null)
        {
            if (!Contains(slot)) return;
            _bits[slot >> 6] &= ~(1UL << slot);
        }
        else
        {
            var at = List.BinarySearch(slot);
            if (at < 0) return;
            Array.Copy(_list, at + 1, _list, at, Count - at - 1);
        }
        Count--;
    }

    public bool Contains(int slot) =>
        _bits is null ? List.BinarySearch(slot) >= 0 : slot >> 6 < _bits.Length && (_bits[slot >> 6] & 1UL << slot) != 0;

    /// <summary>Returns all slots in ascending order.</summary>
    public IEnumerable<int> All()
    {
        if (_bits is null)
        {
            for (var at = 0; at < Count; at++) yield return _list[at];
            yield break;
        }
        for (var word = 0; word < _bits.Length; word++)
            for (var rest = _bits[word]; rest != 0; rest &= rest - 1)
                yield return (word << 6) + BitOperations.TrailingZeroCount(rest);
    }

    private bool AddToList(int slot)
    {
        // While the index is being filled, slots arrive in ascending order.
        var at = Count == 0 || _list[Count - 1] < slot ? ~Count : List.BinarySearch(slot);
        if (at >= 0) return false;
        at = ~at;
        if (Count == _list.Length) Array.Resize(ref _list, Math.Max(1, Count * 2));
        Array.Copy(_list, at, _list, at + 1, Count - at);
        _list[at] = slot;
        return true;
    }

    private bool AddToBits(int slot)
    {
        if (slot >> 6 >= _bits!.Length) Array.Resize(ref _bits, Bitmap.WordsFor(slot + 1 + slot / 8));
        var before = _bits[slot >> 6];
        _bits[slot >> 6] |= 1UL << slot;
        return _bits[slot >> 6] != before;
    }

    private void TurnIntoBits()
    {
        var bits = new ulong[Bitmap.WordsFor(_list[Count - 1] + 1)];
        foreach (var slot in List) bits[slot >> 6] |= 1UL << slot;
        (_bits, _list) = (bits, []);
    }
}
