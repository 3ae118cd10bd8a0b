namespace CapX.Data.Index;

/// <summary>One query for rings of three: the asker teaches the second, the second the third, the third the asker. Ignores blocks between the second and the
/// third, because the asker must not learn of them.</summary>
internal sealed class RingSearch
{
    private readonly PeopleTable _table;
    private readonly MatchSearch _pairs;
    private readonly bool _inAnyLanguage;

    public RingSearch(PeopleTable table, MatchFilter filter, MatchSearch pairs)
    {
        (_table, _pairs, _inAnyLanguage) = (table, pairs, filter.InAnyLanguage);
    }

    /// <summary>Returns the people whom the asker could teach and with whom at least one ring closes. The caller disposes the result.</summary>
    public Bitmap Seconds() => _inAnyLanguage ? Closing(_pairs.Teachers).And(_pairs.Learners) : ClosingInCommonLanguages();

    /// <summary>Returns the people with whom a ring closes through this second person. The caller disposes the result.</summary>
    public Bitmap Thirds(int second)
    {
        var columns = _table.Columns;
        var (firstOffer, lastOffer) = (columns.Start(Facet.Offers), columns.End(Facet.Offers));
        var (firstLanguage, lastLanguage) = (columns.Start(Facet.Language), columns.End(Facet.Language));
        var thirds = new Bitmap(_table.SlotCount);
        using var speakers = new Bitmap(_table.SlotCount);
        foreach (int column in _table.Person(second).Columns)
        {
            // The columns of offers include the ancestors, which a want may name.
            if (column >= firstOffer && column < lastOffer) thirds.Or(_table[columns.Exact(CapacityRole.Wants, column - firstOffer)]);
            else if (column >= firstLanguage && column < lastLanguage) speakers.Or(_table[column]);
        }
        thirds.And(_pairs.Teachers);
        if (!_inAnyLanguage) thirds.And(speakers);
        thirds.Remove(second);
        return thirds;
    }

    /// <summary>Checks each of the asker's languages first, because nearly every ring has one that all three share. In the few other rings, the second and the
    /// third may share one that the asker does not know.</summary>
    private Bitmap ClosingInCommonLanguages()
    {
        var seconds = new Bitmap(_table.SlotCount);
        foreach (var language in _pairs.Languages)
        {
            using var speakers = _pairs.Speakers(language);
            using var teachers = speakers.Copy().And(_pairs.Teachers);
            using var closing = Closing(teachers).And(speakers);
            seconds.Or(closing);
        }
        seconds.And(_pairs.Learners);
        using var unsettled = Closing(_pairs.Teachers).And(_pairs.Learners).Except(seconds);
        foreach (var second in unsettled)
        {
            using var thirds = Thirds(second);
            if (thirds.Count() > 0) seconds.Add(second);
        }
        return seconds;
    }

    /// <summary>Returns the people who offer something that a teacher other than themselves wants.</summary>
    private Bitmap Closing(Bitmap teachers)
    {
        var columns = _table.Columns;
        var closing = new Bitmap(_table.SlotCount);
        for (var capacity = 0; capacity < columns.Capacities.Entries.Count; capacity++)
        {
            var wanting = _table[columns.Exact(CapacityRole.Wants, capacity)];
            var count = teachers.CountOf(wanting);
            if (count == 0) continue;
            // No one closes a ring with themselves.
            var alone = count == 1 ? teachers.FirstOf(wanting) : -1;
            var staysOut = alone >= 0 && !closing.Contains(alone);
            closing.Or(_table[columns.Start(Facet.Offers) + capacity]);
            if (staysOut) closing.Remove(alone);
            // Everyone who offers a descendant has been added already.
            if (alone < 0) capacity = columns.Capacities.SelfAndDescendants(capacity).End.Value - 1;
        }
        return closing;
    }
}
