using System.Globalization;
using CapX.Data.Search;

namespace CapX.App.Search;

/// <summary>What is sought in a list, as its query string says. Codes are canonical; those of one filter are OR, the filters among each other AND.</summary>
public sealed record SearchChoice(SearchList List)
{
    public const string OrderParameter = "order";
    public const string PastParameter = "past";
    public const string IsPastValue = "1";
    public const string TabParameter = "in";
    public const string TextParameter = "q";

    /// <summary>How many texts can be sought at once, and of how many words each.</summary>
    public const int MostTexts = 5;
    public const int MostWords = 10;

    public const string PageParameter = "page";
    public const string PageSizeParameter = "pageSize";

    /// <summary>Texts as they were typed, of which one must match.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    /// <summary>The codes chosen, by the parameter of their filter.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Codes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public string Order { get; init; } = List.Orders[0];

    /// <summary>What is over, instead of what is to come.</summary>
    public bool IsPast { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = CatalogueFilter.DefaultPageSize;

    /// <summary>How many codes are chosen in all.</summary>
    public int Count => List.Facets.Sum(facet => Chosen(facet).Count);

    /// <summary>The codes that hold in one filter: those chosen, else those by default.</summary>
    public IReadOnlyList<string> this[SearchFacet facet] => Codes.TryGetValue(facet.Parameter, out var codes) && codes.Count > 0 ? codes : facet.Default;

    /// <summary>The codes in one filter that somebody chose; none where they are those by default.</summary>
    public IReadOnlyList<string> Chosen(SearchFacet facet) => this[facet] is var codes && codes.SequenceEqual(facet.Default) ? [] : codes;

    /// <summary>The same with other codes in one filter, from the first page.</summary>
    public SearchChoice With(SearchFacet facet, IEnumerable<string> codes) =>
        this with { Codes = new Dictionary<string, IReadOnlyList<string>>(Codes) { [facet.Parameter] = [.. codes] }, Page = 1 };

    /// <summary>The same list with nothing chosen.</summary>
    public SearchChoice Cleared => new(List) { Order = Order, IsPast = IsPast };

    /// <summary>The same without one code.</summary>
    public SearchChoice Without(SearchFacet facet, string code) => With(facet, this[facet].Where(c => c != code));

    /// <summary>The one place where a query string is understood; what could not be is left with the reader.</summary>
    public static SearchChoice Read(SearchList list, QueryReader reader, Vocabulary lists) => new(list)
    {
        Queries = Texts(reader),
        Codes = list.Facets.ToDictionary(facet => facet.Parameter, facet => reader.Many(facet.Parameter, code => facet.Find(code, lists)),
            StringComparer.Ordinal),
        Order = reader.One(OrderParameter, order => list.Orders.FirstOrDefault(known => known.Equals(order, StringComparison.OrdinalIgnoreCase)),
            list.Orders[0]),
        IsPast = list.HasPast && reader.Has(PastParameter, IsPastValue),
        Page = reader.Number(PageParameter, 1),
        PageSize = reader.Number(PageSizeParameter, CatalogueFilter.DefaultPageSize, CatalogueFilter.MaximumPageSize),
    };

    /// <summary>Each word is sought in each row by itself: more than anybody types is refused, like any other value that makes no sense; so is a text in which
    /// there is nothing to seek.</summary>
    private static IReadOnlyList<string> Texts(QueryReader reader)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        bool MayAsk(string text) =>
            text.Length <= CatalogueFilter.MaximumQueryLength && Text.Words(text).Count is > 0 and <= MostWords
                && (texts.Contains(text) || texts.Count < MostTexts && texts.Add(text));
        // Repeated on the page, so it is made fit to be shown; of what nobody sees nothing is left.
        return [.. reader.Many(TextParameter,
            given => WrittenText.OneLine(given, CatalogueFilter.MaximumQueryLength) is not { } text ? null : text.Length == 0 || MayAsk(text) ? text : null)
                .Where(text => text.Length > 0)];
    }

    /// <summary>Its query string; what is as by default is left out.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToQuery()
    {
        if (List.Tab is { } tab) yield return new(TabParameter, tab);
        foreach (var text in Queries) yield return new(TextParameter, text);
        foreach (var facet in List.Facets)
            foreach (var code in Chosen(facet))
                yield return new(facet.Parameter, code);
        if (IsPast) yield return new(PastParameter, IsPastValue);
        if (Order != List.Orders[0]) yield return new(OrderParameter, Order);
        if (PageSize != CatalogueFilter.DefaultPageSize) yield return new(PageSizeParameter, PageSize.ToString(CultureInfo.InvariantCulture));
        if (Page != 1) yield return new(PageParameter, Page.ToString(CultureInfo.InvariantCulture));
    }
}
