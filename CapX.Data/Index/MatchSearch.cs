namespace CapX.Data.Index;

/// <summary>One question for matches: who could learn something from the asker, and who could teach the asker something. Borrows memory: dispose it.</summary>
internal sealed class MatchSearch : IDisposable
{
    private readonly PeopleTable _table;
    private readonly CodeTree _capacities;

    public MatchSearch(PeopleTable table, MatchFilter filter, MatchParty party, IReadOnlySet<ulong> leftOut, DateOnly today)
    {
        (_table, _capacities) = (table, table.Columns.Capacities);
        Languages = [.. table.Columns.OfLanguages(party.Languages)];
        using var others = new PeopleSearch(new PeopleView(table, Viewer.Member(party.Id), leftOut), filter.People with { Offers = [], Wants = [] });
        using var notTaking = Empty();
        table.AddNotTaking(today, notTaking);
        foreach (var id in leftOut.Append(party.Id))
            foreach (var slot in ((int?[])[table.Find(id), table.FindForVisitors(id)]).OfType<int>())
                notTaking.Add(slot);
        others.Found.Except(notTaking);
        if (!filter.InAnyLanguage)
        {
            using var speakers = Speakers(Languages);
            others.Found.And(speakers);
        }
        Learners = WhoWant(Counting(party.Offers, filter.People.Wants)).And(others.Found);
        Teachers = WhoOffer(Counting(party.Wants, filter.People.Offers)).And(others.Found);
    }

    /// <summary>The columns of the asker's languages; a language and its variants are one.</summary>
    public IReadOnlyList<int> Languages { get; }

    /// <summary>Those who want something that the asker offers.</summary>
    public Bitmap Learners { get; }

    /// <summary>Those who offer something that the asker wants.</summary>
    public Bitmap Teachers { get; }

    /// <summary>Those who know at least one of the languages of these columns.</summary>
    public Bitmap Speakers(params IEnumerable<int> languages)
    {
        var people = Empty();
        foreach (var language in languages) people.Or(_table[language]);
        return people;
    }

    public void Dispose()
    {
        Learners.Dispose();
        Teachers.Dispose();
    }

    private Bitmap Empty() => new(_table.SlotCount);

    /// <summary>Of the asker's capacities, those at or below a chosen one; all when none is chosen.</summary>
    private IEnumerable<int> Counting(IReadOnlyList<string> own, IReadOnlyList<string> chosen)
    {
        var tops = chosen.Select(code => _capacities.Find(code)?.Position ?? -1).ToList();
        foreach (var code in own)
        {
            if (_capacities.Find(code) is not { } capacity) continue;
            if (tops.Count == 0 || tops.Exists(top => _capacities.SelfAndAncestors(capacity.Position).Contains(top))) yield return capacity.Position;
        }
    }

    /// <summary>An offer answers a want of the same capacity and of any above it.</summary>
    private Bitmap WhoWant(IEnumerable<int> offered)
    {
        var people = Empty();
        foreach (var capacity in offered)
            foreach (var above in _capacities.SelfAndAncestors(capacity))
                people.Or(_table[_table.Columns.Exact(CapacityRole.Wants, above)]);
        return people;
    }

    private Bitmap WhoOffer(IEnumerable<int> wanted)
    {
        var people = Empty();
        foreach (var capacity in wanted) people.Or(_table[_table.Columns.Start(PeopleFacet.Offers) + capacity]);
        return people;
    }
}
