using CapX.Data.Index;


namespace CapX.App.Bench;

/// <summary>The fixed mix of filters for the benchmark, identical in every run.</summary>
internal sealed class BenchFilters(Vocabulary vocabulary)
{
    private static readonly string[] Languages = ["en", "pt-br", "es", "fr", "ar", "bn", "th", "zh", "ru", "de", "sw", "uk"];
    private static readonly string[] Words =
        ["sample", "ana", "edit", "workshop", "biblioteca", "Łukasz", "أحرر", "редактирую", "teach", "lua", "s", "1", "99", "kalomi", "friends", "gosto"];
    private static readonly string[] UnspacedWords = ["维", "编辑", "编辑松", "图书馆", "编程", "ウィキペディア", "แก้ไข", "สอน", "百科多年", "写真"];

    /// <summary>Folded words that match no one.</summary>
    public static readonly string[] Slips =
        ["wikdata", "smaple", "vikipedia", "lukazs", "kalmoi", "abcdefgh", "xyzzy", "samplee", "редактриую", "bibliotcea", "qwertyuiop", "frends",
        "persno", "anaa"];

    private readonly Random _random = new(1);
    private readonly string[] _capacities = [.. vocabulary.Capacities.Entries.Select(c => c.Code)];
    private readonly string[] _roots = [.. vocabulary.Capacities.Roots.Select(c => c.Code)];
    private readonly string[] _countries = [.. vocabulary.Territories.Entries.Where(t => char.IsAsciiLetter(t.Code[0])).Select(t => t.Code)];
    private readonly string[] _regions = [.. vocabulary.Territories.Entries.Where(t => char.IsAsciiDigit(t.Code[0])).Select(t => t.Code)];
    private readonly string[] _projects = [.. vocabulary.Projects.Entries.Select(p => p.Code)];

    public IEnumerable<(string Kind, IReadOnlyList<PeopleFilter> Filters)> Kinds(int each)
    {
        (string, IReadOnlyList<PeopleFilter>) Kind(string name, Func<PeopleFilter> filter) =>
            (name, [.. Enumerable.Range(0, each).Select(_ => filter() with { Order = Pick(Enum.GetValues<PeopleOrder>()), Page = 1 + _random.Next(3) })]);

        (string, IReadOnlyList<PeopleFilter>) Deep(string name, Func<PeopleFilter> filter) =>
            (name, [.. Kind(name, filter).Item2.Select(f => f with { Page = 50 + _random.Next(400) })]);

        yield return Kind("none", () => new PeopleFilter());
        yield return Kind("one capacity offered", () => new PeopleFilter { [Facet.Offers] = Some(_capacities) });
        yield return Kind("one root capacity known", () => new PeopleFilter { [Facet.Knows] = Some(_roots) });
        yield return Kind("one country", () => new PeopleFilter { [Facet.Territory] = Some(_countries) });
        yield return Kind("one region", () => new PeopleFilter { [Facet.Territory] = Some(_regions) });
        yield return Kind("one language", () => new PeopleFilter { [Facet.Language] = Some(Languages) });
        yield return Kind("one method", () => new PeopleFilter { [Facet.Method] = Some(Methods.All) });
        yield return Kind("method of an offer", () => new PeopleFilter { [Facet.Method] = Some(Methods.All), [Facet.Offers] = Some(_capacities) });
        yield return Kind("methods of root offers and wants",
            () => new PeopleFilter { [Facet.Method] = Some(Methods.All, 3), [Facet.Offers] = Some(_roots), [Facet.Wants] = Some(_roots, 2) });
        yield return Kind("one word", () => new PeopleFilter { Queries = Some(Words) });
        yield return Kind("two words", () => new PeopleFilter { Queries = [$"{Pick(Words)} {Pick(Words)}"] });
        yield return Kind("a word in a script without spaces", () => new PeopleFilter { Queries = Some(UnspacedWords) });
        yield return Kind("many facets", Many);
        yield return Kind("many facets and two words", () => Many() with { Queries = [$"{Pick(Words)} {Pick(Words)}"] });
        yield return Kind("every facet, broad, and two words", () => new PeopleFilter
        {
            Queries = ["sample s"], [Facet.Knows] = Some(_roots, 4), [Facet.Offers] = Some(_roots, 4), [Facet.Wants] = Some(_roots, 4),
            [Facet.Method] = Some(Methods.All, 6), [Facet.Language] = Some(Languages, 8), [Facet.Territory] = ["001"], [Facet.Project] = Some(_projects, 8),
        });
        yield return Deep("a page far down", () => new PeopleFilter { [Facet.Language] = Some(Languages) });
    }

    private PeopleFilter Many() => new()
    {
        [Facet.Offers] = Some(_capacities, 3), [Facet.Wants] = Some(_roots), [Facet.Language] = Some(Languages, 2), [Facet.Territory] = Some(_regions, 2),
        [Facet.Project] = Some(_projects, 4), [Facet.Method] = Some(Methods.All, 2),
    };

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private IReadOnlyList<string> Some(IReadOnlyList<string> from, int count = 1) => [.. Enumerable.Range(0, count).Select(_ => Pick(from)).Distinct()];
}
