using System.Collections.Concurrent;
using System.Data.Common;

namespace CapX.Data.People;

/// <summary>The lists of persons who were shown lately: they are most of a page's price, and change only by a save, which <see cref="PersonLists.UpdatedAt"/>
/// tells.</summary>
internal sealed class RecentLists
{
    // About a kilobyte each.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<ulong, PersonLists> _byId = new();
    private int _cleared;

    /// <summary>The lists of persons as just read, by id; one command, or none when all are held. Who hid or saved in between is left out.</summary>
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
            // What was read before the lists changed is not kept.
            if (cleared != Volatile.Read(ref _cleared)) _byId.TryRemove(id, out _);
        }
        return all;
    }

    /// <summary>Forgets a person who saved, hid or was erased.</summary>
    public void Drop(ulong personId) => _byId.TryRemove(personId, out _);

    /// <summary>Forgets all, after a change of the reference lists.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref _cleared);
        _byId.Clear();
    }
}
