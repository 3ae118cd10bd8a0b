namespace CapX.Data.Search;

/// <summary>A result of the catalogue: the ids of the page in order, the total, and the facet counts.</summary>
public sealed record CatalogueFound
{
    public required int Total { get; init; }

    /// <summary>Ids of organizations, listings or events.</summary>
    public required IReadOnlyList<ulong> Ids { get; init; }

    /// <summary>The counts of <see cref="CatalogueFilter.Counted"/>.</summary>
    public required FacetCounts Facets { get; init; }
}
