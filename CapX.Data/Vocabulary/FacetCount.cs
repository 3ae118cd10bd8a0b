namespace CapX.Data;

/// <summary>How many people would match if only this code were chosen in its facet.</summary>
public readonly record struct FacetCount(string Code, int Count);
