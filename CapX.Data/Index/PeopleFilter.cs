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

/// <summary>Which people to find, in which order, and which page. Codes are canonical. Codes in one facet are combined with OR, different facets with AND.
/// Capacities, languages and territories include their descendants.</summary>
public sealed record PeopleFilter
{
    public const int DefaultPageSize = 20;
    public const int MaximumPageSize = 100;
    public const int MaximumQueryLength = 200;

    private static readonly IReadOnlyList<string>[] Nothing = [.. Facet.OfPeople.Select(_ => Array.Empty<string>())];

    /// <summary>Search texts as typed. One of them must match, with all of its words.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    /// <summary>The codes chosen in each of <see cref="Facet.OfPeople"/>, in that order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Chosen { get; private init; } = Nothing;

    public PeopleOrder Order { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>The codes chosen in one facet.</summary>
    public IReadOnlyList<string> this[Facet facet] { get => Chosen[facet.Place]; init => Chosen = Changed(facet, value); }

    /// <summary>Returns the first page of this filter with other codes in one facet.</summary>
    public PeopleFilter With(Facet facet, IReadOnlyList<string> codes) => this with { Chosen = Changed(facet, codes), Page = 1 };

    private IReadOnlyList<string>[] Changed(Facet facet, IReadOnlyList<string> codes)
    {
        IReadOnlyList<string>[] all = [.. Chosen];
        all[facet.Place] = codes;
        return all;
    }
}
