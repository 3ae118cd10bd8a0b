using System.Collections.Concurrent;
using System.Data.Common;
using CapX.Data.Index;

namespace CapX.Data.People;

/// <summary>A cache of the lists of people who were shown recently, which are most of the cost of a page. Lists change only by a save, which changes <see
/// cref="PersonLists.UpdatedAt"/>.</summary>
internal sealed class RecentLists : PeopleCache
{
    // About a kilobyte each.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<ulong, PersonLists> _byId = new();
    private int _cleared;

    /// <summary>Returns the lists of people that were just read, by id. One SQL command, or none when all are cached. People who saved or hid in between are
    /// left out.</summary>
    public async Task<IReadOnlyDictionary<ulong, PersonLists>> OfAsync(DbConnection connection, IReadOnlyCollection<PersonRow> persons, Viewer viewer)
    {
        var all = new Dictionary<ulong, PersonLists>();
        foreach (var person in persons)
            if (_byId.TryGetValue(person.Id, out var held) && held.UpdatedAt == person.UpdatedAt)
                all[person.Id] = held;

        if (_byId.Count > Most) _byId.Clear();
        var cleared = Volatile.Read(ref _cleared);
        foreach (var (id, lists) in await PersonLists.ReadAsync(connection, [.. persons.Select(p => p.Id).Where(id => !all.ContainsKey(id))], viewer))
        {
            all[id] = _byId[id] = lists;
            // Lists that were read before the reference lists changed must not stay cached.
            if (cleared != Volatile.Read(ref _cleared)) _byId.TryRemove(id, out _);
        }
        return all;
    }

    public override void Drop(ulong personId) => _byId.TryRemove(personId, out _);

    public override void Clear()
    {
        Interlocked.Increment(ref _cleared);
        _byId.Clear();
    }
}
