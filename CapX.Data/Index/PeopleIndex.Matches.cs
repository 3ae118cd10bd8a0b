namespace CapX.Data.Index;

public sealed partial class PeopleIndex
{
    /// <summary>How many third persons of a ring are named at once.</summary>
    public const int ThirdsNamed = 3;

    /// <summary>Who offers something that the asker wants and wants something that the asker offers. Nobody of <paramref name="leftOut"/>, nobody who takes no
    /// requests.</summary>
    public MatchesFound<ulong> Mutual(MatchFilter filter, MatchParty party, IReadOnlySet<ulong> leftOut) => Match(filter, party, leftOut, (table, pairs) =>
    {
        using var mutual = pairs.Teachers.Copy().And(pairs.Learners);
        return Page(table, mutual, filter.People);
    });

    /// <summary>The second persons of rings (the asker teaches the second, the second the third, the third the asker), each with the first of the third ones,
    /// all in the filter's order.</summary>
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

    /// <summary>The third persons of the rings with this second one.</summary>
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
