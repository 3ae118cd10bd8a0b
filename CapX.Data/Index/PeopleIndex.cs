using System.Collections.Concurrent;
using CapX.Data.Content;

namespace CapX.Data.Index;

/// <summary>Searches people in memory: finds them, sorts them and computes all counts. Filled from SQL by <see cref="LoadAsync"/>, and updated after each
/// commit by <see cref="RefreshAsync"/>. It is never the source of truth. Queries throw <see cref="InvalidOperationException"/> until it is filled.</summary>
public sealed partial class PeopleIndex : IDisposable
{
    // Queries take milliseconds and changes well under one. A shared lock for readers costs less than copying the state for each change.
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly TimeProvider _time;
    private readonly Vocabulary _vocabulary;
    private readonly IndexedPeopleQuery _people;
    private readonly ConcurrentDictionary<Type, PeopleCache> _kept = new();
    private PeopleTable? _table;
    private long _changes;

    public PeopleIndex(Database database, Vocabulary vocabulary, TimeProvider time)
    {
        (_people, _vocabulary, _time, Blocks) = (new IndexedPeopleQuery(database), vocabulary, time, new BlockedPairs(database));
    }

    /// <summary>True when the index can be queried.</summary>
    public bool IsFilled => Volatile.Read(ref _table) is not null;

    /// <summary>How many times the answers may have changed.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Who has blocked whom.</summary>
    internal BlockedPairs Blocks { get; }

    /// <summary>Cleared on every change of the table.</summary>
    internal RecentFacets Counted { get; } = new();

    /// <summary>The number of different words and letter pairs in the index.</summary>
    internal int TermCount => Read(table => table.TermCount);

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <summary>Returns one page of ids, the total and all facets for a filter, among the people whom the viewer may list.</summary>
    public PeopleMatched Find(PeopleFilter filter, Viewer viewer)
    {
        if (filter.Order == PeopleOrder.Today) TurnToToday();
        return Read(viewer, view =>
        {
            using var search = new PeopleSearch(view, filter);
            return new PeopleMatched
            {
                Total = search.Total, Ids = search.Page(),
                Facets = view.IsOwn ? search.Facets() : Counted.Of(filter, viewer.IsMember, search.Facets)
            };
        });
    }

    /// <summary>Returns how many people match a filter, among those whom the viewer may list.</summary>
    public int Count(PeopleFilter filter, Viewer viewer) => Read(viewer, view =>
    {
        using var search = new PeopleSearch(view, filter);
        return search.Total;
    });

    /// <summary>Returns the number of people per role at or below every capacity, in tree order. Zero for a capacity that was added since the index was
    /// filled.</summary>
    public IReadOnlyList<CapacityCount> CapacityCounts(Viewer viewer) => Read(viewer, view =>
    {
        var (table, counts) = (view.Table, view.Counts().ToArray());
        var all = new List<CapacityCount>();
        foreach (var capacity in _vocabulary.Capacities.Entries)
        {
            var position = table.Columns.PositionOf(capacity.Id);
            int Of(Facet facet) => position is { } at ? counts[table.Columns.Start(facet) + at] : 0;
            all.Add(new CapacityCount(capacity.Code, Of(Facet.Knows), Of(Facet.Offers), Of(Facet.Wants)));
        }
        return all;
    });

    /// <summary>Returns how many people offer anything, in how many countries, and how many different capacities they offer.</summary>
    public OfferFigures OfferFigures(Viewer viewer) => Read(viewer, view =>
    {
        var table = view.Table;
        var columns = table.Columns;
        using var offering = new Bitmap(table.SlotCount);
        foreach (var root in columns.Capacities.Roots) offering.Or(table[columns.Start(Facet.Offers) + root.Position]);
        using var visible = view.Visible();
        offering.And(visible);

        var (countries, capacities) = (0, 0);
        // Country codes are letters, and the codes of the regions above them are digits.
        foreach (var (code, column) in columns.InCodeOrder(Facet.Territory))
            if (char.IsAsciiLetter(code[0]) && offering.CountOf(table[column]) > 0)
                countries++;
        foreach (var capacity in columns.Capacities.Entries)
            if (view.Counts()[columns.Exact(CapacityRole.Offers, capacity.Position)] > 0)
                capacities++;
        return new OfferFigures(offering.Count(), countries, capacities);
    });

    /// <summary>Returns the cache of a feature. The index drops from it whatever it reads again.</summary>
    internal T Kept<T>() where T : PeopleCache, new() => (T)_kept.GetOrAdd(typeof(T), _ => new T());

    private T Read<T>(Viewer viewer, Func<PeopleView, T> question) => Read(table => question(new PeopleView(table, viewer, Blocks.Of(viewer.PersonId))));

    private T Read<T>(Func<PeopleTable, T> question)
    {
        _lock.EnterReadLock();
        try
        {
            return question(_table ?? throw new InvalidOperationException("The people index is not loaded yet."));
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private void Write(Action<PeopleTable?> change)
    {
        _lock.EnterWriteLock();
        try
        {
            change(_table);
            Counted.Clear();
        }
        finally
        {
            Interlocked.Increment(ref _changes);
            _lock.ExitWriteLock();
        }
    }

    private void TurnToToday()
    {
        if (Read(table => table.Today) == Today) return;
        Write(table =>
        {
            // Another thread may have done this while this one waited for the lock.
            if (table!.Today != Today) table.TurnTo(Today);
        });
    }
}
