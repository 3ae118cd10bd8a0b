namespace CapX.Data;

/// <summary>The ways in which an exchange can happen. Stored as bits in this order, so the order never changes; new ones go to the end.</summary>
public static class Methods
{
    private static readonly string[] InOrder =
    [
        "quick-help", "coaching", "mentoring", "tutoring", "training", "group-learning", "community-of-practice", "clinic", "internship",
        "technical-assistance", "financial-assistance",
    ];

    /// <summary>All codes; the place of a code is the number of its bit.</summary>
    public static IReadOnlyList<string> All => InOrder;

    /// <summary>The canonical code of one given in any case, or null.</summary>
    public static string? Find(string? code) =>
        code is null ? null : Array.Find(InOrder, known => known.Equals(Unseen.Drop(code).Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The bits of some codes. Throws <see cref="ArgumentException"/> for a code that is none.</summary>
    public static int ToBits(IEnumerable<string> codes)
    {
        var bits = 0;
        foreach (var code in codes)
        {
            var bit = Array.IndexOf(InOrder, code);
            if (bit < 0) throw new ArgumentException($"{code} is no method.", nameof(codes));
            bits |= 1 << bit;
        }
        return bits;
    }

    /// <summary>The codes of some bits, in their order; bits that no code has are passed over.</summary>
    public static IReadOnlyList<string> FromBits(int bits) => [.. InOrder.Where((_, bit) => (bits & 1 << bit) != 0)];

    /// <summary>The one code of a bit, or null for none.</summary>
    public static string? OneFromBits(int bits) => FromBits(bits) is [var only, ..] ? only : null;
}
