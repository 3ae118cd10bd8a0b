using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Index;
using CapX.Tests.Infra;

namespace CapX.Tests.Matches;

/// <summary>The rules for two-way and three-way matches, applied plainly to all pairs and triples of people in the tables, without the index.</summary>
internal sealed class MatchesOracle(Vocabulary vocabulary, DateOnly today)
{
    private readonly PeopleOracle _people = new(vocabulary, today);
    private Dictionary<ulong, Person> _all = [];
    private List<(ulong, ulong)> _blocks = [];

    /// <summary>Reads all tables again.</summary>
    public async Task ReadAsync(DatabaseFixture fixture)
    {
        await _people.ReadAsync(fixture);
        var people = await fixture.QueryAsync<Person>("""
            SELECT id AS Id, not_taking_until AS NotTakingUntil, languages_seen = 'nobody' AS HidesLanguages FROM person
            """);
        var languages = await fixture.QueryAsync<Child>("SELECT person_id AS Id, language AS Code FROM person_language WHERE level <> '0'");
        var capacities = await fixture.QueryAsync<Child>("""
            SELECT h.person_id AS Id, h.role AS Role, c.code AS Code FROM person_capacity h JOIN capacity c ON c.id = h.capacity_id
            """);
        _blocks = [.. await fixture.QueryAsync<(ulong, ulong)>("SELECT person_id AS Item1, blocked_id AS Item2 FROM person_block")];
        _all = people.ToDictionary(p => p.Id, p => p with
        {
            Languages = [.. languages.Where(l => l.Id == p.Id).Select(l => l.Code)],
            Offers = [.. capacities.Where(c => c.Id == p.Id && c.Role == CapacityRole.Offers).Select(c => c.Code)],
            Wants = [.. capacities.Where(c => c.Id == p.Id && c.Role == CapacityRole.Wants).Select(c => c.Code)],
        });
    }

    public IEnumerable<ulong> Ids => _all.Keys;

    public MatchParty Party(ulong id) => new() { Id = id, Offers = _all[id].Offers, Wants = _all[id].Wants, Languages = _all[id].Languages };

    /// <summary>The people with a block between them and the asker. Blocks between two others do not affect what the asker finds.</summary>
    public IEnumerable<ulong> Blocked(ulong asker) =>
        _blocks.Where(b => b.Item1 == asker || b.Item2 == asker).Select(b => b.Item1 == asker ? b.Item2 : b.Item1);

    /// <summary>All two-way matches, in the filter's order.</summary>
    public List<ulong> Mutual(ulong asker, MatchFilter filter, IReadOnlySet<ulong> leftOut)
    {
        var me = Me(asker, filter);
        return [.. Others(asker, filter, leftOut).Where(other => Teaches(me, other, filter) && Teaches(other, me, filter)).Select(p => p.Id)];
    }

    /// <summary>All three-way matches, as the ids of the second and the third people, in the filter's order.</summary>
    public List<(ulong Second, List<ulong> Thirds)> Rings(ulong asker, MatchFilter filter, IReadOnlySet<ulong> leftOut)
    {
        var me = Me(asker, filter);
        var others = Others(asker, filter, leftOut);
        var teachers = others.Where(third => Teaches(third, me, filter)).ToList();
        return
        [
            .. others.Where(second => Teaches(me, second, filter))
                .Select(second => (second.Id,
                    teachers.Where(third => third.Id != second.Id && Teaches(second, third, filter)).Select(third => third.Id).ToList()))
                .Where(ring => ring.Item2.Count > 0),
        ];
    }

    private Person Me(ulong asker, MatchFilter filter) => _all[asker] with
    {
        Offers = [.. _all[asker].Offers.Where(code => IsChosen(code, filter.People[Facet.Wants]))],
        Wants = [.. _all[asker].Wants.Where(code => IsChosen(code, filter.People[Facet.Offers]))],
    };

    private bool IsChosen(string code, IReadOnlyList<string> chosen) => chosen.Count == 0 || chosen.Any(one => IsAtOrBelow(code, one));

    private List<Person> Others(ulong asker, MatchFilter filter, IReadOnlySet<ulong> leftOut) =>
    [
        .. _people.Find(filter.People.With(Facet.Offers, []).With(Facet.Wants, []), Viewer.Member(asker))
            .Where(id => id != asker && !leftOut.Contains(id))
            .Select(id => _all[id]).Select(p => p.HidesLanguages ? p with { Languages = [] } : p)
            .Where(p => p.NotTakingUntil is not { } until || until < today),
    ];

    private bool Teaches(Person teacher, Person learner, MatchFilter filter) =>
        (filter.InAnyLanguage || teacher.Languages.Select(_people.Base).Intersect(learner.Languages.Select(_people.Base)).Any())
            && teacher.Offers.Any(offer => learner.Wants.Any(want => IsAtOrBelow(offer, want)));

    private bool IsAtOrBelow(string code, string above) => vocabulary.Capacities.Path(vocabulary.Capacities[code]).Any(entry => entry.Code == above);

    private sealed record Person
    {
        public ulong Id { get; init; }
        public DateOnly? NotTakingUntil { get; init; }
        public bool HidesLanguages { get; init; }
        public List<string> Languages { get; init; } = [];
        public List<string> Offers { get; init; } = [];
        public List<string> Wants { get; init; } = [];
    }

    private sealed record Child
    {
        public ulong Id { get; init; }
        public string Code { get; init; } = "";
        public CapacityRole Role { get; init; }
    }
}
