using System.Data.Common;

namespace CapX.Data.Index;

public sealed partial class PeopleIndex
{
    private const int Portion = 5_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // One reader of SQL at a time: whoever reads later sees what was committed earlier, so the last state entered is the newest.
    private readonly SemaphoreSlim _gate = new(1);

    // Who must be read again, with the number of the latest call: a person who becomes due while being read stays due.
    private readonly Dictionary<ulong, long> _due = [];
    private long _calls;
    private readonly CancellationTokenSource _disposed = new();
    private bool _isRetrying;

    // The latest call that changed who has blocked whom, while it is not read yet; else zero.
    private long _blocksDue;

    // Set while the reference lists have changed and the index has not followed yet.
    private bool _isOutdated;

    /// <summary>Whether the index knows of every commit that it was told of.</summary>
    public bool IsCurrent
    {
        get
        {
            lock (_due) return _due.Count == 0 && _blocksDue == 0 && !_isOutdated;
        }
    }

    /// <summary>Fills the index from the database; once more after the reference lists changed. Questions go on meanwhile. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
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

    /// <summary>Fills the index anew after the reference lists changed; if the database is away, as soon as it is back, and <see cref="IsCurrent"/> is false
    /// until then.</summary>
    public Task ReloadAsync()
    {
        lock (_due) _isOutdated = true;
        Recent.Clear();
        return TryCatchUpAsync();
    }

    private async Task FillAsync(CancellationToken token)
    {
        lock (_due) _isOutdated = false;
        try
        {
            var table = new PeopleTable(_lists, Today);
            var next = _people.RunAsync(0, ulong.MaxValue, Portion, token);
            for (var isLast = false; !isLast;)
            {
                var people = await next.ConfigureAwait(false);
                isLast = people.Count < Portion;
                // The database reads the next portion while this one is entered.
                if (!isLast) next = _people.RunAsync(people[^1].Id + 1, ulong.MaxValue, Portion, token);
                foreach (var person in people) table.Put(person);
            }
            await Blocks.LoadAsync(token).ConfigureAwait(false);
            table.Sort();
            Write(_ => _table = table);
            Recent.Clear();
        }
        catch
        {
            lock (_due) _isOutdated = true;
            throw;
        }
    }

    /// <summary>Reads one person again, after a commit that may have changed, hidden or erased that person. What was committed before the call is in the index
    /// when
    /// it ends; if the database is away, it is read as soon as it is back, and <see cref="IsCurrent"/> is false until then.</summary>
    public async Task RefreshAsync(ulong personId)
    {
        lock (_due) _due[personId] = ++_calls;
        Recent.Drop(personId);
        await TryCatchUpAsync().ConfigureAwait(false);
    }

    /// <summary>Reads again who has blocked whom, after a commit that changed it; what holds for a person holds for these.</summary>
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
                // Said by IsCurrent, and tried again.
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
