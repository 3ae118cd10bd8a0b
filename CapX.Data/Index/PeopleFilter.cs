namespace CapX.Data.Index;

/// <summary>Sort orders of lists of people. They depend only on what a person wrote and when. Ties are broken by ascending id.</summary>
public enum PeopleOrder
{
    /// <summary>Last saved first.</summary>
    Updated,

    /// <summary>Last joined first.</summary>
    Joined,

    /// <summary>By display name, otherwise user name, in the root collation.</summary>
    Name,

    /// <summary>Shuffled by a hash of the UTC date and the id: the same for everyone that day.</summary>
    Today,
}

/// <summary>What people can be filtered and counted by.</summary>
public enum PeopleFacet
{
    Knows,
    Offers,
    Wants,
    Method,
    Language,
    Territory,
    Project,
}

/// <summary>Which people to find, in which order, and which page. Codes are canonical. Codes in one list are combined with OR, different lists with
/// AND.</summary>
public sealed record PeopleFilter
{
    public const int DefaultPageSize = 20;
    public const int MaximumPageSize = 100;
    public const int MaximumQueryLength = 200;

    /// <summary>Search texts as typed. One of them must match, with all of its words.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    /// <summary>Capacities known, including their descendants.</summary>
    public IReadOnlyList<string> Knows { get; init; } = [];

    /// <summary>Capacities offered, including their descendants.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Capacities wanted, including their descendants.</summary>
    public IReadOnlyList<string> Wants { get; init; } = [];

    /// <summary>Methods of an offer or want chosen by <see cref="Offers"/> or <see cref="Wants"/>, or of any offer or want when neither is set.</summary>
    public IReadOnlyList<string> Method { get; init; } = [];

    /// <summary>Languages of a level above 0, including their variants. A variant also matches the plain language.</summary>
    public IReadOnlyList<string> Language { get; init; } = [];

    /// <summary>Territories, including their descendants.</summary>
    public IReadOnlyList<string> Territory { get; init; } = [];

    public IReadOnlyList<string> Project { get; init; } = [];

    public PeopleOrder Order { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>The codes chosen in one facet.</summary>
    public IReadOnlyList<string> this[PeopleFacet facet] => facet switch
    {
        PeopleFacet.Knows => Knows,
        PeopleFacet.Offers => Offers,
        PeopleFacet.Wants => Wants,
        PeopleFacet.Method => Method,
        PeopleFacet.Language => Language,
        PeopleFacet.Territory => Territory,
        PeopleFacet.Project => Project,
        _ => throw new ArgumentOutOfRangeException(nameof(facet)),
    };

    /// <summary>Returns the first page of this filter with other codes in one facet.</summary>
    public PeopleFilter With(PeopleFacet facet, IReadOnlyList<string> codes) => facet switch
    {
        PeopleFacet.Knows => this with { Knows = codes, Page = 1 },
        PeopleFacet.Offers => this with { Offers = codes, Page = 1 },
        PeopleFacet.Wants => this with { Wants = codes, Page = 1 },
        PeopleFacet.Method => this with { Method = codes, Page = 1 },
        PeopleFacet.Language => this with { Language = codes, Page = 1 },
        PeopleFacet.Territory => this with { Territory = codes, Page = 1 },
        PeopleFacet.Project => this with { Project = codes, Page = 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(facet)),
    };
}
