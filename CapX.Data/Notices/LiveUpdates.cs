using System.Collections.Concurrent;

namespace CapX.Data.Notices;

/// <summary>Tells live pages after a commit that something changed for a person. The pages then read the change themselves. Kept in memory, because only one
/// process runs at a time.</summary>
public sealed class LiveUpdates
{
    private readonly ConcurrentDictionary<(ulong PersonId, object Listener), Action<ulong>> _listeners = new();

    /// <summary>Calls <paramref name="changed"/> with the id of each exchange that changes for the person, until the result is disposed. Calls come from any
    /// thread and must not block.</summary>
    public IDisposable Listen(ulong personId, Action<ulong> changed)
    {
        var key = (personId, new object());
        _listeners[key] = changed;
        return new Listening(() => _listeners.TryRemove(key, out _));
    }

    /// <summary>Notifies the listeners of these people that an exchange changed.</summary>
    public void Tell(ulong exchangeId, params ReadOnlySpan<ulong?> personIds)
    {
        foreach (var (key, changed) in _listeners)
            if (personIds.Contains(key.PersonId))
                changed(exchangeId);
    }

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
