namespace CapX.Data.Index;

/// <summary>One query for matches: who could learn from the asker, and who could teach the asker. Rents memory, so it must be disposed.</summary>
internal sealed class MatchSearch : IDisposable
{
    private readonly PeopleTable _table;
    private readonly CodeTree _capacities;

    public MatchSearch(PeopleTable table, MatchFilter filter, MatchParty party, IReadOnlySet<ulong> leftOut, DateOnly today)
    {
        (_table, _capacities) = (table, table.Columns.Capacities);
        Languages = [.. table.Columns.OfLanguages(party.Languages)];
        var ofOthers = filter.People.With(Facet.Offers, []).With(Facet.Wants, []);
        using var others = new PeopleSearch(new PeopleView(table, Viewer.Member(party.Id), leftOut), ofOthers);
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
        Learners = WhoWant(Counting(party.Offers, filter.People[Facet.Wants])).And(others.Found);
        Teachers = WhoOffer(Counting(party.Wants, filter.People[Facet.Offers])).And(others.Found);
    }

    /// <summary>The columns of the asker's languages. A language and its variants count as one.</summary>
    public IReadOnlyList<int> Languages { get; }

    /// <summary>People who want something that the asker offers.</summary>
    public Bitmap Learners { get; }

    /// <summary>People who offer something that the asker wants.</summary>
    public Bitmap Teachers { get; }

    /// <summary>Returns the people who know at least one of these languages, given by their columns.</summary>
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

    /// <summary>Returns those of the asker's capacities that are at or below a chosen one, or all when none is chosen.</summary>
    private IEnumerable<int> Counting(IReadOnlyList<string> own, IReadOnlyList<string> chosen)
    {
        var tops = chosen.Select(code => _capacities.Find(code)?.Position ?? -1).ToList();
        foreach (var code in own)
        {
            if (_capacities.Find(code) is not { } capacity) continue;
            if (tops.Count == 0 || tops.Exists(top => _capacities.SelfAndAncestors(capacity.Position).Contains(top))) yield return capacity.Position;
        }
    }

    /// <summary>An offer matches a want for the same capacity or for any of its ancestors.</summary>
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
        foreach (var capacity in wanted) people.Or(_table[_table.Columns.Start(Facet.Offers) + capacity]);
        return people;
    }
}
