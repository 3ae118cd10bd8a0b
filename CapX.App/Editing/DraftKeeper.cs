using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.App.Editing;

/// <summary>Stores the input of a live form on the server within two seconds, however fast the user types. Drafts and saves never run at the
/// same time.</summary>
public sealed class DraftKeeper(SaveDraftCommand save, TimeProvider time, Actor actor, string form, Func<string> body, Action? told = null) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _writing = new(1);
    private string _kept = body();
    private bool _isDue;

    /// <summary>True when the input is not stored and will not be until the user acts. The user must be told.</summary>
    public bool IsNotKept { get; private set; }

    /// <summary>Call after each change of the form.</summary>
    public void Change()
    {
        if (_isDue) return;
        _isDue = true;
        _ = KeepSoonAsync();
    }

    /// <summary>Marks the current input as needing no draft, because it is stored or comes from another window.</summary>
    public void Rest() => _kept = body();

    /// <summary>Runs a save while no draft is being written.</summary>
    public async Task HoldAsync(Func<Task> work)
    {
        await _writing.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Called when the page is left or the server stops. Stores a pending draft at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_isDue) await KeepAsync();
        _gone.Dispose();
        _writing.Dispose();
    }

    private async Task KeepSoonAsync()
    {
        try
        {
            do await Task.Delay(Pause, time, _gone.Token);
            while (!await KeepAsync());
        }
        catch (Exception left) when (left is OperationCanceledException or ObjectDisposedException)
        {
            // Disposing stores what is still pending.
        }
    }

    /// <summary>Stores the draft now. False when it must be retried.</summary>
    private async Task<bool> KeepAsync()
    {
        await HoldAsync(async () =>
        {
            _isDue = false;
            var text = body();
            if (text == _kept) return;
            try
            {
                var outcome = await save.RunAsync(actor, form, text);
                if (outcome == SaveDraftResult.Kept) _kept = text;
                _isDue = outcome == SaveDraftResult.TooOften;
                var isNotKept = outcome is SaveDraftResult.Full or SaveDraftResult.TooLong || outcome == SaveDraftResult.TooOften && IsNotKept;
                if (isNotKept == IsNotKept) return;
                IsNotKept = isNotKept;
                told?.Invoke();
            }
            catch (DatabaseAwayException)
            {
                // The text stays in memory and is stored once the database is back. Saving reports the outage.
                _isDue = true;
            }
        });
        return !_isDue;
    }
}
