using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>A list of the catalogue: how it is searched, and of what kind it is.</summary>
public sealed record CatalogueList(SearchList List, CatalogueKind Kind)
{
    /// <summary>The codes that hold for all that it lists.</summary>
    public IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<string>> Always { get; init; } = new Dictionary<CatalogueFacet, IReadOnlyList<string>>();
}

/// <summary>What the lists of the catalogue are searched by, and the one place where their query strings become a <see cref="CatalogueFilter"/>.</summary>
public static class CatalogueFilterParser
{
    public static readonly CatalogueList Organizations = new(new SearchList(Urls.Organizations, "organizations",
        [
            new SearchFacet("type") { Codes = OrganizationType.All, CodeKeys = "organizations-type" },
            SearchFacet.Offers with { IsOpen = true }, SearchFacet.Wants, SearchFacet.Knows, SearchFacet.Territory, SearchFacet.Method, SearchFacet.Project,
        ]), CatalogueKind.Organization);

    /// <summary>The name of an order in a query string.</summary>
    public static string ToParameter(CatalogueOrder order) => order.ToString().ToLowerInvariant();

    public static CatalogueFacet ToFacet(SearchFacet facet) => Enum.Parse<CatalogueFacet>(facet.Parameter, ignoreCase: true);

    /// <summary>The counts of facets by the names that these have in a query string.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> ToParameters(IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<FacetCount>> facets) =>
        facets.ToDictionary(f => f.Key.ToString().ToLowerInvariant(), f => f.Value, StringComparer.Ordinal);

    /// <summary>The filter that all understood values make, and the values that were not.</summary>
    public static (CatalogueFilter Filter, IReadOnlyList<RefusedParameter> Refused) Parse(CatalogueList list, IQueryCollection query, Vocabulary lists)
    {
        var reader = new QueryReader(query);
        return (ToFilter(list, SearchChoice.Read(list.List, reader, lists)), reader.Refused);
    }

    public static CatalogueFilter ToFilter(CatalogueList list, SearchChoice choice) => new()
    {
        Kind = list.Kind,
        Queries = choice.Queries,
        Chosen = choice.List.Facets.Select(facet => KeyValuePair.Create(ToFacet(facet), choice[facet])).Concat(list.Always).ToDictionary(),
        Order = Enum.Parse<CatalogueOrder>(choice.Order, ignoreCase: true),
        Page = choice.Page,
        PageSize = choice.PageSize,
    };
}
