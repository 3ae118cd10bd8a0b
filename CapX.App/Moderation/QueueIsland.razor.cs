using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CapX.App.Moderation;

/// <summary>Reads the queue for the circuit's user, and reloads it when a case changes. The query checks the moderator role each time.</summary>
public sealed partial class QueueIsland(QueueQuery query, LiveUpdates news, TimeProvider time)
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<QueueRow>? _rows;
    private CurrentPerson? _person;
    private IDisposable? _listening;
    private int _total;
    private bool _isAway;
    private bool _isOver;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    [Parameter] public bool IsClosed { get; set; }

    /// <summary>The page number, from 1.</summary>
    [Parameter] public int Number { get; set; } = 1;

    private Messages M => MessageCatalog.Instance.For(Language);

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From((await Authentication).User);
        if (_person is null) return;
        if (RendererInfo.IsInteractive) _listening = news.Listen(_person.Id, _ => InvokeAsync(ReloadAsync));
        await LoadAsync();
    }

    private async Task ReloadAsync()
    {
        if (_gone.IsCancellationRequested) return;
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        try
        {
            (_isAway, _isOver) = (false, false);
            if (await query.RunAsync(_person!.Id, !IsClosed, Number, _gone.Token) is var (rows, total)) (_rows, _total) = (rows, total);
            else (_rows, _isOver) = (null, true);
        }
        catch (DatabaseAwayException) when (RendererInfo.IsInteractive)
        {
            _isAway = true;
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    public void Dispose()
    {
        _listening?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
