namespace CapX.Data.Capacities;

/// <summary>How many people whom the viewer may list know, offer and want a capacity or anything below it.</summary>
public sealed record CapacityCount(string Code, int Knows, int Offers, int Wants);
