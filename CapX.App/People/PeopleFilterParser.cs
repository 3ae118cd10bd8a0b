using CapX.App.Search;
using CapX.Data.Index;

namespace CapX.App.People;

/// <summary>The filters of /people. The only place where its query string becomes a <see cref="PeopleFilter"/>.</summary>
public static class PeopleFilterParser
{
    /// <summary>The list with its filters in the order of the page.</summary>
    public static readonly SearchList List = new(PeopleUrls.People, "people",
        [Facet.Offers, Facet.Wants, Facet.Knows, Facet.Language, Facet.Territory, Facet.Method, Facet.Project])
    {
        Open = [Facet.Offers],
        Orders = PeopleOrders.All,
    };

    /// <summary>Parses the query string. Returns the filter from all valid values, and the invalid values.</summary>
    public static (PeopleFilter Filter, IReadOnlyList<RefusedParameter> Refused) Parse(IQueryCollection query, Vocabulary vocabulary)
    {
        var reader = new QueryReader(query);
        return (ToFilter(SearchChoice.Read(List, reader, vocabulary)), reader.Refused);
    }

    // The page is set last, because every other change resets it to the first.
    public static PeopleFilter ToFilter(SearchChoice choice)
    {
        var filter = new PeopleFilter { Queries = choice.Queries, Order = PeopleOrders.Of(choice.Order), PageSize = choice.PageSize };
        foreach (var facet in choice.List.Facets) filter = filter.With(facet, choice[facet]);
        return filter with { Page = choice.Page };
    }

    public static SearchChoice ToChoice(PeopleFilter filter, SearchList? list = null)
    {
        var choice = new SearchChoice(list ?? List) { Queries = filter.Queries, Order = filter.Order.Code(), PageSize = filter.PageSize };
        foreach (var facet in choice.List.Facets) choice = choice.With(facet, filter[facet]);
        return choice with { Page = filter.Page };
    }
}
