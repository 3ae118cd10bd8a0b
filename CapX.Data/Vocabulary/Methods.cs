namespace CapX.Data;

/// <summary>The methods of an exchange. Stored as bits in this order, so the order must never change and new methods go to the end.</summary>
public static class Methods
{
    private static readonly string[] InOrder =
    [
        "quick-help", "coaching", "mentoring", "tutoring", "training", "group-learning", "community-of-practice", "clinic", "internship",
        "technical-assistance", "financial-assistance",
    ];

    /// <summary>All codes. The index of a code is its bit number.</summary>
    public static IReadOnlyList<string> All => InOrder;

    /// <summary>The canonical code, matched without regard to case, or null.</summary>
    public static string? Find(string? code) =>
        code is null ? null : Array.Find(InOrder, known => known.Equals(Unseen.Drop(code).Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Converts codes to bits. Throws <see cref="ArgumentException"/> for an unknown code.</summary>
    public static int ToBits(IEnumerable<string> codes)
    {
        var bits = 0;
        foreach (var code in codes)
        {
            var bit = Array.IndexOf(InOrder, code);
            if (bit < 0) throw new ArgumentException($"{code} is not a method.", nameof(codes));
            bits |= 1 << bit;
        }
        return bits;
    }

    /// <summary>Converts bits to codes, in order. Ignores unknown bits.</summary>
    public static IReadOnlyList<string> FromBits(int bits) => [.. InOrder.Where((_, bit) => (bits & 1 << bit) != 0)];

    /// <summary>The code of the lowest bit, or null when none is set.</summary>
    public static string? OneFromBits(int bits) => FromBits(bits) is [var only, ..] ? only : null;
}
