using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;

namespace CapX.Tests.Index;

/// <summary>Random people and filters, from so few codes and words that they often match.</summary>
internal sealed class RandomPeople(int seed, Vocabulary vocabulary, int oneCapacityIn = 12)
{
    private static readonly string[] Words =
    [
        "Ana", "Änne", "anabel", "Łukasz", "Ødegård", "İrem", "straße", "Lua", "AI", "Go", "Σίσυφος", "محمد", "বাংলা", "한국어", "2026", "x",
        "维基百科", "维基", "编辑松", "ウィキペディア", "วิกิพีเดีย", "lua编程", "သမိုင်း", "𠀀𠀁𠀂", "mentoring", "editathon", "Wiki-Loves", "d’Ivoire", "दिल दाल", "C++",
        "كتابخانه", "かがく", "ปี๒๕๖๙", "комп'ютерна",
    ];

    private static readonly string[] Sought =
        [.. Words, "an", "a", "l", "lu", "基", "维", "基百科", "百科维", "キペ", "พีเดีย", "พ", "程", "𠀁", "𠀀𠀁", "𠀁𠀂", "نم", "مح", "straß", "tech", "comunica",
        "gest", "!!!", "ana lua", "wiki loves", "2", "divoire", "d'iv", "दा", "دل", "کتاب", "か", "が", "c++", "c", "2569", "компют", "компʼ"];

    private static readonly string[] Languages = ["en", "en-us", "en-gb", "pt", "pt-br", "ar", "th", "zh-tw", "zh-hans", "nn"];
    private static readonly string[] Territories = ["BR", "AR", "GH", "TH", "DE", "019", "002", "005"];
    private static readonly string[] Projects = ["wikipedia", "commons", "wikidata"];

    private static readonly string[] Seen = ["profile", "profile", "profile", "members", "nobody"];

    private readonly Random _random = new(seed);

    /// <summary>Some capacities from all over the tree, and all capacities above them.</summary>
    private readonly string[] _capacities =
        [.. vocabulary.Capacities.Entries.Where((_, place) => place % oneCapacityIn == 5).SelectMany(vocabulary.Capacities.Path).Select(c => c.Code)
            .Distinct()];

    public int Next(int limit) => _random.Next(limit);

    public bool Chance(int inPercent) => _random.Next(100) < inPercent;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public PersonBuilder Person(ulong? id = null)
    {
        var person = new PersonBuilder
        {
            Username = $"{Pick(Words)} {Pick(Words)}",
            DisplayName = Chance(40) ? $"{Pick(Words)}{(Chance(50) ? " " + Pick(Words) : "")}" : null,
            About = Chance(60) ? string.Join(Pick([" ", ", ", "。", "-"]), Several(Words, 8)) : null,
            Visibility = Pick(["public", "public", "public", "members", "members", "hidden"]),
            AboutSeen = Pick(Seen),
            LanguagesSeen = Pick(Seen),
            TerritoriesSeen = Pick(Seen),
            NameLostAt = Chance(4) ? TestClock.Start : null,
            UpdatedAt = Chance(5) ? null : TestClock.Start.AddDays(-Next(20)),
            JoinedAt = TestClock.Start.AddDays(-20 - Next(20)),
            NotTakingUntil = Chance(15) ? TestClock.Start.Date.AddDays(Next(5) - 2) : null,
        };
        if (id is { } known) person.Id = known;
        foreach (var code in Several(Languages, 3)) person.Speaks(code, Pick(["0", "1", "3", "N"]));
        person.In(Several(Territories, 2)).On(Several(Projects, 2));
        foreach (var code in Several(_capacities, 3)) person.Knows(code);
        foreach (var code in Several(_capacities, 3)) person.Offers(code, SomeMethods());
        foreach (var code in Several(_capacities, 3)) person.Wants(code, SomeMethods());
        return person;
    }

    /// <summary>Mostly few conditions, so that most filters find someone.</summary>
    public PeopleFilter Filter()
    {
        IReadOnlyList<string> Some(IReadOnlyList<string> from, int inPercent) => Chance(inPercent) ? [.. Several(from, 2).Append(Pick(from)).Distinct()] : [];
        return new PeopleFilter
        {
            Queries = Some(Sought, 30),
            [Facet.Knows] = Some(_capacities, 15),
            [Facet.Offers] = Some(_capacities, 30),
            [Facet.Wants] = Some(_capacities, 30),
            [Facet.Method] = Some(Methods.All, 35),
            [Facet.Language] = Some(Languages, 20),
            [Facet.Territory] = Some(Territories, 20),
            [Facet.Project] = Some(Projects, 15),
            Order = Pick(Enum.GetValues<PeopleOrder>()),
            PageSize = Pick([1, 3, 20, 100]),
        };
    }

    private int SomeMethods() => Chance(40) ? 0 : 1 << Next(4) | 1 << Next(Methods.All.Count);

    private List<string> Several(IReadOnlyList<string> from, int atMost) => [.. Enumerable.Range(0, Next(atMost + 1)).Select(_ => Pick(from)).Distinct()];
}
