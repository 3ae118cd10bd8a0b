using System.Data.Common;

namespace CapX.Data.Index;

public sealed partial class PeopleIndex
{
    private const int Portion = 5_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Only one refresh reads from SQL at a time. A later read sees everything committed earlier, so the last state written to the index is the newest.
    private readonly SemaphoreSlim _gate = new(1);

    // People to be read again, each with the number of the latest call. A person marked again while being read stays due.
    private readonly Dictionary<ulong, long> _due = [];
    private long _calls;
    private readonly CancellationTokenSource _disposed = new();
    private bool _isRetrying;

    // The number of the latest call that reported a change of blocks, until it has been read. Otherwise zero.
    private long _blocksDue;

    // True after the reference lists changed, until the index has been rebuilt.
    private bool _isOutdated;

    /// <summary>True when the index includes every commit that was reported to it.</summary>
    public bool IsCurrent
    {
        get
        {
            lock (_due) return _due.Count == 0 && _blocksDue == 0 && !_isOutdated;
        }
    }

    /// <summary>Fills the index from the database, and again after the reference lists changed. Queries continue meanwhile.</summary>
    public async Task LoadAsync(CancellationToken token = default)
    {
        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            await FillAsync(token).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Refills the index after the reference lists changed. If the database is away, this happens once it is back, and <see cref="IsCurrent"/> is
    /// false until then.</summary>
    public Task ReloadAsync()
    {
        lock (_due) _isOutdated = true;
        foreach (var cache in _kept.Values) cache.Clear();
        return TryCatchUpAsync();
    }

    private async Task FillAsync(CancellationToken token)
    {
        lock (_due) _isOutdated = false;
        try
        {
            var table = new PeopleTable(_vocabulary, Today);
            var next = _people.RunAsync(0, ulong.MaxValue, Portion, token);
            for (var isLast = false; !isLast;)
            {
                var people = await next.ConfigureAwait(false);
                isLast = people.Count < Portion;
                // Prefetches the next portion while this one is being indexed.
                if (!isLast) next = _people.RunAsync(people[^1].Id + 1, ulong.MaxValue, Portion, token);
                foreach (var person in people) table.Put(person);
            }
            await Blocks.LoadAsync(token).ConfigureAwait(false);
            table.Sort();
            Write(_ => _table = table);
            foreach (var cache in _kept.Values) cache.Clear();
        }
        catch
        {
            lock (_due) _isOutdated = true;
            throw;
        }
    }

    /// <summary>Reads one person again, after a commit that may have changed, hidden or erased them. When it ends, the index includes everything committed
    /// before the call. If the database is away, this happens once it is back, and <see cref="IsCurrent"/> is false until then.</summary>
    public async Task RefreshAsync(ulong personId)
    {
        lock (_due) _due[personId] = ++_calls;
        foreach (var cache in _kept.Values) cache.Drop(personId);
        await TryCatchUpAsync().ConfigureAwait(false);
    }

    /// <summary>Reads all blocks again after a commit that changed them, with the same guarantees as <see cref="RefreshAsync"/>.</summary>
    public Task RefreshBlocksAsync()
    {
        lock (_due) _blocksDue = ++_calls;
        return TryCatchUpAsync();
    }

    private async Task TryCatchUpAsync()
    {
        try
        {
            await CatchUpAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (!_disposed.IsCancellationRequested)
        {
            StartRetrying();
            if (failure is not (DatabaseAwayException or DbException)) throw;
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
        _gate.Dispose();
        _lock.Dispose();
    }

    private async Task CatchUpAsync()
    {
        await _gate.WaitAsync(_disposed.Token).ConfigureAwait(false);
        try
        {
            if (IsOutdated) await FillAsync(_disposed.Token).ConfigureAwait(false);
            if (BlocksDue is > 0 and var latest)
            {
                await Blocks.LoadAsync(_disposed.Token).ConfigureAwait(false);
                lock (_due)
                    if (_blocksDue == latest)
                        _blocksDue = 0;
            }
            while (FirstDue() is var (id, call))
            {
                var people = await _people.RunAsync(id, id, 1, _disposed.Token).ConfigureAwait(false);
                Write(table =>
                {
                    if (people is [var person]) table?.Put(person);
                    else table?.Remove(id);
                });
                lock (_due)
                    if (_due[id] == call)
                        _due.Remove(id);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool IsOutdated
    {
        get
        {
            lock (_due) return _isOutdated;
        }
    }

    private long BlocksDue
    {
        get
        {
            lock (_due) return _blocksDue;
        }
    }

    private (ulong Id, long Call)? FirstDue()
    {
        lock (_due)
        {
            foreach (var (id, call) in _due) return (id, call);
            return null;
        }
    }

    private void StartRetrying()
    {
        lock (_due)
        {
            if (_isRetrying) return;
            _isRetrying = true;
        }
        _ = Task.Run(RetryAsync, _disposed.Token);
    }

    private async Task RetryAsync()
    {
        while (true)
        {
            await Task.Delay(RetryAfter, _time, _disposed.Token).ConfigureAwait(false);
            try
            {
                await CatchUpAsync().ConfigureAwait(false);
            }
            catch (Exception) when (!_disposed.IsCancellationRequested)
            {
                // IsCurrent reports the failure, and the loop tries again.
                continue;
            }
            lock (_due)
            {
                if (_due.Count > 0 || _blocksDue > 0 || _isOutdated) continue;
                _isRetrying = false;
                return;
            }
        }
    }
}
