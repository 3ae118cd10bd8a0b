namespace CapX.Data.Index;

/// <summary>How many people whom the viewer may list know, offer and want a capacity or anything below it.</summary>
public sealed record CapacityCount(string Code, int Knows, int Offers, int Wants)
{
    /// <summary>The counts of a capacity: none of one that was added after they were taken.</summary>
    public static CapacityCount Of(IReadOnlyDictionary<string, CapacityCount> counts, string code) =>
        counts.GetValueOrDefault(code) ?? new CapacityCount(code, 0, 0, 0);
}
