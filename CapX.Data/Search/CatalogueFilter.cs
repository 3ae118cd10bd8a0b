namespace CapX.Data.Search;

/// <summary>Sort orders. They depend only on the content and its times. Ties are sorted by ascending id.</summary>
public enum CatalogueOrder
{
    /// <summary>Last changed first.</summary>
    Updated,

    /// <summary>Newest first.</summary>
    Joined,

    /// <summary>By name, in the root collation.</summary>
    Name,

    /// <summary>Shuffled by a hash of the UTC date and the id: the same for everyone on that day.</summary>
    Today,

    /// <summary>By start time, descending for what is over. Only for kinds with a time.</summary>
    Start,
}

/// <summary>A search in the catalogue, with its order and page. Codes are canonical. Codes within a facet are combined with OR, facets with AND.</summary>
public sealed record CatalogueFilter
{
    public const int DefaultPageSize = 20;
    public const int MaximumPageSize = 100;
    public const int MaximumQueryLength = 200;

    /// <summary>The code of a kind of content in the catalogue.</summary>
    public required string Kind { get; init; }

    /// <summary>Search texts as typed. At least one must match, and a text matches when all its words do.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    /// <summary>The chosen codes by facet. Capacities, territories and languages include their descendants, and a language variant also matches the plain
    /// language. A method must belong to a chosen offer or want, or to any when neither is chosen.</summary>
    public IReadOnlyDictionary<Facet, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<Facet, IReadOnlyList<string>>();

    /// <summary>The facets whose codes are counted, in the order of the answer.</summary>
    public IReadOnlyList<Facet> Counted { get; init; } = [];

    public CatalogueOrder Order { get; init; }

    /// <summary>For events: past ones instead of future ones.</summary>
    public bool Past { get; init; }

    /// <summary>For past events: only those that ended within this many months.</summary>
    public int? PastMonths { get; init; }

    /// <summary>Starts at 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>The chosen codes of one facet, or an empty list.</summary>
    public IReadOnlyList<string> this[Facet facet] => Chosen.TryGetValue(facet, out var codes) ? codes : [];

    /// <summary>Returns a copy with other codes in one facet, reset to the first page.</summary>
    public CatalogueFilter With(Facet facet, IReadOnlyList<string> codes) =>
        this with { Chosen = new Dictionary<Facet, IReadOnlyList<string>>(Chosen) { [facet] = codes }, Page = 1 };
}
