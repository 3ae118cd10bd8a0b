namespace CapX.Data.Search;

/// <summary>What the catalogue holds.</summary>
public enum CatalogueKind
{
    Organization,
    Listing,
    Event,
}

/// <summary>What the catalogue can be filtered and counted by; each kind uses some of them.</summary>
public enum CatalogueFacet
{
    Knows,
    Offers,
    Wants,

    /// <summary>What a listing or an event is about.</summary>
    Capacity,
    Method,
    Language,
    Territory,
    Project,

    /// <summary>The type of an organization.</summary>
    Type,

    /// <summary>The kind of a listing, or how an event is held.</summary>
    Kind,

    /// <summary>The kind of a resource.</summary>
    Resource,

    /// <summary>Of learning material.</summary>
    Format,

    /// <summary>Of learning material.</summary>
    Licence,

    /// <summary>Whether a listing is open.</summary>
    State,
}

/// <summary>The orders of a list; none depends on anything but what was written and when. Equal ones stand by ascending id.</summary>
public enum CatalogueOrder
{
    /// <summary>Last change first.</summary>
    Updated,

    /// <summary>Newest first.</summary>
    Joined,

    /// <summary>By name, in the root collation.</summary>
    Name,

    /// <summary>Shuffled by a hash of the UTC date and the id: the same for everyone that day.</summary>
    Today,

    /// <summary>By when it begins; for what is past, the latest first. Events only.</summary>
    Start,
}

/// <summary>What is sought in the catalogue, in which order, and which page of it. Codes are canonical; those of one facet are OR, the facets among each other
/// AND.</summary>
public sealed record CatalogueFilter
{
    public const int DefaultPageSize = 20;
    public const int MaximumPageSize = 100;
    public const int MaximumQueryLength = 200;

    public required CatalogueKind Kind { get; init; }

    /// <summary>Texts as they were typed, of which one must match: all of its words do.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    /// <summary>The codes chosen in each facet. Capacities, territories and languages stand for all below them, and a variant of a language for the plain
    /// language too; methods stand on a row chosen by what is offered or wanted, on any such row when neither is.</summary>
    public IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<CatalogueFacet, IReadOnlyList<string>>();

    public CatalogueOrder Order { get; init; }

    /// <summary>Of events: those that are over, instead of those to come.</summary>
    public bool Past { get; init; }

    /// <summary>Of past events: only those that ended in the last so many months.</summary>
    public int? PastMonths { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>The codes chosen in one facet.</summary>
    public IReadOnlyList<string> this[CatalogueFacet facet] => Chosen.TryGetValue(facet, out var codes) ? codes : [];

    /// <summary>The same filter with other codes in one facet, from its first page.</summary>
    public CatalogueFilter With(CatalogueFacet facet, IReadOnlyList<string> codes) =>
        this with { Chosen = new Dictionary<CatalogueFacet, IReadOnlyList<string>>(Chosen) { [facet] = codes }, Page = 1 };
}
