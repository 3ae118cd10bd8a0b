namespace CapX.App.Search;

/// <summary>A page of a filtered list, without its items, as it is drawn.</summary>
public sealed record ListShown(SearchChoice Choice)
{
    public IReadOnlyList<RefusedParameter> Refused { get; init; } = [];

    public required int Total { get; init; }

    /// <summary>How many items this page has.</summary>
    public required int Items { get; init; }

    public required IReadOnlyList<FacetShown> Facets { get; init; }

    /// <summary>Where nothing is found: what each condition hides.</summary>
    public IReadOnlyList<SearchDropped> Without { get; init; } = [];

    /// <summary>Where nothing is found: what may have been meant.</summary>
    public IReadOnlyList<SearchMeant> Meant { get; init; } = [];

    /// <summary>Search engines follow whole lists only.</summary>
    public bool IsIndexable => Choice.Page == 1 && Refused.Count == 0;
}
