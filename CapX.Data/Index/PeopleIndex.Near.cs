namespace CapX.Data.Index;

public sealed partial class PeopleIndex
{
    /// <summary>For words that were sought, folded: whether any text of the people whom all else of a filter finds begins with it, else the words of their
    /// names that are close to it. Of those whom the viewer may list
    /// only, as that viewer sees them.</summary>
    public IReadOnlyDictionary<string, WordNear> Near(PeopleFilter filter, IEnumerable<string> words, Viewer viewer) => Read(viewer, view =>
    {
        using var search = new PeopleSearch(view, filter with { Queries = [], Page = 1 });
        return words.Distinct().ToDictionary(word => word, word => view.Table.Near(word, search.Found), StringComparer.Ordinal);
    });
}
