namespace CapX.Data.Exchanges;

/// <summary>Wakes the outbox after a commit, so that messages need not wait for its next poll. Extra or missing signals lose nothing.</summary>
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

    /// <summary>Waits until it is rung, at most for the given time.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken token) => _bell.WaitAsync(atMost, token);

    public void Dispose() => _bell.Dispose();
}
