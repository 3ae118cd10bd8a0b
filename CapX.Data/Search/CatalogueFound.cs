namespace CapX.Data.Search;

/// <summary>What the catalogue answers: the ids of the page in order, how many there are in all, and what else could be chosen.</summary>
public sealed record CatalogueFound
{
    public required int Total { get; init; }

    /// <summary>Ids of organizations, listings or events.</summary>
    public required IReadOnlyList<ulong> Ids { get; init; }

    /// <summary>For each facet that was asked for, how many choosing just one code would find, ordered by code; what would find nothing is left out unless
    /// chosen.</summary>
    public required IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<FacetCount>> Facets { get; init; }
}
