namespace CapX.Data.Index;

/// <summary>The index's part of a result: the ids of the page in order, the total, and the counts.</summary>
public sealed record PeopleMatched
{
    public required int Total { get; init; }
    public required IReadOnlyList<ulong> Ids { get; init; }
    public required PeopleFacets Facets { get; init; }
}

/// <summary>The counts of every facet, ordered by code. Codes without matches are left out unless chosen.</summary>
public sealed record PeopleFacets
{
    public required IReadOnlyList<FacetCount> Knows { get; init; }
    public required IReadOnlyList<FacetCount> Offers { get; init; }
    public required IReadOnlyList<FacetCount> Wants { get; init; }
    public required IReadOnlyList<FacetCount> Method { get; init; }
    public required IReadOnlyList<FacetCount> Language { get; init; }
    public required IReadOnlyList<FacetCount> Territory { get; init; }
    public required IReadOnlyList<FacetCount> Project { get; init; }

    public IReadOnlyList<FacetCount> this[PeopleFacet facet] => facet switch
    {
        PeopleFacet.Knows => Knows,
        PeopleFacet.Offers => Offers,
        PeopleFacet.Wants => Wants,
        PeopleFacet.Method => Method,
        PeopleFacet.Language => Language,
        PeopleFacet.Territory => Territory,
        PeopleFacet.Project => Project,
        _ => throw new ArgumentOutOfRangeException(nameof(facet)),
    };
}

/// <summary>Figures for "1,204 people in 87 countries offer 133 capacities". Counts people who offer anything, their countries, and the capacities
/// offered.</summary>
public sealed record OfferFigures(int People, int Countries, int Capacities);
