using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Permissions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace CapX.App.Editing;

/// <summary>Base of all live editors: loads the stored form, offers a draft, explains refused saves, and stores a pending draft when disposed. Every command
/// checks the session of the circuit's user again.</summary>
public abstract class EditorIsland<TForm, TField> : ComponentBase, IAsyncDisposable where TForm : class, IForm<TForm, TField> where TField : struct, Enum
{
    private readonly CancellationTokenSource _gone = new();
    private readonly LocalTime _clock = new();
    private CurrentPerson? _person;
    private string? _unsaved;

    [Inject] public required DraftQuery Drafts { get; set; }

    [Inject] public required SaveDraftCommand SaveDraft { get; set; }

    [Inject] public required DropDraftCommand DropDraft { get; set; }

    [Inject] public required Vocabulary Vocabulary { get; set; }

    [Inject] public required TimeProvider Time { get; set; }

    [Inject] public required IJSRuntime Browser { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    /// <summary>Restores the input of a paused page. A draft would only be offered.</summary>
    [PersistentState] public string? Unsaved { get => Editor?.Unsaved ?? _unsaved; set => _unsaved = value; }

    protected Messages M => MessageCatalog.Instance.For(Language);

    /// <summary>Null before loading and after a failed load.</summary>
    protected FormEditor<TForm, TField>? Editor { get; private set; }

    /// <summary>The reason why loading failed.</summary>
    protected string? Problem { get; private set; }

    protected bool IsSignedOut { get; private set; }

    protected CurrentPerson Person => _person!;

    protected DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Cancelled when the page is left. Safe to use after disposal.</summary>
    protected CancellationToken Gone => _gone.IsCancellationRequested ? new CancellationToken(canceled: true) : _gone.Token;

    /// <summary>The default language of a new text: the one the user reads in.</summary>
    protected string LikelyLanguage => Vocabulary.Languages.Find(M.Language)?.Code ?? "en";

    /// <summary>The address of the page with the editor.</summary>
    protected abstract string Page { get; }

    protected abstract string DraftName { get; }

    /// <summary>The message when the user may not edit this, or no longer may. Null when only logging in again helps.</summary>
    protected abstract string? NotYours { get; }

    /// <summary>Reads the stored form with its version, or a new form with version 0. Null when the user may not edit it.</summary>
    protected abstract Task<(TForm Form, uint Version)?> ReadAsync();

    /// <summary>Validates a form as far as possible without the database.</summary>
    protected abstract IReadOnlyList<FormError<TField>> Check(TForm form);

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await _clock.AskAsync(Browser);
        StateHasChanged();
    }

    protected async Task LoadAsync()
    {
        (Problem, IsSignedOut) = (null, false);
        _person = CurrentPerson.From((await Authentication).User);
        try
        {
            if (_person is null)
            {
                (Problem, IsSignedOut) = (M["people-edit-signed-out"], true);
            }
            else if (await ReadAsync() is not var (form, version))
            {
                (Problem, IsSignedOut) = (NotYours ?? M["people-edit-signed-out"], NotYours is null);
            }
            else
            {
                var draft = await Drafts.RunAsync(_person.Id, DraftName, Gone);
                Editor = new(_person.Actor, DraftName, form, version, draft, Check, SaveDraft, DropDraft, Time, () => _ = InvokeAsync(StateHasChanged));
                if (_unsaved is { } unsaved) Editor.GoOn(unsaved);
                _unsaved = null;
            }
        }
        catch (DatabaseAwayException)
        {
            Problem = M["people-edit-away-load"];
        }
    }

    /// <summary>Formats a UTC time in the viewer's time zone.</summary>
    protected string At(DateTime utc) => _clock.Text(utc, Now, M);

    /// <summary>Shows the result of saving this form. A problem that only this form has goes into <paramref name="problem"/>.</summary>
    protected void Show(TForm form, SaveResult result, string? problem = null)
    {
        switch (result)
        {
            case FormSaved saved:
                Editor!.Saved(form, saved.Version);
                Editor.Status = M["people-edit-saved", At(saved.At)];
                break;
            case FormStale<TForm> stale:
                Editor!.Stale(form, stale.Current, stale.Version, stale.At);
                break;
            case FormInvalid<TField> invalid:
                Editor!.Invalid(invalid.Errors);
                break;
            default:
                if (result is FormRefused refused) Editor!.IsSignedOut = refused.Why == ActorStanding.SignedOut;
                Editor!.Problem = problem ?? Reason(result);
                break;
        }
    }

    private string Reason(SaveResult result) => result switch
    {
        FormRefused { Why: ActorStanding.SignedOut } => M["people-edit-signed-out"],
        FormRefused { Why: ActorStanding.Suspended } => M["moderation-suspended"],
        FormRefused { Why: ActorStanding.Limited } => M["moderation-limited"],
        FormRefused => M["people-edit-blocked"],
        FormTooOften tooOften => M["people-edit-too-often", (int)Math.Ceiling(tooOften.Wait.TotalSeconds)],
        // Deleted, removed, merged or transferred while the page was open. The user may not always know which.
        _ => M["people-edit-gone"],
    };

    /// <summary>Called when the page is left or the server stops. Stores a pending draft at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (Editor is not null) await Editor.DisposeAsync();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }
}
