using CapX.Data.Index;
using CapX.Data.Matches;


namespace CapX.App.Bench;

/// <summary>The fixed mix of viewers for the match benchmark: sample people spread over the alphabet, and some who offer and want whole trees.</summary>
internal sealed class BenchMatches(PeopleIndex index, MatchesQuery matches, Vocabulary vocabulary)
{
    // Spreads the sampled viewers over the whole list.
    private const int Step = 211;

    private static readonly HashSet<ulong> Nobody = [];

    private readonly Random _random = new(2);

    public async Task<IEnumerable<(string Kind, IReadOnlyList<Func<int>> Questions)>> KindsAsync(int each)
    {
        var ordinary = new List<MatchParty>();
        for (var place = 1; ordinary.Count < each; place += Step)
        {
            var id = index.Find(new PeopleFilter { Order = PeopleOrder.Name, PageSize = 1, Page = place }, Viewer.Member(1)).Ids[0];
            var party = MatchesQuery.PartyOf((await matches.AskerAsync(Viewer.Member(id)))!.Person);
            if (party.Offers.Count > 0 && party.Wants.Count > 0) ordinary.Add(party);
        }
        string[] all = [.. vocabulary.Capacities.Entries.Select(c => c.Code)];
        string[] roots = [.. vocabulary.Capacities.Roots.Select(c => c.Code)];
        var broad = ordinary.ConvertAll(party => party with { Offers = all, Wants = roots });
        var seconds = ordinary.Select(party => (party.Id, index.Rings(new MatchFilter(), party, Nobody).Items)).Where(rings => rings.Items.Count > 0)
            .ToDictionary(rings => rings.Id, rings => rings.Items[0].Second);

        return
        [
            ("two-way matches", Ask(ordinary, index.Mutual)),
            ("two-way matches, whole tree", Ask(broad, index.Mutual)),
            ("three-way matches", Ask(ordinary, index.Rings)),
            ("three-way matches, whole tree", Ask(broad, index.Rings)),
            ("three-way matches through one person",
            [.. ordinary.Where(party => seconds.ContainsKey(party.Id))
                .Select(party => (Func<int>)(() => index.RingsThrough(seconds[party.Id], new MatchFilter(), party, Nobody).Total))]),
        ];
    }

    /// <summary>Asks in every order, for near and far pages, mostly with a language in common.</summary>
    private List<Func<int>> Ask<T>(List<MatchParty> askers, Func<MatchFilter, MatchParty, IReadOnlySet<ulong>, MatchesFound<T>> question) =>
        askers.ConvertAll<Func<int>>(party =>
    {
        var orders = Enum.GetValues<PeopleOrder>();
        var filter = new MatchFilter
        {
            People = new PeopleFilter { Order = orders[_random.Next(orders.Length)], Page = 1 + _random.Next(3) },
            InAnyLanguage = _random.Next(4) == 0,
        };
        return () => question(filter, party, Nobody).Total;
    });
}
