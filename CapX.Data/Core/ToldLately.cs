namespace CapX.Data;

/// <summary>Remembers for a day which person caused a notification about which thing, so that undoing and repeating an act notifies no one again. In memory,
/// like all limits.</summary>
internal sealed class ToldLately(TimeProvider time)
{
    private const int PruneAbove = 10_000;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(ulong Person, ulong Thing), DateTime> _until = [];

    public bool Has(ulong personId, ulong thingId)
    {
        lock (_lock) return _until.TryGetValue((personId, thingId), out var until) && until > Now;
    }

    public void Note(ulong personId, ulong thingId)
    {
        lock (_lock)
        {
            if (_until.Count > PruneAbove)
                foreach (var (key, until) in _until)
                    if (until <= Now)
                        _until.Remove(key);
            _until[(personId, thingId)] = Now + Lately;
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
