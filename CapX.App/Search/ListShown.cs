namespace CapX.App.Search;

/// <summary>The view model of a filtered list's page, without its items.</summary>
public sealed record ListShown(SearchChoice Choice)
{
    public IReadOnlyList<RefusedParameter> Refused { get; init; } = [];

    public required int Total { get; init; }

    /// <summary>The number of items on this page.</summary>
    public required int Items { get; init; }

    public required IReadOnlyList<FacetShown> Facets { get; init; }

    /// <summary>If nothing was found: the results without each condition.</summary>
    public IReadOnlyList<SearchDropped> Without { get; init; } = [];

    /// <summary>If nothing was found: suggested corrections.</summary>
    public IReadOnlyList<SearchMeant> Meant { get; init; } = [];

    /// <summary>True for the first page of a valid query. Search engines should not index other pages.</summary>
    public bool IsIndexable => Choice.Page == 1 && Refused.Count == 0;
}
