namespace CapX.Data;

/// <summary>A rate limit per person: a burst of <c>most</c> calls, refilled evenly over <c>within</c>. It counts calls in memory, so it also applies inside a
/// circuit.</summary>
public sealed class CallLimit(TimeProvider time, int most, TimeSpan within)
{
    private const int PruneAbove = 10_000;

    private readonly Lock _lock = new();

    /// <summary>When each person's allowance is full again, UTC.</summary>
    private readonly Dictionary<ulong, DateTime> _refilled = [];

    /// <summary>Takes one call. Null when it is allowed now, otherwise how long to wait. A refused call does not count.</summary>
    public TimeSpan? Take(ulong personId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var each = within / most;
        lock (_lock)
        {
            if (_refilled.Count > PruneAbove) Prune(now);
            var refilled = _refilled.TryGetValue(personId, out var before) && before > now ? before : now;
            var wait = refilled + each - within - now;
            if (wait > TimeSpan.Zero) return wait;
            _refilled[personId] = refilled + each;
            return null;
        }
    }

    /// <summary>Takes one call when it is first asked, and then keeps the answer. For a transaction, which may run again.</summary>
    public Lazy<TimeSpan?> Once(ulong personId) => new(() => Take(personId));

    private void Prune(DateTime now)
    {
        foreach (var (person, refilled) in _refilled)
            if (refilled <= now)
                _refilled.Remove(person);
    }
}
