using CapX.App.People;
using CapX.App.Search;

namespace CapX.App.Home;

/// <summary>The lists of /search, each a tab of that page.</summary>
public static class SearchTabs
{
    public static readonly SearchList People = PeopleFilterParser.List with { Path = SearchUrls.SearchAll };
    public static readonly CatalogueList Organizations = Tab(CatalogueFilterParser.Organizations);
    public static readonly CatalogueList Listings = Tab(CatalogueFilterParser.Listings);

    public static readonly CatalogueList Events = Tab(CatalogueFilterParser.Events);

    private static CatalogueList Tab(CatalogueList list) => list with { List = list.List with { Path = SearchUrls.SearchAll, Tab = list.List.Keys } };
}
