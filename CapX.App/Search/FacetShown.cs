using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>The view model of one filter.</summary>
public sealed record FacetShown(Facet Facet)
{
    public required IReadOnlyList<FacetOption> Options { get; init; }

    /// <summary>The number of options not shown.</summary>
    public required int Hidden { get; init; }

    /// <summary>The text typed to find an option, when scripts are off.</summary>
    public required string Find { get; init; }

    /// <summary>True when the user searches for an option in it.</summary>
    public required bool IsSought { get; init; }

    /// <summary>Creates the filters of a list, with the counts of their codes.</summary>
    public static IReadOnlyList<FacetShown> All(SearchChoice choice, FacetCounts counts, Vocabulary vocabulary, Messages m, IQueryCollection query) =>
        [.. choice.List.Facets.Select(facet => Of(facet, choice, counts[facet], vocabulary, m, query))];

    /// <summary>Creates a filter of a choice with the counts of its codes. The query string may contain the typed text, or ask for all options.</summary>
    private static FacetShown Of(Facet facet, SearchChoice choice, IReadOnlyList<FacetCount> counts, Vocabulary vocabulary, Messages m,
        IQueryCollection query)
    {
        var find = SearchOptions.Sought(query[facet.FindParameter]);
        var showsAll = query[SearchUrls.AllParameter] == facet.Name;
        var (options, hidden) = FacetOptions.Choose(facet, choice, counts, vocabulary, m, find, showsAll);
        return new FacetShown(facet) { Options = options, Hidden = hidden, Find = find, IsSought = find.Length > 0 || showsAll };
    }
}
