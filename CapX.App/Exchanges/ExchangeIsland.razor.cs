using System.Text.Json;
using CapX.App.Editing;
using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CapX.App.Exchanges;

/// <summary>Shows an exchange to the circuit's user, reloads it when it changes, and stores drafts.</summary>
public sealed partial class ExchangeIsland(
    ExchangeQuery query, ExchangeShown shown, DeliveryChannelQuery channel, SendMessageCommand send, ReadExchangeCommand read, SaveDraftCommand saveDraft,
    LiveUpdates news, RefusedText refused, Vocabulary vocabulary, NavigationManager navigation, TimeProvider time)
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Codex.RefusedFields _tooLong = new();
    private ExchangeFound? _exchange;
    private DeliveryWay _way = new();
    private CurrentPerson? _person;
    private IDisposable? _listening;
    private Guid _key = Guid.NewGuid();
    private string _text = "";
    private string _word = "";
    private DraftKeeper? _drafts;
    private string? _problem;
    private bool _isAway;

    // The user no longer represents the organization.
    private bool _isGone;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    [Parameter, EditorRequired] public required ulong Id { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    private Vocabulary Vocabulary => vocabulary;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private string DraftName => SendMessageCommand.DraftPrefix + Id;

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From((await Authentication).User);
        if (_person is null) return;
        if (RendererInfo.IsInteractive) _listening = news.Listen(_person.Id, changed => _ = InvokeAsync(() => ReloadAsync(changed)));
        _word = refused.Find(_person.Id, ExchangeUrls.ExchangeChange(Id)) ?? "";
        await LoadAsync();
        if (_exchange?.Draft is { } draft) _text = JsonSerializer.Deserialize<string>(draft) ?? "";
        _text = refused.Find(_person.Id, ExchangeUrls.ExchangeMessages(Id)) ?? _text;
        if (!RendererInfo.IsInteractive) return;
        _drafts = new DraftKeeper(saveDraft, time, _person.Actor, DraftName, () => JsonSerializer.Serialize(_text), () => _ = InvokeAsync(StateHasChanged));
        await ReadAsync();
    }

    /// <summary>Marks the exchange as read while the page is open.</summary>
    private async Task ReadAsync()
    {
        try
        {
            if (_exchange is { IsNews: true } exchange) await read.RunAsync(_person!.Id, exchange, _gone.Token);
        }
        catch (Exception reason) when (reason is DatabaseAwayException or OperationCanceledException)
        {
            // It stays unread until the next view.
        }
    }

    private async Task ReloadAsync(ulong changed)
    {
        if (_gone.IsCancellationRequested) return;
        await LoadAsync();
        StateHasChanged();
        if (changed == Id && _exchange is { HasUnread: true }) await ReadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            // During prerendering, uses what the page has just read.
            _exchange = shown.Exchange ?? await query.RunAsync(Id, _person!.Id, _gone.Token);
            _isGone = _exchange is null;
            if (_exchange is { Other: { } other, MayWrite: true }) _way = await channel.RunAsync(_person!.Id, other, _gone.Token);
            _isAway = false;
        }
        catch (DatabaseAwayException) when (RendererInfo.IsInteractive)
        {
            _isAway = true;
        }
    }

    private async Task SendAsync()
    {
        if (!_tooLong.IsEmpty)
        {
            _problem = M["people-edit-error-refused"];
            return;
        }
        if (string.IsNullOrWhiteSpace(_text)) return;
        try
        {
            await _drafts!.HoldAsync(async () => Show(await send.RunAsync(_person!.Actor, Id, _text, M.Language, _key, _gone.Token)));
            if (_problem is null && await channel.WaitsForLeaveAsync(_person!.Id, Id, _gone.Token))
            {
                navigation.NavigateTo(WikiUrls.WikiAccessAskThen($"{ExchangeUrls.Exchange(Id)}#conversation"), forceLoad: true);
                return;
            }
        }
        catch (DatabaseAwayException)
        {
            _problem = M["exchanges-refused-away"];
        }
        await LoadAsync();
    }

    private void Show(ExchangeActResult answer)
    {
        _problem = answer switch
        {
            ExchangeActResult.Done => null,
            ExchangeActResult.TooOften => M["exchanges-refused-too-often"],
            ExchangeActResult.BadText => M["exchanges-refused-text"],
            ExchangeActResult.Blocked => M["exchanges-refused-blocked"],
            ExchangeActResult.SignedOut => M["exchanges-refused-signed-out"],
            _ => M["exchanges-refused-not-now"],
        };
        if (answer != ExchangeActResult.Done) return;
        (_text, _key) = ("", Guid.NewGuid());
        refused.Drop(_person!.Id);
        // The command deleted the draft.
        _drafts!.Rest();
    }

    /// <summary>Says who can read the conversation.</summary>
    private string Seen(ExchangeFound exchange) => (exchange.Own, exchange.Other) switch
    {
        ({ } own, { Slug: not null } other) => M["exchanges-conversation-seen-both", own.Name(M.Chain), other.Name(M.Chain)],
        ({ } own, _) => M["exchanges-conversation-seen-organization", own.Name(M.Chain)],
        (_, { Slug: not null } other) => M["exchanges-conversation-seen-organization", other.Name(M.Chain)],
        _ => M["exchanges-conversation-seen"],
    };

    private void Type(string text)
    {
        _text = text;
        _drafts?.Change();
    }

    public async ValueTask DisposeAsync()
    {
        _listening?.Dispose();
        await _gone.CancelAsync();
        if (_drafts is not null) await _drafts.DisposeAsync();
        _gone.Dispose();
    }
}
