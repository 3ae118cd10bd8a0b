using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>One filter as it is drawn.</summary>
public sealed record FacetShown(SearchFacet Facet)
{
    public required IReadOnlyList<FacetOption> Options { get; init; }

    /// <summary>How many options are not among them.</summary>
    public required int Hidden { get; init; }

    /// <summary>What was typed to find an option, when scripts do not do it.</summary>
    public required string Find { get; init; }

    /// <summary>Whether somebody looks for something in it.</summary>
    public required bool IsSought { get; init; }

    /// <summary>A filter of a choice with the counts of its codes; the query string may say what was typed in it, or that all is shown.</summary>
    public static FacetShown Of(SearchFacet facet, SearchChoice choice, IReadOnlyList<FacetCount> counts, Vocabulary lists, Messages m, IQueryCollection query)
    {
        var find = SearchOptions.Sought(query[facet.FindParameter]);
        var showsAll = query[Urls.AllParameter] == facet.Parameter;
        var (options, hidden) = FacetOptions.Choose(facet, choice, counts, lists, m, find, showsAll);
        return new FacetShown(facet) { Options = options, Hidden = hidden, Find = find, IsSought = find.Length > 0 || showsAll };
    }
}
