using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Permissions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace CapX.App.Editing;

/// <summary>What every live editor does: begins with what is stored and offers a draft, says what a refused save means, and keeps what is due when it goes.
/// Every command asks again who the circuit belongs to.</summary>
public abstract class EditorIsland<TForm, TField> : ComponentBase, IAsyncDisposable where TForm : class, IForm<TForm, TField> where TField : struct, Enum
{
    private readonly CancellationTokenSource _gone = new();
    private readonly LocalTime _clock = new();
    private CurrentPerson? _person;
    private string? _unsaved;

    [Inject] public required DraftQuery Drafts { get; set; }

    [Inject] public required SaveDraftCommand SaveDraft { get; set; }

    [Inject] public required DropDraftCommand DropDraft { get; set; }

    [Inject] public required Vocabulary Lists { get; set; }

    [Inject] public required TimeProvider Time { get; set; }

    [Inject] public required IJSRuntime Browser { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    /// <summary>A page that was paused goes on where it was, where a draft would only be offered.</summary>
    [PersistentState] public string? Unsaved { get => Editor?.Unsaved ?? _unsaved; set => _unsaved = value; }

    protected Messages M => MessageCatalog.Instance.For(Language);

    /// <summary>Null until it has begun, and where it could not.</summary>
    protected FormEditor<TForm, TField>? Editor { get; private set; }

    /// <summary>Why it could not begin.</summary>
    protected string? Problem { get; private set; }

    protected bool IsSignedOut { get; private set; }

    protected CurrentPerson Person => _person!;

    protected DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Cancelled when the page is left; what goes on after that may still ask.</summary>
    protected CancellationToken Gone => _gone.IsCancellationRequested ? new CancellationToken(canceled: true) : _gone.Token;

    /// <summary>The language in which somebody most likely writes who has not said: that in which they read.</summary>
    protected string LikelyLanguage => Lists.Languages.Find(M.Language)?.Code ?? "en";

    /// <summary>The address of the page on which it stands.</summary>
    protected abstract string Page { get; }

    protected abstract string DraftName { get; }

    /// <summary>Said where it is not, or no longer, the person's to edit; null where only signing in again helps.</summary>
    protected abstract string? NotYours { get; }

    /// <summary>What is stored with its version, or a new form with version 0; null where it is not the person's to edit.</summary>
    protected abstract Task<(TForm Form, uint Version)?> ReadAsync();

    /// <summary>What is wrong with a form, as far as it can be told without the database.</summary>
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

    /// <summary>A time, UTC, as the visitor's clock shows it.</summary>
    protected string At(DateTime utc) => _clock.Text(utc, Now, M);

    /// <summary>This form is stored, since that time (UTC).</summary>
    protected void Saved(TForm form, uint version, DateTime at)
    {
        Editor!.Saved(form, version);
        Editor.Status = M["people-edit-saved", At(at)];
    }

    /// <summary>A save was refused for who asked for it.</summary>
    protected void Refused(ActorStanding why)
    {
        Editor!.IsSignedOut = why == ActorStanding.SignedOut;
        Editor.Problem = M[why switch
        {
            ActorStanding.SignedOut => "people-edit-signed-out",
            ActorStanding.Suspended => "moderation-suspended",
            ActorStanding.Limited => "moderation-limited",
            _ => "people-edit-blocked",
        }];
    }

    /// <summary>It was deleted, removed or merged while the page was open, or is somebody else's now; which of these it is, is not always theirs to
    /// know.</summary>
    protected void NotThere() => Editor!.Problem = M["people-edit-gone"];

    protected void TooOften(TimeSpan wait) => Editor!.Problem = M["people-edit-too-often", (int)Math.Ceiling(wait.TotalSeconds)];

    /// <summary>The page was left, or the program stops: what is due is kept at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (Editor is not null) await Editor.DisposeAsync();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }
}
