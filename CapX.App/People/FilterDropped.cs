using CapX.Data.People;

namespace CapX.App.People;

/// <summary>A filter that found nobody, with one of its conditions dropped (the texts when no facet is named), and how many it finds then.</summary>
public sealed record FilterDropped(PeopleFacet? Facet, PeopleFilter Filter, int Count)
{
    /// <summary>One for each condition of a filter.</summary>
    public static IReadOnlyList<FilterDropped> Each(PeopleFilter filter, Func<PeopleFilter, int> count)
    {
        FilterDropped Drop(PeopleFacet? facet, PeopleFilter without) => new(facet, without, count(without));
        return
        [
            .. filter.Queries.Count > 0 ? [Drop(null, filter with { Queries = [], Page = 1 })] : Array.Empty<FilterDropped>(),
            .. from facet in FacetNames.Shown where filter[facet].Count > 0 select Drop(facet, filter.With(facet, [])),
        ];
    }
}
