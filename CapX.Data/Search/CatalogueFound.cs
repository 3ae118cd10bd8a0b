namespace CapX.Data.Search;

/// <summary>A result of the catalogue: the ids of the page in order, the total, and the facet counts.</summary>
public sealed record CatalogueFound
{
    public required int Total { get; init; }

    /// <summary>Ids of organizations, listings or events.</summary>
    public required IReadOnlyList<ulong> Ids { get; init; }

    /// <summary>For each requested facet, how many items would match with just one code chosen, ordered by code. Codes without matches are left out unless
    /// chosen.</summary>
    public required IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<FacetCount>> Facets { get; init; }
}
