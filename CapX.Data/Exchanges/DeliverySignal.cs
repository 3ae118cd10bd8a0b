namespace CapX.Data.Exchanges;

/// <summary>Wakes the outbox after a commit, so that nobody waits for its next look. Rung too often or not at all, nothing is lost.</summary>
public sealed class DeliverySignal : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0, 1);
    private readonly Lock _lock = new();

    public void Ring()
    {
        lock (_lock)
            if (_bell.CurrentCount == 0)
                _bell.Release();
    }

    /// <summary>Until it is rung, at most that long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken token) => _bell.WaitAsync(atMost, token);

    public void Dispose() => _bell.Dispose();
}
