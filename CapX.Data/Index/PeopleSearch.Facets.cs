namespace CapX.Data.Index;

internal sealed partial class PeopleSearch
{
    // Walking the columns of one person costs about as much as counting this many words of a bitmap.
    private const int PersonCost = 400;

    /// <summary>Counts, for each code of each facet, how many people would be found if only that code were chosen in its facet. Codes without people are left
    /// out unless chosen.</summary>
    public FacetCounts Facets()
    {
        var counts = new int[_table.Columns.Count];
        var untouched = Facet.OfPeople.Where(facet => !DependsOnOwnChoice(facet)).ToArray();
        Count(Found, untouched, counts);
        foreach (var facet in Facet.OfPeople.Except(untouched)) CountWithoutOwnChoice(facet, counts);
        return new FacetCounts(Facet.OfPeople, facet => Counted(facet, counts));
    }

    /// <summary>True when the counts of a facet differ from those of the people found. Either something is chosen in it, or its choice changes what method
    /// means.</summary>
    private bool DependsOnOwnChoice(Facet facet) => _filter[facet].Count > 0
        || (facet == Facet.Method ? HasRowsChosen : HasRows(facet) && _filter[Facet.Method].Count > 0);

    /// <summary>True for the facets whose capacities have methods.</summary>
    private static bool HasRows(Facet facet) => facet == Facet.Offers || facet == Facet.Wants;

    private void CountWithoutOwnChoice(Facet facet, int[] counts)
    {
        if (facet == Facet.Method && HasRowsChosen) CountMethodsOfChosenRows(counts);
        else if (HasRows(facet) && _filter[Facet.Method].Count > 0) CountRowsWithMethod(facet, facet == Facet.Offers ? Facet.Wants : Facet.Offers, counts);
        else
        {
            using var people = Fitting(facet);
            Count(people, [facet], counts);
        }
    }

    /// <summary>The count of a method is the number of people who have it on an offer or want chosen by the filter.</summary>
    private void CountMethodsOfChosenRows(int[] counts)
    {
        using var people = Fitting(Facet.Method);
        for (var method = 0; method < Methods.All.Count; method++)
        {
            using var withMethod = Empty();
            AddChosenRowsWithMethod(method, withMethod, Facet.Offers, Facet.Wants);
            counts[_table.Columns.Start(Facet.Method) + method] = withMethod.And(people).Count();
        }
    }

    /// <summary>Counts capacities while a method is chosen. A person counts when a chosen method is on a row at or below the capacity. If the other role has a
    /// choice of its own, a row chosen there counts too.</summary>
    private void CountRowsWithMethod(Facet facet, Facet other, int[] counts)
    {
        using var people = Fitting(facet, Facet.Method);
        using var byOther = Empty();
        foreach (var method in ChosenMethods()) AddChosenRowsWithMethod(method, byOther, other);
        byOther.And(people);
        Count(byOther, [facet], counts);

        people.Except(byOther);
        var capacities = _table.Columns.Capacities.Entries.Count;
        if (IsShortByPerson(people.Count(), capacities * ChosenMethods().Length)) CountRowsWithMethodByPerson(people, facet, counts);
        else
            for (var capacity = 0; capacity < capacities; capacity++)
                counts[_table.Columns.Start(facet) + capacity] += CountOfAny(people, _table.Columns.WithMethod(facet, capacity));
    }

    private void CountRowsWithMethodByPerson(Bitmap people, Facet facet, int[] counts)
    {
        var first = _table.Columns.WithMethod(facet, 0);
        var end = _table.Columns.WithMethod(facet, _table.Columns.Capacities.Entries.Count);
        var isChosen = new bool[Methods.All.Count];
        foreach (var method in ChosenMethods()) isChosen[method] = true;
        foreach (var slot in people)
        {
            // The columns of one capacity are adjacent, so a person is counted once whatever the number of methods.
            var last = -1;
            foreach (var column in _table.Person(slot).Columns)
            {
                if (column < first || column >= end) continue;
                var (capacity, method) = Math.DivRem(column - first, Methods.All.Count);
                if (!isChosen[method] || capacity == last) continue;
                last = capacity;
                counts[_table.Columns.Start(facet) + capacity]++;
            }
        }
    }

    private int CountOfAny(Bitmap people, int firstMethod)
    {
        if (ChosenMethods() is [var only]) return people.CountOf(_table[firstMethod + only]);
        using var any = Empty();
        foreach (var method in ChosenMethods()) any.Or(_table[firstMethod + method]);
        return any.And(people).Count();
    }

    /// <summary>Counts people by the columns of some facets, in the cheapest way.</summary>
    private void Count(Bitmap people, Facet[] facets, int[] counts)
    {
        var size = people.Count();
        if (size == _view.Count) CopyReadyCounts(facets, counts);
        else if (IsShortByPerson(size, facets.Sum(f => _table.Columns.End(f) - _table.Columns.Start(f)))) CountByPerson(people, facets, counts);
        else CountByColumn(people, facets, counts);
    }

    private bool IsShortByPerson(int people, int columns) => (long)people * PersonCost < (long)columns * Bitmap.WordsFor(_table.SlotCount);

    private void CopyReadyCounts(Facet[] facets, int[] counts)
    {
        var ready = _view.Counts();
        foreach (var facet in facets)
        {
            var (start, end) = (_table.Columns.Start(facet), _table.Columns.End(facet));
            ready[start..end].CopyTo(counts.AsSpan(start));
        }
    }

    private void CountByPerson(Bitmap people, Facet[] facets, int[] counts)
    {
        var all = new int[counts.Length];
        foreach (var slot in people)
            foreach (var column in _table.Person(slot).Columns)
                all[column]++;
        foreach (var facet in facets)
        {
            var (start, end) = (_table.Columns.Start(facet), _table.Columns.End(facet));
            Array.Copy(all, start, counts, start, end - start);
        }
    }

    private void CountByColumn(Bitmap people, Facet[] facets, int[] counts)
    {
        foreach (var facet in facets)
            for (var column = _table.Columns.Start(facet); column < _table.Columns.End(facet); column++)
                counts[column] = people.CountOf(_table[column]);
    }

    private FacetCount[] Counted(Facet facet, int[] counts)
    {
        var counted = new FacetCount[_table.Columns.End(facet) - _table.Columns.Start(facet)];
        var (chosen, length) = (_filter[facet], 0);
        foreach (var (code, column) in _table.Columns.InCodeOrder(facet))
            if (counts[column] > 0 || chosen.Contains(code))
                counted[length++] = new FacetCount(code, counts[column]);
        return counted[..length];
    }
}
