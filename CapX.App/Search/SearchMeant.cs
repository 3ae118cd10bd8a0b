using CapX.App.Editing;
using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>A suggested correction for a search without results: its label, and the choice with the corrected text.</summary>
public sealed record SearchMeant(string Label, SearchChoice Choice)
{
    private const int Most = 3;
    private const int MostWords = 10;

    /// <summary>The words that are looked up among the names in a list.</summary>
    public static IReadOnlyList<string> Words(SearchChoice choice) => [.. choice.Queries.SelectMany(Text.Words).Distinct().Take(MostWords)];

    /// <summary>Returns the closest corrections first, then by name. Candidates are capacities, territories and languages of the public lists, and words of
    /// names that this viewer may see.</summary>
    public static IReadOnlyList<SearchMeant> Of(SearchChoice choice, IReadOnlyDictionary<string, WordNear> names, Vocabulary vocabulary, Messages m) =>
    [
        .. choice.Queries.SelectMany(query => Codes(choice, query, vocabulary, m).Concat(Texts(choice, query, names, vocabulary, m)))
            .OrderBy(found => found.Distance).ThenBy(found => found.Meant.Label, m.Collation).DistinctBy(found => found.Meant.Label)
            .Select(found => found.Meant).Take(Most),
    ];

    /// <summary>Territories and languages: as a filter if the list has one, otherwise as text.</summary>
    private static IEnumerable<(SearchMeant Meant, int Distance)> Codes(SearchChoice choice, string query, Vocabulary vocabulary, Messages m)
    {
        foreach (var facet in (Facet[])[Facet.Territory, Facet.Language])
        {
            var own = choice.List.Facets.FirstOrDefault(f => f == facet);
            foreach (var (entry, distance) in NameSearch.Of(facet.Tree!(vocabulary)).NearNames(query))
            {
                var name = entry.Name(m.Chain);
                if (own is null && distance > 0) yield return (new SearchMeant(name, Replaced(choice, query, name)), distance);
                else if (own is not null && choice.Chosen(own).Count == 0)
                    yield return (new SearchMeant(own.Label(name, m), Replaced(choice, query, null).With(own, [entry.Code])), distance);
            }
        }
    }

    private static IEnumerable<(SearchMeant Meant, int Distance)> Texts(SearchChoice choice, string query, IReadOnlyDictionary<string, WordNear> names,
        Vocabulary vocabulary, Messages m)
    {
        List<(string Word, IReadOnlyList<NearWord> Near)> words = [.. Text.Words(query).Select(word => (word, Near(word, names, vocabulary, m)))];
        if (words is [var only])
            foreach (var near in only.Near)
                yield return (new SearchMeant(near.Written, Replaced(choice, query, near.Written)), near.Distance);
        else if (words.Exists(w => w.Near.Count > 0))
        {
            var text = string.Join(' ', words.Select(w => w.Near.Count > 0 ? w.Near[0].Written : w.Word));
            yield return (new SearchMeant(text, Replaced(choice, query, text)), words.Sum(w => w.Near.Count > 0 ? w.Near[0].Distance : 0));
        }
    }

    /// <summary>Empty when the word itself is found.</summary>
    private static IReadOnlyList<NearWord> Near(string word, IReadOnlyDictionary<string, WordNear> names, Vocabulary vocabulary, Messages m)
    {
        if (!names.TryGetValue(word, out var named) || named.IsFound) return [];
        var capacities = NameSearch.Of(vocabulary.Capacities).NearWords(word, m);
        return capacities.IsFound ? [] : [.. capacities.Near.Concat(named.Near).OrderBy(n => n.Distance).ThenBy(n => n.Written, m.Collation)];
    }

    private static SearchChoice Replaced(SearchChoice choice, string query, string? text) =>
        choice with { Queries = [.. choice.Queries.Select(q => q == query ? text : q).OfType<string>().Distinct()], Page = 1 };
}
