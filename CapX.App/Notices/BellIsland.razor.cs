using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;

namespace CapX.App.Notices;

/// <summary>Counts the unread notices of the circuit's user, and counts again when something changes. Part of every live page.</summary>
public sealed partial class BellIsland(NoticesQuery notices, LiveUpdates news)
{
    /// <summary>Without prerendering, because the page has its own count.</summary>
    public static readonly InteractiveServerRenderMode Live = new(prerender: false);

    private readonly CancellationTokenSource _gone = new();
    private CurrentPerson? _person;
    private IDisposable? _listening;
    private int? _unread;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From((await Authentication).User);
        if (_person is null) return;
        _listening = news.Listen(_person.Id, _ => InvokeAsync(CountAsync));
        await CountAsync();
    }

    private async Task CountAsync()
    {
        if (_gone.IsCancellationRequested) return;
        try
        {
            _unread = await notices.UnreadAsync(_person!.Id, _gone.Token);
            StateHasChanged();
        }
        catch (Exception reason) when (reason is DatabaseAwayException or OperationCanceledException)
        {
            // Keeps the last count.
        }
    }

    public void Dispose()
    {
        _listening?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
