using System.Globalization;
using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;

namespace CapX.Tests.Index;

/// <summary>The rules for finding people, applied plainly and slowly to the rows of the tables, without the index.</summary>
internal sealed class PeopleOracle(Vocabulary vocabulary, DateOnly today)
{
    private List<Person> _people = [];
    private Dictionary<string, string> _bases = [];
    private Dictionary<Facet, HashSet<string>> _codesInUse = [];

    /// <summary>Reads all tables again.</summary>
    public async Task ReadAsync(DatabaseFixture fixture)
    {
        var people = await fixture.QueryAsync<Person>("""
            SELECT id AS Id, username AS Username, display_name AS DisplayName, about AS About, visibility AS Visibility, about_seen AS AboutSeen,
                   languages_seen AS LanguagesSeen, territories_seen AS TerritoriesSeen, joined_at AS JoinedAt, updated_at AS UpdatedAt,
                   name_lost_at AS NameLostAt FROM person
            """);
        var languages = await fixture.QueryAsync<Child>("SELECT person_id AS Id, language AS Code, level AS Level FROM person_language");
        _bases = (await fixture.QueryAsync<(string, string)>("SELECT code AS Item1, base AS Item2 FROM language WHERE base IS NOT NULL")).ToDictionary(b =>
            b.Item1, b => b.Item2);
        var territories = await fixture.QueryAsync<Child>("SELECT person_id AS Id, territory AS Code FROM person_territory");
        var projects = await fixture.QueryAsync<Child>("SELECT person_id AS Id, project AS Code FROM person_project");
        var capacities = await fixture.QueryAsync<Child>("""
            SELECT h.person_id AS Id, h.role AS Role, c.code AS Code, h.methods AS Methods FROM person_capacity h JOIN capacity c ON c.id = h.capacity_id
            """);
        _people = [.. people.Select(p => p with
        {
            Languages = [.. languages.Where(l => l.Id == p.Id && l.Level != "0").Select(l => l.Code)],
            Territories = [.. territories.Where(t => t.Id == p.Id).SelectMany(t => WithAncestors(vocabulary.Territories, t.Code))],
            Projects = [.. projects.Where(r => r.Id == p.Id).Select(r => r.Code)],
            Rows = [.. capacities.Where(c => c.Id == p.Id)
                .Select(c => new Row(c.Role, WithAncestors(vocabulary.Capacities, c.Code), Methods.FromBits(c.Methods)))],
            AboutTexts = [(Text.Fold(p.About ?? ""), Text.Terms(p.About ?? ""))],
            Texts =
            [
                .. capacities.Where(c => c.Id == p.Id).SelectMany(c => vocabulary.Capacities[c.Code].Names.Values)
                    .Append(p.Username).Append(p.DisplayName ?? "").Select(text => (Text.Fold(text), Text.Terms(text))),
            ],
        })];
        HashSet<string> Of(Func<Person, IEnumerable<string>> codes) => [.. _people.SelectMany(codes)];
        _codesInUse = new Dictionary<Facet, HashSet<string>>
        {
            [Facet.Knows] = Of(p => p.Rows.SelectMany(r => r.Capacities)),
            [Facet.Offers] = Of(p => p.Rows.SelectMany(r => r.Capacities)),
            [Facet.Wants] = Of(p => p.Rows.SelectMany(r => r.Capacities)),
            [Facet.Method] = [.. Methods.All],
            [Facet.Language] = Of(p => p.Languages.Concat(p.Languages.Select(Base))),
            [Facet.Territory] = Of(p => p.Territories),
            [Facet.Project] = Of(p => p.Projects),
        };
    }

    /// <summary>All matching ids, in the filter's order.</summary>
    public List<ulong> Find(PeopleFilter filter, Viewer viewer)
    {
        var found = Readable(filter, viewer).Where(p => Fits(p, filter));
        var root = CultureInfo.InvariantCulture.CompareInfo;
        var ordered = filter.Order switch
        {
            PeopleOrder.Updated => found.OrderByDescending(p => p.UpdatedAt),
            PeopleOrder.Joined => found.OrderByDescending(p => p.JoinedAt),
            PeopleOrder.Name => found.OrderBy(p => p.DisplayName ?? p.Username, Comparer<string>.Create(root.Compare)),
            _ => found.OrderBy(p => PeopleOrdering.Shuffle(today, p.Id)),
        };
        return [.. ordered.ThenBy(p => p.Id).Select(p => p.Id)];
    }

    /// <summary>The base language of a variant, otherwise the language itself.</summary>
    public string Base(string language) => _bases.GetValueOrDefault(language, language);

    /// <summary>A count is the number of people that only this code in the facet would find. A variant of a language counts only people who named it.</summary>
    public List<FacetCount> Counts(Facet facet, PeopleFilter filter, Viewer viewer)
    {
        var readable = Readable(filter, viewer).ToList();
        return
        [
            .. _codesInUse[facet].Union(filter[facet])
                .Select(code => (Code: code, Filter: filter.With(facet, [code])))
                .Select(chosen => new FacetCount(chosen.Code, readable.Count(p => Fits(p, chosen.Filter, isCounted: facet == Facet.Language))))
                .Where(c => c.Count > 0 || filter[facet].Contains(c.Code))
                .OrderBy(c => c.Code, StringComparer.Ordinal),
        ];
    }

    private IEnumerable<Person> Readable(PeopleFilter filter, Viewer viewer) => _people
        .Where(p => p.UpdatedAt is not null && p.NameLostAt is null && (p.Visibility == "public" || (p.Visibility == "members" && viewer.IsMember)))
        .Select(p => Shown(p, viewer.IsMember))
        .Where(p => FitsText(p, filter.Queries));

    /// <summary>Only the parts that the person shows to this kind of viewer.</summary>
    private static Person Shown(Person person, bool toMember)
    {
        bool Is(string seen) => seen == "profile" || (seen == "members" && toMember);
        return person with
        {
            Languages = Is(person.LanguagesSeen) ? person.Languages : [],
            Territories = Is(person.TerritoriesSeen) ? person.Territories : [],
            Texts = Is(person.AboutSeen) ? [.. person.Texts, .. person.AboutTexts] : person.Texts,
        };
    }

    private bool Fits(Person person, PeopleFilter filter, bool isCounted = false) =>
        Holds(person, CapacityRole.Knows, filter[Facet.Knows]) && Holds(person, CapacityRole.Offers, filter[Facet.Offers])
        && Holds(person, CapacityRole.Wants, filter[Facet.Wants]) && FitsMethod(person, filter)
        && (filter[Facet.Language].Count == 0
            || person.Languages.Any(l => filter[Facet.Language].Any(code => l == code || Base(l) == code || (!isCounted && l == Base(code)))))
                && Any(filter[Facet.Territory], person.Territories) && Any(filter[Facet.Project], person.Projects);

    private static bool Any(IReadOnlyList<string> chosen, IReadOnlyList<string> held) => chosen.Count == 0 || Meet(chosen, held);

    private static bool Meet(IReadOnlyList<string> some, IReadOnlyList<string> others)
    {
        foreach (var code in some)
            if (others.Contains(code))
                return true;
        return false;
    }

    private static bool Holds(Person person, CapacityRole role, IReadOnlyList<string> chosen) =>
        chosen.Count == 0 || person.Rows.Any(row => row.Role == role && Meet(row.Capacities, chosen));

    private static bool FitsMethod(Person person, PeopleFilter filter)
    {
        if (filter[Facet.Method].Count == 0) return true;
        var isAlone = filter[Facet.Offers].Count == 0 && filter[Facet.Wants].Count == 0;
        return person.Rows.Any(row =>
            Meet(row.Methods, filter[Facet.Method])
            && ((isAlone && row.Role != CapacityRole.Knows)
                || (row.Role == CapacityRole.Offers && Meet(row.Capacities, filter[Facet.Offers]))
                || (row.Role == CapacityRole.Wants && Meet(row.Capacities, filter[Facet.Wants]))));
    }

    private static bool FitsText(Person person, IReadOnlyList<string> queries)
    {
        var wanted = queries.Select(Text.Sought).Where(words => words.Count > 0).ToList();
        return wanted.Count == 0 || wanted.Any(words => words.All(sought => sought.IsFound(word => person.Texts.Any(text =>
            Text.MatchesAnywhere(word)
                ? text.Folded.Contains(word, StringComparison.Ordinal)
                : text.Words.Any(w => w.StartsWith(word, StringComparison.Ordinal))))));
    }

    private static List<string> WithAncestors(CodeTree tree, string code) => [.. tree.Path(tree[code]).Select(e => e.Code)];

    private sealed record Person
    {
        public ulong Id { get; init; }
        public required string Username { get; init; }
        public string? DisplayName { get; init; }
        public string? About { get; init; }
        public required string Visibility { get; init; }
        public required string AboutSeen { get; init; }
        public required string LanguagesSeen { get; init; }
        public required string TerritoriesSeen { get; init; }
        public DateTime JoinedAt { get; init; }
        public DateTime? UpdatedAt { get; init; }
        public DateTime? NameLostAt { get; init; }
        public List<string> Languages { get; init; } = [];
        public List<string> Territories { get; init; } = [];
        public List<string> Projects { get; init; } = [];
        public List<Row> Rows { get; init; } = [];
        public List<(string Folded, IReadOnlyList<string> Words)> AboutTexts { get; init; } = [];
        public List<(string Folded, IReadOnlyList<string> Words)> Texts { get; init; } = [];
    }

    private sealed record Row(CapacityRole Role, List<string> Capacities, IReadOnlyList<string> Methods);

    private sealed record Child
    {
        public ulong Id { get; init; }
        public string Code { get; init; } = "";
        public string Level { get; init; } = "";
        public CapacityRole Role { get; init; }
        public int Methods { get; init; }
    }
}
