namespace CapX.Data;

/// <summary>How often one person may do one thing: so many times at once, refilled evenly. Kept in memory, so that it also holds inside a circuit.</summary>
public sealed class CallLimit(TimeProvider time, int most, TimeSpan within)
{
    private const int PruneAbove = 10_000;

    private readonly Lock _lock = new();

    /// <summary>For each person the moment at which everything taken is refilled.</summary>
    private readonly Dictionary<ulong, DateTime> _refilled = [];

    /// <summary>Takes one. Null when it may be done now, else how long to wait; waiting costs nothing.</summary>
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

    private void Prune(DateTime now)
    {
        foreach (var (person, refilled) in _refilled)
            if (refilled <= now)
                _refilled.Remove(person);
    }
}
