namespace CapX.Data.People;

/// <summary>One question to the table: whom a filter finds among those whom the viewer may list. Borrows memory: dispose it.</summary>
internal sealed partial class PeopleSearch : IDisposable
{
    private readonly PeopleTable _table;
    private readonly PeopleFilter _filter;
    private readonly bool _isMember;

    /// <summary>Visible people who fit the text.</summary>
    private readonly Bitmap _readable;

    /// <summary>By facet, those who fit what is chosen in it; null where nothing is.</summary>
    private readonly Bitmap?[] _fitting = new Bitmap?[PeopleColumns.Facets.Length];

    // By position, the capacities chosen and all below; null where none is chosen.
    private readonly bool[]? _offered;
    private readonly bool[]? _wanted;
    private readonly int _methods;

    public PeopleSearch(PeopleTable table, PeopleFilter filter, bool isMember)
    {
        (_table, _filter, _isMember) = (table, filter, isMember);
        _offered = Chosen(filter.Offers);
        _wanted = Chosen(filter.Wants);
        _methods = Methods.ToBits(filter.Method);
        _readable = Readable();
        foreach (var facet in PeopleColumns.Facets) _fitting[(int)facet] = AnyOf(facet);
        if (_methods != 0 && (_offered ?? _wanted) is not null) RestrictMethodToChosenRows();
        Found = Fitting();
        Total = Found.Count();
    }

    public Bitmap Found { get; }

    public int Total { get; }

    /// <summary>The ids of the filter's page in the filter's order.</summary>
    public IReadOnlyList<ulong> Page() =>
    [
        .. _table.InOrder(_filter.Order).Take(Found, Total, (_filter.Page - 1L) * _filter.PageSize, _filter.PageSize).Select(slot => _table.Person(slot).Id),
    ];

    public void Dispose()
    {
        Found.Dispose();
        _readable.Dispose();
        foreach (var people in _fitting) people?.Dispose();
    }

    private Bitmap Empty() => new(_table.SlotCount);

    private Bitmap Readable()
    {
        var visible = Empty().Or(_table.Visible(_isMember));
        var queries = _filter.Queries.Select(Text.Words).Where(words => words.Count > 0).ToList();
        if (queries.Count == 0) return visible;
        using var any = Empty();
        foreach (var words in queries)
        {
            using var all = visible.Copy();
            foreach (var word in words)
            {
                using var holding = Empty();
                _table.FindWord(word, holding);
                all.And(holding);
            }
            any.Or(all);
        }
        return visible.And(any);
    }

    private Bitmap? AnyOf(PeopleFacet facet)
    {
        if (_filter[facet].Count == 0) return null;
        var people = Empty();
        foreach (var code in _filter[facet])
            if (_table.Columns.Find(facet, code) is { } column)
                people.Or(_table[column]);
        return people;
    }

    private bool[]? Chosen(IReadOnlyList<string> codes)
    {
        if (codes.Count == 0) return null;
        var tree = _table.Columns.Capacities;
        var chosen = new bool[tree.Entries.Count];
        foreach (var code in codes)
            if (tree.Find(code) is { } capacity)
                chosen.AsSpan()[tree.SelfAndDescendants(capacity.Position)].Fill(true);
        return chosen;
    }

    /// <summary>A method stands on a row chosen by offers or wants: whether it does is known only row by row.</summary>
    private void RestrictMethodToChosenRows()
    {
        using var candidates = _fitting[(int)PeopleFacet.Method]!;
        var people = Fitting(PeopleFacet.Knows, PeopleFacet.Language, PeopleFacet.Territory, PeopleFacet.Project);
        foreach (var slot in people)
            if (!HasMethodOnRow(_table.Person(slot), _offered, _wanted))
                people.Remove(slot);
        _fitting[(int)PeopleFacet.Method] = people;
    }

    private bool HasMethodOnRow(IndexedPerson person, bool[]? offered, bool[]? wanted)
    {
        foreach (var row in person.MethodRows)
            if ((row.Methods & _methods) != 0 && (row.IsOffer ? offered : wanted)?[row.Capacity] == true)
                return true;
        return false;
    }

    /// <summary>Those who fit the text and all facets, or all but some of them.</summary>
    private Bitmap Fitting(params ReadOnlySpan<PeopleFacet> except)
    {
        var people = _readable.Copy();
        foreach (var facet in PeopleColumns.Facets)
            if (_fitting[(int)facet] is { } fitting && !except.Contains(facet))
                people.And(fitting);
        return people;
    }
}
