using System.Numerics;

namespace CapX.Data.People;

internal sealed partial class PeopleSearch
{
    // To walk one person's columns takes about as long as to count this many words of a bitmap.
    private const int PersonCost = 400;

    /// <summary>For each facet, how many people choosing just one code in it would find, all else unchanged. Codes that would find nobody are left out unless chosen.</summary>
    public PeopleFacets Facets()
    {
        var counts = new int[_table.Columns.Count];
        var untouched = PeopleColumns.Facets.Where(facet => !DependsOnOwnChoice(facet)).ToArray();
        Count(Found, untouched, counts);
        foreach (var facet in PeopleColumns.Facets.Except(untouched)) CountWithoutOwnChoice(facet, counts);
        return new PeopleFacets
        {
            Knows = Counted(PeopleFacet.Knows, counts),
            Offers = Counted(PeopleFacet.Offers, counts),
            Wants = Counted(PeopleFacet.Wants, counts),
            Method = Counted(PeopleFacet.Method, counts),
            Language = Counted(PeopleFacet.Language, counts),
            Territory = Counted(PeopleFacet.Territory, counts),
            Project = Counted(PeopleFacet.Project, counts),
        };
    }

    /// <summary>Whether a facet's counts are others than those of the people found: something is chosen in it, or another choice means something else beside its own.</summary>
    private bool DependsOnOwnChoice(PeopleFacet facet) => facet switch
    {
        PeopleFacet.Offers or PeopleFacet.Wants => _filter[facet].Count > 0 || _methods != 0,
        PeopleFacet.Method => _methods != 0 || (_offered ?? _wanted) is not null,
        _ => _filter[facet].Count > 0,
    };

    private void CountWithoutOwnChoice(PeopleFacet facet, int[] counts)
    {
        switch (facet)
        {
            case PeopleFacet.Method when (_offered ?? _wanted) is not null:
                CountMethodsOfChosenRows(counts);
                break;
            case PeopleFacet.Offers when _methods != 0:
                CountRowsWithMethod(facet, _wanted, counts);
                break;
            case PeopleFacet.Wants when _methods != 0:
                CountRowsWithMethod(facet, _offered, counts);
                break;
            default:
                using (var people = Fitting(facet)) Count(people, [facet], counts);
                break;
        }
    }

    /// <summary>A method's count is that of people with the method on a row chosen by offers or wants.</summary>
    private void CountMethodsOfChosenRows(int[] counts)
    {
        var start = _table.Columns.Start(PeopleFacet.Method);
        using var people = Fitting(PeopleFacet.Method);
        foreach (var slot in people)
        {
            var methods = 0;
            foreach (var row in _table.Person(slot).MethodRows)
                if ((row.IsOffer ? _offered : _wanted)?[row.Capacity] == true)
                    methods |= row.Methods;
            for (; methods != 0; methods &= methods - 1) counts[start + BitOperations.TrailingZeroCount(methods)]++;
        }
    }

    /// <summary>With a method chosen, a capacity's count is that of people with a chosen method on a row at or below it, or, if the other role has its own choice, on a row chosen there.</summary>
    private void CountRowsWithMethod(PeopleFacet facet, bool[]? chosenInOther, int[] counts)
    {
        var isOffer = facet == PeopleFacet.Offers;
        var (start, end) = (_table.Columns.Start(facet), _table.Columns.End(facet));
        var seenFor = new int[end - start];
        Array.Fill(seenFor, -1);
        using var people = Fitting(facet, PeopleFacet.Method);
        using var withMethod = AnyOf(PeopleFacet.Method)!;
        foreach (var slot in people.And(withMethod))
        {
            var person = _table.Person(slot);
            if (chosenInOther is not null && HasMethodOnRow(person, isOffer ? null : chosenInOther, isOffer ? chosenInOther : null))
            {
                foreach (var column in person.Columns)
                    if (column >= start && column < end)
                        counts[column]++;
                continue;
            }
            foreach (var row in person.MethodRows)
            {
                if (row.IsOffer != isOffer || (row.Methods & _methods) == 0) continue;
                foreach (var capacity in _table.Columns.Capacities.SelfAndAncestors(row.Capacity))
                {
                    if (seenFor[capacity] == slot) continue;
                    seenFor[capacity] = slot;
                    counts[start + capacity]++;
                }
            }
        }
    }

    /// <summary>Counts the people by the columns of some facets, by whichever way is shortest.</summary>
    private void Count(Bitmap people, PeopleFacet[] facets, int[] counts)
    {
        var size = people.Count();
        if (size == _table.Visible(_isMember).Count) CopyReadyCounts(facets, counts);
        else if ((long)size * PersonCost < (long)facets.Sum(f => _table.Columns.End(f) - _table.Columns.Start(f)) * _table.SlotCount / 64) CountByPerson(people, facets, counts);
        else CountByColumn(people, facets, counts);
    }

    private void CopyReadyCounts(PeopleFacet[] facets, int[] counts)
    {
        foreach (var facet in facets)
        {
            var (start, end) = (_table.Columns.Start(facet), _table.Columns.End(facet));
            _table.Counts(_isMember)[start..end].CopyTo(counts.AsSpan(start));
        }
    }

    private void CountByPerson(Bitmap people, PeopleFacet[] facets, int[] counts)
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

    private void CountByColumn(Bitmap people, PeopleFacet[] facets, int[] counts)
    {
        foreach (var facet in facets)
            for (var column = _table.Columns.Start(facet); column < _table.Columns.End(facet); column++)
                counts[column] = people.CountOf(_table[column]);
    }

    private List<FacetCount> Counted(PeopleFacet facet, int[] counts)
    {
        var counted = new List<FacetCount>();
        foreach (var (code, column) in _table.Columns.InCodeOrder(facet))
            if (counts[column] > 0 || _filter[facet].Contains(code))
                counted.Add(new FacetCount(code, counts[column]));
        return counted;
    }
}
