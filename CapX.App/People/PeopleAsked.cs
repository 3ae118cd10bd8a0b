using CapX.App.I18n;
using CapX.App.Search;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>Parses the query string of a list of people, and builds the view model of its page.</summary>
public sealed class PeopleAsked
{
    private readonly IQueryCollection _query;
    private readonly Vocabulary _vocabulary;
    private readonly SearchChoice _choice;
    private readonly QueryReader _reader;

    public PeopleAsked(SearchList list, IQueryCollection query, Vocabulary vocabulary)
    {
        (_query, _vocabulary, _reader) = (query, vocabulary, new QueryReader(query));
        _choice = SearchChoice.Read(list, _reader, vocabulary);
        Filter = PeopleFilterParser.ToFilter(_choice);
    }

    public PeopleFilter Filter { get; }

    /// <summary>The proposal for each card, if the list is about one capacity: ask those who offer it, offer it to those who want it.</summary>
    public (ExchangeKind? Kind, string? About) Proposal => (Filter[Facet.Offers], Filter[Facet.Wants]) switch
    {
        ([var one], _) => (ExchangeKind.Ask, one),
        ([], [var one]) => (ExchangeKind.Offer, one),
        _ => default((ExchangeKind?, string?)),
    };

    /// <summary>Builds the page without its items.</summary>
    public ListShown Show(PeopleFound found, PeopleIndex index, Viewer viewer, Messages m) => new(_choice)
    {
        Refused = _reader.Refused,
        Total = found.Total,
        Items = found.Items.Count,
        Facets = FacetShown.All(_choice, found.Facets, _vocabulary, m, _query),
        Meant = found.Total > 0 || _choice.Queries.Count == 0
            ? [] : SearchMeant.Of(_choice, index.Near(Filter, SearchMeant.Words(_choice), viewer), _vocabulary, m),
        Without = found.Total > 0 ? []
            : [.. SearchDropped.Each(_choice).Select(d => new SearchDropped(d.Facet, d.Choice, index.Count(PeopleFilterParser.ToFilter(d.Choice), viewer)))],
    };
}
