namespace CapX.Data;

/// <summary>How many people choosing just this code in its facet would find.</summary>
public readonly record struct FacetCount(string Code, int Count);
