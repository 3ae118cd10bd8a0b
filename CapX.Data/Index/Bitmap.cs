using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CapX.Data.Index;

/// <summary>A working set of slots while one query is answered. Rents its memory from a pool, so it must be disposed.</summary>
internal sealed class Bitmap : IDisposable
{
    private const int SlotsTogether = 512;

    private readonly int _words;
    private ulong[] _bits;

    /// <summary>Creates an empty set for the slots below <paramref name="slots"/>.</summary>
    public Bitmap(int slots)
    {
        _words = WordsFor(slots);
        _bits = ArrayPool<ulong>.Shared.Rent(_words);
        Array.Clear(_bits, 0, _words);
    }

    /// <summary>Returns how many words hold this number of slots. Always a multiple of whole vectors, so that no loop has a remainder.</summary>
    public static int WordsFor(int slots) => (slots + SlotsTogether - 1) / SlotsTogether * (SlotsTogether / 64);

    private Span<ulong> Bits => _bits.AsSpan(0, _words);

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_bits);
        _bits = [];
    }

    public Bitmap Copy()
    {
        var copy = new Bitmap(_words * 64);
        Bits.CopyTo(copy.Bits);
        return copy;
    }

    public void Add(int slot) => _bits[slot >> 6] |= 1UL << slot;

    public void Remove(int slot) => _bits[slot >> 6] &= ~(1UL << slot);

    public bool Contains(int slot) => (_bits[slot >> 6] & 1UL << slot) != 0;

    public Bitmap Or(SlotSet other)
    {
        if (other.IsList)
        {
            foreach (var slot in other.List) Add(slot);
            return this;
        }
        // The other set may be shorter than this bitmap, or contain spare words.
        var vectors = Vectors(Bits);
        var others = Vectors(other.Bits);
        for (var i = 0; i < Math.Min(vectors.Length, others.Length); i++) vectors[i] |= others[i];
        return this;
    }

    public Bitmap Or(Bitmap other)
    {
        var vectors = Vectors(Bits);
        var others = Vectors(other.Bits);
        for (var i = 0; i < vectors.Length; i++) vectors[i] |= others[i];
        return this;
    }

    public Bitmap And(Bitmap other)
    {
        var vectors = Vectors(Bits);
        var others = Vectors(other.Bits);
        for (var i = 0; i < vectors.Length; i++) vectors[i] &= others[i];
        return this;
    }

    public Bitmap Except(Bitmap other)
    {
        var vectors = Vectors(Bits);
        var others = Vectors(other.Bits);
        for (var i = 0; i < vectors.Length; i++) vectors[i] &= ~others[i];
        return this;
    }

    public int Count()
    {
        var count = 0;
        foreach (var word in Bits) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Returns how many slots both sets contain.</summary>
    public int CountOf(SlotSet other)
    {
        var count = 0;
        if (other.IsList)
        {
            foreach (var slot in other.List) count += (int)(_bits[slot >> 6] >> slot) & 1;
            return count;
        }
        var bits = Bits[..Math.Min(_words, other.Bits.Length)];
        var others = other.Bits[..bits.Length];
        for (var i = 0; i < bits.Length; i++) count += BitOperations.PopCount(bits[i] & others[i]);
        return count;
    }

    /// <summary>Returns the lowest slot that both sets contain. There must be one.</summary>
    public int FirstOf(SlotSet other)
    {
        if (other.IsList)
        {
            foreach (var slot in other.List)
                if (Contains(slot))
                    return slot;
        }
        for (var i = 0; ; i++)
            if ((_bits[i] & other.Bits[i]) is not 0 and var both)
                return (i << 6) + BitOperations.TrailingZeroCount(both);
    }

    /// <summary>Enumerates the slots in ascending order.</summary>
    public Enumerator GetEnumerator() => new(Bits);

    /// <summary>The same bits, in vectors as wide as the processor supports.</summary>
    private static ReadOnlySpan<Vector<ulong>> Vectors(ReadOnlySpan<ulong> bits) => MemoryMarshal.Cast<ulong, Vector<ulong>>(bits);

    private static Span<Vector<ulong>> Vectors(Span<ulong> bits) => MemoryMarshal.Cast<ulong, Vector<ulong>>(bits);

    /// <summary>Enumerates the slots word by word.</summary>
    public ref struct Enumerator(ReadOnlySpan<ulong> bits)
    {
        private readonly ReadOnlySpan<ulong> _bits = bits;
        private int _at = -1;
        private ulong _rest;

        public readonly int Current => (_at << 6) + BitOperations.TrailingZeroCount(_rest);

        public bool MoveNext()
        {
            _rest &= _rest - 1;
            while (_rest == 0)
            {
                if (++_at >= _bits.Length) return false;
                _rest = _bits[_at];
            }
            return true;
        }
    }
}
