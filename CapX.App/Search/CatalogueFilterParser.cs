using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>A catalogue list: its search settings and the kind of its items.</summary>
public sealed record CatalogueList(SearchList List, string Kind)
{
    /// <summary>Codes that restrict the whole list.</summary>
    public IReadOnlyDictionary<Facet, IReadOnlyList<string>> Always { get; init; } = new Dictionary<Facet, IReadOnlyList<string>>();
}

/// <summary>The filters of the catalogue lists. The only place where their query strings become a <see cref="CatalogueFilter"/>.</summary>
public static class CatalogueFilterParser
{
    public static readonly CatalogueList Organizations = new(new SearchList(OrganizationUrls.Organizations, "organizations",
        [OrganizationFacets.Type, Facet.Offers, Facet.Wants, Facet.Knows, Facet.Territory, Facet.Method, Facet.Project])
    { Open = [Facet.Offers] }, OrganizationContent.Kind);

    public static readonly CatalogueList Listings = new(new SearchList(ListingUrls.Listings, "listings",
        [ListingFacets.Kind, ListingFacets.Resource, Facet.Capacity, ListingFacets.Territory, Facet.Language, Facet.Method, ListingFacets.State])
    { Open = [ListingFacets.Kind, Facet.Capacity] }, ListingContent.Kind);

    /// <summary>The learning material among the listings.</summary>
    public static readonly CatalogueList Resources = new(new SearchList(ListingUrls.Resources, "resources",
        [Facet.Capacity, Facet.Language, ListingFacets.Format, ListingFacets.Licence, Facet.Method, ListingFacets.State])
    { Open = [Facet.Capacity, Facet.Language] }, ListingContent.Kind)
    {
        Always = new Dictionary<Facet, IReadOnlyList<string>>
        {
            [ListingFacets.Kind] = [ListingKind.Resource],
            [ListingFacets.Resource] = [ResourceKind.LearningMaterial]
        },
    };

    public static readonly CatalogueList Events = new(new SearchList(EventUrls.Events, "events",
        [EventFacets.Kind, Facet.Capacity, Facet.Method, Facet.Language])
    {
        Open = [EventFacets.Kind, Facet.Capacity],
        Orders = [OrderCode.Start, OrderCode.Updated, OrderCode.Joined, OrderCode.Name],
        HasPast = true,
    }, EventContent.Kind);

    public static readonly IReadOnlyList<CatalogueList> All = [Organizations, Listings, Resources, Events];

    /// <summary>Parses the query string. Returns the filter from all valid values, and the invalid values.</summary>
    public static (CatalogueFilter Filter, IReadOnlyList<RefusedParameter> Refused) Parse(CatalogueList list, IQueryCollection query, Vocabulary vocabulary)
    {
        var reader = new QueryReader(query);
        return (ToFilter(list, SearchChoice.Read(list.List, reader, vocabulary)), reader.Refused);
    }

    public static CatalogueFilter ToFilter(CatalogueList list, SearchChoice choice) => new()
    {
        Kind = list.Kind,
        Queries = choice.Queries,
        Chosen = choice.List.Facets.Select(facet => KeyValuePair.Create(facet, choice[facet])).Concat(list.Always).ToDictionary(),
        Counted = choice.List.Facets,
        Past = choice.IsPast,
        Order = CatalogueOrders.Of(choice.Order),
        Page = choice.Page,
        PageSize = choice.PageSize,
    };
}
