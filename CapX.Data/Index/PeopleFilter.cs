namespace CapX.Data.Index;

/// <summary>The orders of a list of people; none depends on anything but what a person wrote and when. Equal ones stand by ascending id.</summary>
public enum PeopleOrder
{
    /// <summary>Last save first.</summary>
    Updated,

    /// <summary>Newest first.</summary>
    Joined,

    /// <summary>By display name, else user name, in the root collation.</summary>
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

/// <summary>Which people are sought, in which order, and which page of them. Codes are canonical; the codes of one list are OR, the lists among each other
/// AND.</summary>
public sealed record PeopleFilter
{
    public const int DefaultPageSize = 20;
    public const int MaximumPageSize = 100;
    public const int MaximumQueryLength = 200;

    /// <summary>Texts as they were typed, of which one must match: all of its words do.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    /// <summary>Capacities known, these or anything below them.</summary>
    public IReadOnlyList<string> Knows { get; init; } = [];

    /// <summary>Capacities offered, these or anything below them.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Capacities wanted, these or anything below them.</summary>
    public IReadOnlyList<string> Wants { get; init; } = [];

    /// <summary>Methods of a row chosen by <see cref="Offers"/> or <see cref="Wants"/>; of any such row when neither is set.</summary>
    public IReadOnlyList<string> Method { get; init; } = [];

    /// <summary>Languages of a level above 0, these or any variant of them; a variant stands for the plain language too.</summary>
    public IReadOnlyList<string> Language { get; init; } = [];

    /// <summary>Territories, these or anything below them.</summary>
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

    /// <summary>The same filter with other codes in one facet, from its first page.</summary>
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
