using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.People;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace CapX.App.People;

/// <summary>Edits the profile of whoever the circuit belongs to; every command asks again who that is.</summary>
public partial class EditProfileIsland
{
    // What is typed is on the server within two seconds, however fast somebody types.
    private static readonly TimeSpan DraftPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();

    // A draft never overtakes a save, nor a save a draft.
    private readonly SemaphoreSlim _writing = new(1);
    private readonly LocalTime _clock = new();

    private ElementReference _top;
    private CurrentPerson? _person;
    private MyProfile? _begun;
    private ProfileForm _form = new();
    private ProfileForm? _kept;
    private uint _version;
    private (ProfileDraft Draft, DateTime SavedAt)? _offered;
    private ProfileConflict? _conflict;
    private EditErrors _errors = EditErrors.None;
    private string? _problem;
    private string? _status;
    private bool _isSignedOut;
    private bool _isDraftDue;
    private bool _isSaving;
    private bool _focusTop;

    [Inject] private ProfileQuery Profile { get; set; } = null!;

    [Inject] private DraftQuery Drafts { get; set; } = null!;

    [Inject] private SaveProfileCommand Save { get; set; } = null!;

    [Inject] private SaveDraftCommand SaveDraft { get; set; } = null!;

    [Inject] private DropDraftCommand DropDraft { get; set; } = null!;

    [Inject] private Vocabulary Lists { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _clock.AskAsync(Browser);
            StateHasChanged();
        }
        if (!_focusTop) return;
        _focusTop = false;
        await _top.FocusAsync();
    }

    private async Task LoadAsync()
    {
        _problem = null;
        _person = CurrentPerson.From((await Authentication).User);
        try
        {
            if (_person is null || await Profile.RunAsync(_person.Id, _gone.Token) is not { } profile)
            {
                Refuse(ActorStanding.SignedOut);
                return;
            }
            var draft = await Drafts.RunAsync(_person.Id, ProfileDraft.FormName, _gone.Token);
            Begin(profile);
            if (draft is not null && ProfileDraft.FromJson(draft.Body) is { } kept && kept.Form.DiffersIn(_form).Any()) _offered = (kept, draft.SavedAt);
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away-load"];
        }
    }

    /// <summary>Whoever has written nothing yet most likely writes in the language that they read.</summary>
    private void Begin(MyProfile profile)
    {
        var language = profile.Form.AboutLanguage.Length > 0 ? profile.Form.AboutLanguage : Lists.Languages.Find(M.Language)?.Code ?? "";
        _begun = profile with { Form = profile.Form with { AboutLanguage = language } };
        (_form, _kept, _version) = (_begun.Form, _begun.Form, profile.Version);
    }

    private void Continue()
    {
        var draft = _offered!.Value.Draft;
        (_form, _kept, _version, _offered) = (draft.Form, draft.Form, draft.Version, null);
    }

    private async Task DiscardAsync()
    {
        try
        {
            await DropDraft.RunAsync(_person!.Actor, ProfileDraft.FormName);
            _offered = null;
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away"];
        }
    }

    private void Change(ProfileForm form)
    {
        // Whoever goes on writing in a field wants to keep what they write.
        foreach (var field in _conflict is null ? [] : form.DiffersIn(_form)) _conflict?.Choose(field, isTaken: false);
        (_form, _status) = (form, null);
        if (_isDraftDue) return;
        _isDraftDue = true;
        _ = KeepSoonAsync();
    }

    private async Task KeepSoonAsync()
    {
        try
        {
            do await Task.Delay(DraftPause, Time, _gone.Token);
            while (!await KeepAsync());
        }
        catch (OperationCanceledException)
        {
            // Disposing keeps what is still due.
        }
    }

    /// <summary>Keeps the draft now; false when it has to be tried again.</summary>
    private async Task<bool> KeepAsync()
    {
        await _writing.WaitAsync();
        try
        {
            _isDraftDue = false;
            var form = _form;
            if (ReferenceEquals(form, _kept) || _isSignedOut || _person is null) return true;
            var outcome = await SaveDraft.RunAsync(_person.Actor, ProfileDraft.FormName, new ProfileDraft { Version = _version, Form = form }.ToJson());
            if (outcome == DraftOutcome.Kept) _kept = form;
            _isDraftDue = outcome == DraftOutcome.TooOften;
        }
        catch (DatabaseAwayException)
        {
            // The text stays here and is kept as soon as the database is back; saving says plainly that it is away.
            _isDraftDue = true;
        }
        finally
        {
            _writing.Release();
        }
        return !_isDraftDue;
    }

    private async Task SaveAsync()
    {
        if (_isSaving) return;
        _isSaving = true;
        await _writing.WaitAsync();
        try
        {
            (_problem, _status, _errors) = (null, null, EditErrors.None);
            var form = _conflict?.Merge(_form) ?? _form;
            Show(await Save.RunAsync(_person!.Actor, form, _conflict?.Other.Version ?? _version), form);
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away"];
        }
        finally
        {
            _writing.Release();
            _isSaving = false;
        }
        _focusTop = _problem is not null || _errors.All.Count > 0 || _conflict is not null;
    }

    private void Show(SaveOutcome outcome, ProfileForm form)
    {
        switch (outcome)
        {
            case ProfileSaved saved:
                // Somebody may have typed on meanwhile.
                _form = _conflict?.Merge(_form) ?? _form;
                _begun = _begun! with { Form = form, Version = saved.Version, UpdatedAt = saved.At };
                (_kept, _version, _conflict) = (_form.DiffersIn(form).Any() ? null : _form, saved.Version, null);
                _status = M["people-edit-saved", At(saved.At)];
                break;
            case ProfileStale stale:
                _form = _conflict?.Merge(_form) ?? _form;
                _conflict = new ProfileConflict(_begun!.Form, form, stale.Current);
                break;
            case ProfileInvalid invalid:
                _errors = new EditErrors(invalid.Errors);
                break;
            case ProfileRefused refused:
                Refuse(refused.Why);
                break;
            case ProfileTooOften tooOften:
                _problem = M["people-edit-too-often", (int)Math.Ceiling(tooOften.Wait.TotalSeconds)];
                break;
        }
    }

    private void Refuse(ActorStanding why)
    {
        _isSignedOut = why == ActorStanding.SignedOut;
        _problem = M[_isSignedOut ? "people-edit-signed-out" : "people-edit-blocked"];
    }

    private string At(DateTime utc) => _clock.Text(utc, Now, M);

    /// <summary>The page was left, or the program stops: what is due is kept at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_isDraftDue) await KeepAsync();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }
}
