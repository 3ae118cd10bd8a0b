namespace CapX.Data.Index;

public sealed partial class PeopleIndex
{
    /// <summary>How many third persons are listed per second person of a ring.</summary>
    public const int ThirdsNamed = 3;

    /// <summary>Finds people who offer something the asker wants and want something the asker offers. Excludes <paramref name="leftOut"/> and people who take
    /// no requests.</summary>
    public MatchesFound<ulong> Mutual(MatchFilter filter, MatchParty party, IReadOnlySet<ulong> leftOut) => Match(filter, party, leftOut, (table, pairs) =>
    {
        using var mutual = pairs.Teachers.Copy().And(pairs.Learners);
        return Page(table, mutual, filter.People);
    });

    /// <summary>Finds the second persons of rings: the asker teaches the second, the second the third, the third the asker. Each comes with the first of the
    /// third persons. All are in the filter's order.</summary>
    public MatchesFound<RingMatched> Rings(MatchFilter filter, MatchParty party, IReadOnlySet<ulong> leftOut) => Match(filter, party, leftOut, (table, pairs) =>
    {
        var rings = new RingSearch(table, filter, pairs);
        using var all = rings.Seconds();
        var firstThirds = new PeopleFilter { Order = filter.People.Order, PageSize = ThirdsNamed };
        var seconds = Page(table, all, filter.People);
        return new MatchesFound<RingMatched>(seconds.Total, [.. seconds.Items.Select(second =>
        {
            using var thirds = rings.Thirds(table.Find(second)!.Value);
            return new RingMatched(second, Page(table, thirds, firstThirds));
        })]);
    });

    /// <summary>Finds the third persons of rings through this second person.</summary>
    public MatchesFound<ulong> RingsThrough(ulong second, MatchFilter filter, MatchParty party, IReadOnlySet<ulong> leftOut) =>
        Match(filter, party, leftOut, (table, pairs) =>
    {
        if (table.Find(second) is not { } slot || !pairs.Learners.Contains(slot)) return new MatchesFound<ulong>(0, []);
        using var thirds = new RingSearch(table, filter, pairs).Thirds(slot);
        return Page(table, thirds, filter.People);
    });

    private T Match<T>(MatchFilter filter, MatchParty party, IReadOnlySet<ulong> leftOut, Func<PeopleTable, MatchSearch, T> question)
    {
        if (filter.People.Order == PeopleOrder.Today) TurnToToday();
        return Read(table =>
        {
            using var pairs = new MatchSearch(table, filter, party, leftOut, Today);
            return question(table, pairs);
        });
    }

    private static MatchesFound<ulong> Page(PeopleTable table, Bitmap found, PeopleFilter filter)
    {
        var total = found.Count();
        var slots = table.InOrder(filter.Order).Take(found, total, (filter.Page - 1L) * filter.PageSize, filter.PageSize);
        return new MatchesFound<ulong>(total, [.. slots.Select(slot => table.Person(slot).Id)]);
    }
}
