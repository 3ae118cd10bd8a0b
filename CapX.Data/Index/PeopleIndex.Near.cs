namespace CapX.Data.Index;

public sealed partial class PeopleIndex
{
    /// <summary>For each folded search word, tells whether any text of the people found by the rest of a filter has a word starting with it. Otherwise lists
    /// similar words in their names. Uses only people whom the viewer may list, as that viewer sees them.</summary>
    public IReadOnlyDictionary<string, WordNear> Near(PeopleFilter filter, IEnumerable<string> words, Viewer viewer) => Read(viewer, view =>
    {
        using var search = new PeopleSearch(view, filter with { Queries = [], Page = 1 });
        return words.Distinct().ToDictionary(word => word, word => view.Table.Near(word, search.Found), StringComparer.Ordinal);
    });
}
