namespace CapX.Data.Index;

/// <summary>The index's part of a result: the ids of the page in order, the total, and the counts.</summary>
public sealed record PeopleMatched
{
    public required int Total { get; init; }
    public required IReadOnlyList<ulong> Ids { get; init; }
    public required FacetCounts Facets { get; init; }
}

/// <summary>Figures for "1,204 people in 87 countries offer 133 capacities". Counts people who offer anything, their countries, and the capacities
/// offered.</summary>
public sealed record OfferFigures(int People, int Countries, int Capacities);
