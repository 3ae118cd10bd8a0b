using System.Globalization;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>A search in a list, parsed from the query string. Codes are canonical. Codes of one filter are combined with OR, filters with AND.</summary>
public sealed record SearchChoice(SearchList List)
{
    public const string OrderParameter = "order";
    public const string PastParameter = "past";
    public const string IsPastValue = "1";
    public const string TabParameter = "in";
    public const string TextParameter = "q";

    /// <summary>Maximum number of search texts, and of words in each.</summary>
    public const int MostTexts = 5;
    public const int MostWords = 10;

    public const string PageParameter = "page";
    public const string PageSizeParameter = "pageSize";

    /// <summary>Search texts as typed. An item must match one of them.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    /// <summary>The chosen codes of each filter.</summary>
    public IReadOnlyDictionary<Facet, IReadOnlyList<string>> Codes { get; init; } = new Dictionary<Facet, IReadOnlyList<string>>();

    public string Order { get; init; } = List.Orders[0];

    /// <summary>True for past items instead of upcoming ones.</summary>
    public bool IsPast { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = CatalogueFilter.DefaultPageSize;

    /// <summary>The number of chosen codes.</summary>
    public int Count => List.Facets.Sum(facet => Chosen(facet).Count);

    /// <summary>The effective codes of a filter: the chosen ones, otherwise the default.</summary>
    public IReadOnlyList<string> this[Facet facet] => Codes.TryGetValue(facet, out var codes) && codes.Count > 0 ? codes : facet.Default;

    /// <summary>The codes of a filter that the user chose. Empty when they equal the default.</summary>
    public IReadOnlyList<string> Chosen(Facet facet) => this[facet] is var codes && codes.SequenceEqual(facet.Default) ? [] : codes;

    /// <summary>Returns the choice with other codes in one filter, on the first page.</summary>
    public SearchChoice With(Facet facet, IEnumerable<string> codes) =>
        this with { Codes = new Dictionary<Facet, IReadOnlyList<string>>(Codes) { [facet] = [.. codes] }, Page = 1 };

    /// <summary>The same list without any filter.</summary>
    public SearchChoice Cleared => new(List) { Order = Order, IsPast = IsPast };

    /// <summary>Returns the choice without one code.</summary>
    public SearchChoice Without(Facet facet, string code) => With(facet, this[facet].Where(c => c != code));

    /// <summary>Parses the query string. Invalid values are left in the reader. The only place that does this.</summary>
    public static SearchChoice Read(SearchList list, QueryReader reader, Vocabulary vocabulary) => new(list)
    {
        Queries = Texts(reader),
        Codes = list.Facets.ToDictionary(facet => facet, facet => reader.Many(facet.Name, code => facet.Find(code, vocabulary))),
        Order = reader.One(OrderParameter, order => list.Orders.FirstOrDefault(known => known.Equals(order, StringComparison.OrdinalIgnoreCase)),
            list.Orders[0]),
        IsPast = list.HasPast && reader.Has(PastParameter, IsPastValue),
        Page = reader.Number(PageParameter, 1),
        PageSize = reader.Number(PageSizeParameter, CatalogueFilter.DefaultPageSize, CatalogueFilter.MaximumPageSize),
    };

    /// <summary>Rejects texts with more words than anyone types, because each word is matched against each row, and texts without searchable
    /// characters.</summary>
    private static IReadOnlyList<string> Texts(QueryReader reader)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        bool MayAsk(string text) =>
            text.Length <= CatalogueFilter.MaximumQueryLength && Text.Words(text).Count is > 0 and <= MostWords
                && (texts.Contains(text) || texts.Count < MostTexts && texts.Add(text));
        // Sanitized, because the text is shown on the page. Texts of invisible characters become empty and are dropped.
        return [.. reader.Many(TextParameter,
            given => WrittenText.OneLine(given, CatalogueFilter.MaximumQueryLength) is not { } text ? null : text.Length == 0 || MayAsk(text) ? text : null)
                .Where(text => text.Length > 0)];
    }

    /// <summary>The query string of the choice, without default values.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToQuery()
    {
        if (List.Tab is { } tab) yield return new(TabParameter, tab);
        foreach (var text in Queries) yield return new(TextParameter, text);
        foreach (var facet in List.Facets)
            foreach (var code in Chosen(facet))
                yield return new(facet.Name, code);
        if (IsPast) yield return new(PastParameter, IsPastValue);
        if (Order != List.Orders[0]) yield return new(OrderParameter, Order);
        if (PageSize != CatalogueFilter.DefaultPageSize) yield return new(PageSizeParameter, PageSize.ToString(CultureInfo.InvariantCulture));
        if (Page != 1) yield return new(PageParameter, Page.ToString(CultureInfo.InvariantCulture));
    }
}
