using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CapX.App.Moderation;

/// <summary>Reloads a case when one changes. Every command checks permissions itself.</summary>
public sealed partial class CaseClaimIsland(CaseQuery query, LiveUpdates news)
{
    private readonly CancellationTokenSource _gone = new();
    private CurrentPerson? _person;
    private IDisposable? _listening;
    private QueueRow? _row;
    private bool _wasClosed;
    private bool _isGone;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    [Parameter, EditorRequired] public required long Id { get; set; }

    /// <summary>The moderator who had claimed the case when the page was rendered. Empty for none.</summary>
    [Parameter, EditorRequired] public required string Seen { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From((await Authentication).User);
        if (_person is null) return;
        if (RendererInfo.IsInteractive) _listening = news.Listen(_person.Id, _ => InvokeAsync(ReloadAsync));
        await LoadAsync();
        _wasClosed = _row?.ClosedAt is not null;
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
            _row = (await query.RunAsync((ulong)Id, _person!.Id, _gone.Token))?.Row;
            _isGone = _row is null;
        }
        catch (Exception reason) when (reason is DatabaseAwayException or OperationCanceledException)
        {
            // Keeps what was loaded before.
        }
    }

    public void Dispose()
    {
        _listening?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
