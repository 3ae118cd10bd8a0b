using CapX.Data.Index;

namespace CapX.Data.People;

/// <summary>One page of people that match a filter, with the total and facet counts.</summary>
public sealed record PeopleFound
{
    public required int Total { get; init; }
    public required int Page { get; init; }
    public required int PageSize { get; init; }
    public required PeopleOrder Order { get; init; }
    public required IReadOnlyList<PersonFound> Items { get; init; }
    public required FacetCounts Facets { get; init; }
}
