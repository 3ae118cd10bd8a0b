using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.App.Editing;

/// <summary>Keeps on the server what is typed in a form, within two seconds however fast somebody types. A draft never overtakes a save, nor a save a
/// draft.</summary>
public sealed class DraftKeeper(SaveDraftCommand save, TimeProvider time, Actor actor, string form, Func<string> body, Action? told = null) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _writing = new(1);
    private string _kept = body();
    private bool _isDue;

    /// <summary>What stands in the form is not kept, and will not be before something is done about it: the person has to be told.</summary>
    public bool IsNotKept { get; private set; }

    /// <summary>Something was typed.</summary>
    public void Change()
    {
        if (_isDue) return;
        _isDue = true;
        _ = KeepSoonAsync();
    }

    /// <summary>What stands in the form now needs no draft: it is stored, or somebody else's.</summary>
    public void Rest() => _kept = body();

    /// <summary>Runs a save while no draft is written.</summary>
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

    /// <summary>The page was left, or the program stops: what is due is kept at once.</summary>
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
            // Disposing keeps what is still due.
        }
    }

    /// <summary>Keeps the draft now; false when it has to be tried again.</summary>
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
                if (outcome == DraftOutcome.Kept) _kept = text;
                _isDue = outcome == DraftOutcome.TooOften;
                var isNotKept = outcome is DraftOutcome.Full or DraftOutcome.TooLong || outcome == DraftOutcome.TooOften && IsNotKept;
                if (isNotKept == IsNotKept) return;
                IsNotKept = isNotKept;
                told?.Invoke();
            }
            catch (DatabaseAwayException)
            {
                // The text stays here and is kept as soon as the database is back; saving says plainly that it is away.
                _isDue = true;
            }
        });
        return !_isDue;
    }
}
