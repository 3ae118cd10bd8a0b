using System.Collections.Concurrent;

namespace CapX.Data.Exchanges;

/// <summary>Tells live pages, after a commit, that something changed for a person. What changed they read by themselves. One program runs at a time, so memory
/// is enough.</summary>
public sealed class ExchangeNews
{
    private readonly ConcurrentDictionary<(ulong PersonId, object Listener), Action<ulong>> _listeners = new();

    /// <summary>Calls back with the id of each exchange that changed for the person, until the listener is disposed. The call comes from any thread and must
    /// not wait.</summary>
    public IDisposable Listen(ulong personId, Action<ulong> changed)
    {
        var key = (personId, new object());
        _listeners[key] = changed;
        return new Listening(() => _listeners.TryRemove(key, out _));
    }

    /// <summary>Tells that an exchange changed for some persons.</summary>
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
