using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>A catalogue list: its search settings and the kind of its items.</summary>
public sealed record CatalogueList(SearchList List, CatalogueKind Kind)
{
    /// <summary>Codes that restrict the whole list.</summary>
    public IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<string>> Always { get; init; } = new Dictionary<CatalogueFacet, IReadOnlyList<string>>();
}

/// <summary>The filters of the catalogue lists. The only place where their query strings become a <see cref="CatalogueFilter"/>.</summary>
public static class CatalogueFilterParser
{
    public static readonly CatalogueList Organizations = new(new SearchList(OrganizationUrls.Organizations, "organizations",
        [
            new SearchFacet("type") { Codes = OrganizationType.All, CodeKeys = "organizations-type" },
            SearchFacet.Offers with { IsOpen = true }, SearchFacet.Wants, SearchFacet.Knows, SearchFacet.Territory, SearchFacet.Method, SearchFacet.Project,
        ]), CatalogueKind.Organization);

    private static readonly SearchFacet ListingState = new("state") { Codes = Codes<ListingState>(), CodeKeys = "listings-state", Default = ["open"] };
    private static readonly SearchFacet Where = SearchFacet.Territory with { Codes = ["anywhere"], CodeKeys = "listings-place" };

    public static readonly CatalogueList Listings = new(new SearchList(ListingUrls.Listings, "listings",
        [
            new SearchFacet("kind") { Codes = ListingKind.All, CodeKeys = "listings-kind", IsOpen = true },
            new SearchFacet("resource") { Codes = ResourceKind.All, CodeKeys = "listings-resource" },
            SearchFacet.Capacity with { IsOpen = true }, Where, SearchFacet.Language, SearchFacet.Method, ListingState,
        ]), CatalogueKind.Listing);

    /// <summary>The learning material among the listings.</summary>
    public static readonly CatalogueList Resources = new(new SearchList(ListingUrls.Resources, "resources",
        [
            SearchFacet.Capacity with { IsOpen = true }, SearchFacet.Language with { IsOpen = true },
            new SearchFacet("format") { Codes = MaterialFormat.All, CodeKeys = "listings-format" },
            new SearchFacet("licence") { Codes = MaterialLicence.All, CodeKeys = "listings-licence" },
            SearchFacet.Method, ListingState,
        ]), CatalogueKind.Listing)
    {
        Always = new Dictionary<CatalogueFacet, IReadOnlyList<string>>
        {
            [CatalogueFacet.Kind] = [ListingKind.Resource],
            [CatalogueFacet.Resource] = [ResourceKind.LearningMaterial]
        },
    };

    public static readonly CatalogueList Events = new(new SearchList(EventUrls.Events, "events",
        [
            new SearchFacet("kind") { Codes = EventKind.All, CodeKeys = "events-kind", IsOpen = true }, SearchFacet.Capacity with { IsOpen = true },
            SearchFacet.Method, SearchFacet.Language,
        ])
    { Orders = ["start", "updated", "joined", "name"], HasPast = true }, CatalogueKind.Event);

    public static readonly IReadOnlyList<CatalogueList> All = [Organizations, Listings, Resources, Events];

    /// <summary>The facets of a list, in the order of its page.</summary>
    public static IReadOnlyList<CatalogueFacet> Facets(CatalogueList list) => [.. list.List.Facets.Select(ToFacet)];

    /// <summary>The name of an order in a query string.</summary>
    public static string ToParameter(CatalogueOrder order) => order.ToString().ToLowerInvariant();

    public static CatalogueFacet ToFacet(SearchFacet facet) => Enum.Parse<CatalogueFacet>(facet.Parameter, ignoreCase: true);

    /// <summary>The facet counts by query string parameter.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> ToParameters(IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<FacetCount>> facets) =>
        facets.ToDictionary(f => f.Key.ToString().ToLowerInvariant(), f => f.Value, StringComparer.Ordinal);

    /// <summary>Parses the query string. Returns the filter from all valid values, and the invalid values.</summary>
    public static (CatalogueFilter Filter, IReadOnlyList<RefusedParameter> Refused) Parse(CatalogueList list, IQueryCollection query, Vocabulary vocabulary)
    {
        var reader = new QueryReader(query);
        return (ToFilter(list, SearchChoice.Read(list.List, reader, vocabulary)), reader.Refused);
    }

    private static IReadOnlyList<string> Codes<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => value.ToString().ToLowerInvariant())];

    public static CatalogueFilter ToFilter(CatalogueList list, SearchChoice choice) => new()
    {
        Kind = list.Kind,
        Queries = choice.Queries,
        Chosen = choice.List.Facets.Select(facet => KeyValuePair.Create(ToFacet(facet), choice[facet])).Concat(list.Always).ToDictionary(),
        Past = choice.IsPast,
        Order = Enum.Parse<CatalogueOrder>(choice.Order, ignoreCase: true),
        Page = choice.Page,
        PageSize = choice.PageSize,
    };
}
