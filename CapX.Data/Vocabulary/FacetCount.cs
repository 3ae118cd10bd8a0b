using System.Collections.ObjectModel;

namespace CapX.Data;

/// <summary>How many would match if only this code were chosen in its facet.</summary>
public readonly record struct FacetCount(string Code, int Count);

/// <summary>The counts of each facet asked for, in that order. The counts of a facet are ordered by code. Codes without matches are left out unless
/// chosen.</summary>
public sealed class FacetCounts(IEnumerable<Facet> facets, Func<Facet, IReadOnlyList<FacetCount>> count)
    : ReadOnlyDictionary<Facet, IReadOnlyList<FacetCount>>(facets.ToDictionary(facet => facet, count));
