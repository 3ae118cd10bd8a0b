using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>A search without results, with one of its conditions dropped, and the number of results then. A null facet means the texts.</summary>
public sealed record SearchDropped(Facet? Facet, SearchChoice Choice, int Count)
{
    /// <summary>Returns the choice without each one of its conditions.</summary>
    public static IEnumerable<(Facet? Facet, SearchChoice Choice)> Each(SearchChoice choice) =>
    [
        .. choice.Queries.Count > 0 ? [(null, choice with { Queries = [], Page = 1 })] : Array.Empty<(Facet?, SearchChoice)>(),
        .. from facet in choice.List.Facets where choice.Chosen(facet).Count > 0 select ((Facet?)facet, choice.With(facet, [])),
    ];

    /// <summary>The dropped condition as text.</summary>
    public string Label(SearchChoice from, Vocabulary vocabulary, Messages m) => Facet is { } facet
        ? facet.Label(m.List(from.Chosen(facet).Select(code => facet.NameOf(code, vocabulary, m))), m)
        : m["search-chips-text", string.Join(' ', from.Queries)];
}
