using CapX.App.I18n;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>Parses the query string of a catalogue list, and builds the view model of its page.</summary>
public sealed class CatalogueAsked
{
    private readonly CatalogueList _list;
    private readonly IQueryCollection _query;
    private readonly Vocabulary _vocabulary;
    private readonly SearchChoice _choice;
    private readonly QueryReader _reader;

    public CatalogueAsked(CatalogueList list, IQueryCollection query, Vocabulary vocabulary)
    {
        (_list, _query, _vocabulary, _reader) = (list, query, vocabulary, new QueryReader(query));
        _choice = SearchChoice.Read(list.List, _reader, vocabulary);
        Filter = CatalogueFilterParser.ToFilter(list, _choice);
    }

    public CatalogueFilter Filter { get; }

    /// <summary>Builds the page without its items. Sends two commands if nothing was found, otherwise none.</summary>
    public async Task<ListShown> ShowAsync<T>(CataloguePage<T> found, CatalogueQuery catalogue, Viewer viewer, Messages m, CancellationToken token)
    {
        var dropped = found.Total > 0 ? [] : SearchDropped.Each(_choice).ToList();
        var without = await catalogue.CountAsync(Filter, [.. dropped.Select(d => CatalogueFilterParser.ToFilter(_list, d.Choice))], viewer, token);
        var words = found.Total > 0 ? [] : SearchMeant.Words(_choice);
        return new ListShown(_choice)
        {
            Meant = words.Count == 0 ? [] : SearchMeant.Of(_choice, await catalogue.NearAsync(Filter, words, viewer, token), _vocabulary, m),
            Refused = _reader.Refused,
            Total = found.Total,
            Items = found.Items.Count,
            Facets = FacetShown.All(_choice, found.Facets, _vocabulary, m, _query),
            Without = [.. dropped.Zip(without, (d, count) => new SearchDropped(d.Facet, d.Choice, count))],
        };
    }
}
