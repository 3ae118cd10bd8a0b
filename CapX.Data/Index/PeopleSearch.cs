namespace CapX.Data.Index;

/// <summary>One query: the people who match a filter among those whom the viewer may list. Rents memory, so it must be disposed.</summary>
internal sealed partial class PeopleSearch : IDisposable
{
    private readonly PeopleTable _table;
    private readonly PeopleFilter _filter;
    private readonly PeopleView _view;

    /// <summary>Visible people who match the text.</summary>
    private readonly Bitmap _readable;

    /// <summary>For each facet, the people who match what is chosen in it. Null when nothing is chosen.</summary>
    private readonly Bitmap?[] _fitting = new Bitmap?[Facet.OfPeople.Count];

    private int[]? _methods;

    public PeopleSearch(PeopleView view, PeopleFilter filter)
    {
        (_table, _filter, _view) = (view.Table, filter, view);
        _readable = Readable();
        foreach (var facet in Facet.OfPeople) _fitting[facet.Place] = AnyOf(facet);
        Found = Fitting();
        Total = Found.Count();
    }

    public Bitmap Found { get; }

    public int Total { get; }

    /// <summary>Returns the ids of the filter's page, in the filter's order.</summary>
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
        var visible = _view.Visible();
        var queries = _filter.Queries.Select(Text.Sought).Where(words => words.Count > 0).ToList();
        if (queries.Count == 0) return visible;
        using var any = Empty();
        foreach (var words in queries)
        {
            using var all = visible.Copy();
            foreach (var word in words)
            {
                using var holding = Holding(word);
                all.And(holding);
            }
            any.Or(all);
        }
        return visible.And(any);
    }

    private Bitmap Holding(SoughtWord sought)
    {
        var holding = Empty();
        _table.FindWord(sought.Word, holding);
        if (sought.Parts.Count == 0) return holding;
        using var all = _view.Visible();
        foreach (var part in sought.Parts)
        {
            using var one = Empty();
            _table.FindWord(part, one);
            all.And(one);
        }
        return holding.Or(all);
    }

    private bool HasRowsChosen => _filter[Facet.Offers].Count + _filter[Facet.Wants].Count > 0;

    private Bitmap? AnyOf(Facet facet)
    {
        if (_filter[facet].Count == 0) return null;
        var people = Empty();
        if (facet == Facet.Method && HasRowsChosen)
        {
            foreach (var method in ChosenMethods()) AddChosenRowsWithMethod(method, people, Facet.Offers, Facet.Wants);
            return people;
        }
        foreach (var code in _filter[facet])
        {
            if (_table.Columns.Find(facet, code) is not { } column) continue;
            people.Or(_table[column]);
            foreach (var beside in _table.Columns.Besides(facet, code)) people.Or(_table[beside]);
        }
        return people;
    }

    private int[] ChosenMethods() =>
        _methods ??= [.. _filter[Facet.Method].Select(code => _table.Columns.Find(Facet.Method, code) - _table.Columns.Start(Facet.Method)).OfType<int>()
            .Distinct()];

    /// <summary>Adds people who have a method on an offer or want chosen by the filter. A method belongs to the row, not to the person.</summary>
    private void AddChosenRowsWithMethod(int method, Bitmap people, params ReadOnlySpan<Facet> offersOrWants)
    {
        foreach (var facet in offersOrWants)
            foreach (var code in _filter[facet])
                if (_table.Columns.Find(facet, code) is { } column)
                    people.Or(_table[_table.Columns.WithMethod(facet, column - _table.Columns.Start(facet)) + method]);
    }

    /// <summary>Returns the people who match the text and all facets except the given ones.</summary>
    private Bitmap Fitting(params ReadOnlySpan<Facet> except)
    {
        var people = _readable.Copy();
        foreach (var facet in Facet.OfPeople)
            if (_fitting[facet.Place] is { } fitting && !except.Contains(facet))
                people.And(fitting);
        return people;
    }
}
