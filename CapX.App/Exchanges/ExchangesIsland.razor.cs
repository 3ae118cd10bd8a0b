using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CapX.App.Exchanges;

/// <summary>Reads the exchanges of the circuit's user, and reloads them when one changes.</summary>
public sealed partial class ExchangesIsland(ExchangesQuery query, LiveUpdates news, Vocabulary vocabulary, TimeProvider time)
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<ExchangeListed>? _exchanges;
    private CurrentPerson? _person;
    private IDisposable? _listening;
    private bool _isAway;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    [Parameter] public bool AreOver { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    private Vocabulary Vocabulary => vocabulary;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From((await Authentication).User);
        if (_person is null) return;
        if (RendererInfo.IsInteractive) _listening = news.Listen(_person.Id, exchange => _ = InvokeAsync(ReloadAsync));
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
            _exchanges = await query.RunAsync(_person!.Id, AreOver, _gone.Token);
            _isAway = false;
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
