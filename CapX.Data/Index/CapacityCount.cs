namespace CapX.Data.Index;

/// <summary>How many people know, offer and want a capacity or one below it. Counts only people whom the viewer may list.</summary>
public sealed record CapacityCount(string Code, int Knows, int Offers, int Wants)
{
    /// <summary>Returns the counts of a capacity. Zeros when it was added after counting.</summary>
    public static CapacityCount Of(IReadOnlyDictionary<string, CapacityCount> counts, string code) =>
        counts.GetValueOrDefault(code) ?? new CapacityCount(code, 0, 0, 0);
}
