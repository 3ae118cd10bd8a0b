namespace CapX.Data.Verbs;

/// <summary>A reproducible random generator (SplitMix64): the same seed and number give the same sample person on every machine and runtime. System.Random
/// makes no such promise across versions.</summary>
internal sealed class SampleRandom(int seed, int number)
{
    private ulong _state = ((ulong)(uint)seed << 32) | (uint)number;

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Next(int limit) => (int)(NextBits() % (uint)limit);

    public bool Chance(int inPercent) => Next(100) < inPercent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    /// <summary>Half of the time any item with equal chance, otherwise one of the first, with the first most often.</summary>
    public T PickSkewed<T>(IReadOnlyList<T> from) => Chance(50) ? Pick(from) : from[(int)Math.Pow(from.Count + 1, NextShare()) - 1];

    private double NextShare() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var value = _state;
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
        value = (value ^ value >> 27) * 0x94D049BB133111EB;
        return value ^ value >> 31;
    }
}
