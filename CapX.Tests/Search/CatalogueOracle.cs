using CapX.Data;
using CapX.Data.Search;

namespace CapX.Tests.Search;

/// <summary>The catalogue's rules, applied as plainly as possible to entries in memory.</summary>
internal sealed class CatalogueOracle(Vocabulary vocabulary, IReadOnlyList<CatalogueEntry> entries)
{
    public IReadOnlyList<CatalogueEntry> Find(CatalogueFilter filter) => [.. entries.Where(e => Fits(e, filter))];

    /// <summary>The number of entries that only this code would find. A variant of a language counts only its own entries.</summary>
    public int Count(CatalogueFilter filter, Facet facet, string code) =>
        Find(filter.With(facet, [code]))
            .Count(e => facet != Facet.Language || e.Codes.Any(c => c.Facet == facet && (c.Code == code || Base(c.Code) == code)));

    private string Base(string language) => vocabulary.LanguageFacts[language].Base ?? language;

    private bool Fits(CatalogueEntry entry, CatalogueFilter filter) =>
        entry.Kind == filter.Kind
        && (filter.Queries.All(q => Text.Sought(q).Count == 0)
            || filter.Queries.Any(q => Text.Sought(q) is { Count: > 0 } words && words.All(sought => sought.IsFound(word => Says(entry, word)))))
        && filter.Chosen.All(chosen =>
            chosen.Value.Count == 0
                || (chosen.Key == Facet.Method ? FitsMethod(entry, filter)
                    : chosen.Value.Any(code => entry.Codes.Any(c => c.Facet == chosen.Key && c.Method == "" && IsBelow(c, code)))));

    private bool FitsMethod(CatalogueEntry entry, CatalogueFilter filter)
    {
        var methods = filter[Facet.Method];
        var (offers, wants) = (filter[Facet.Offers], filter[Facet.Wants]);
        if (offers.Count + wants.Count == 0) return entry.Codes.Any(c => c.Facet == Facet.Method && methods.Contains(c.Code));
        return entry.Codes.Any(c =>
            methods.Contains(c.Method)
                && (c.Facet == Facet.Offers && offers.Any(code => IsBelow(c, code))
                    || c.Facet == Facet.Wants && wants.Any(code => IsBelow(c, code))));
    }

    private bool Says(CatalogueEntry entry, string word)
    {
        var capacities = entry.Codes.Where(c =>
            vocabulary.Capacities.Find(c.Code) is not null && c.Facet.Name is "knows" or "offers" or "wants")
                .SelectMany(c => vocabulary.Capacities[c.Code].Names.Values);
        var said = entry.Texts.OfType<string>().Concat(capacities).SelectMany(Text.Terms).ToList();
        return said.Any(s => Text.MatchesAnywhere(word) ? s.Contains(word, StringComparison.Ordinal) : s.StartsWith(word, StringComparison.Ordinal));
    }

    private bool IsBelow(CatalogueCode held, string code)
    {
        var tree = held.Facet.Name switch
        {
            "territory" => vocabulary.Territories,
            "knows" or "offers" or "wants" => vocabulary.Capacities,
            _ => null
        };
        if (held.Facet == Facet.Language) return held.Code == code || Base(held.Code) == code || held.Code == Base(code);
        return held.Code == code || tree is not null && tree.Path(tree[held.Code]).Any(above => above.Code == code);
    }
}
