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
    private readonly CancellationTokenSource _gone = new();

    private readonly LocalTime _clock = new();

    private ElementReference _top;
    private CurrentPerson? _person;
    private MyProfile? _begun;
    private ProfileForm _form = new();
    private DraftKeeper? _drafts;
    private uint _version;
    private (FormDraft<ProfileForm> Draft, DateTime SavedAt)? _offered;
    private FormConflict<ProfileForm, ProfileField>? _conflict;
    private FormErrors<ProfileField> _errors = new([]);
    private string? _problem;
    private string? _status;
    private bool _isSignedOut;
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
            var draft = await Drafts.RunAsync(_person.Id, ProfileForm.DraftName, _gone.Token);
            Begin(profile);
            if (draft is not null && FormDraft.Read<ProfileForm>(draft.Body) is { } kept && kept.Form.DiffersIn(_form).Any()) _offered = (kept, draft.SavedAt);
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
        (_form, _version) = (_begun.Form, profile.Version);
        _drafts ??= new DraftKeeper(SaveDraft, Time, _person!.Actor, ProfileForm.DraftName, () => new FormDraft<ProfileForm> { Version = _version, Form = _form }.ToJson());
        _drafts.Rest();
    }

    private void Continue()
    {
        var draft = _offered!.Value.Draft;
        (_form, _version, _offered) = (draft.Form, draft.Version, null);
        _drafts!.Rest();
    }

    private async Task DiscardAsync()
    {
        try
        {
            await DropDraft.RunAsync(_person!.Actor, ProfileForm.DraftName);
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
        if (!_isSignedOut) _drafts?.Change();
    }

    private async Task SaveAsync()
    {
        if (_isSaving) return;
        _isSaving = true;
        try
        {
            await _drafts!.HoldAsync(async () =>
            {
                (_problem, _status, _errors) = (null, null, new([]));
                var form = _conflict?.Merge(_form) ?? _form;
                Show(await Save.RunAsync(_person!.Actor, form, _conflict?.Version ?? _version), form);
            });
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away"];
        }
        finally
        {
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
                (_version, _conflict) = (saved.Version, null);
                if (!_form.DiffersIn(form).Any()) _drafts!.Rest();
                _status = M["people-edit-saved", At(saved.At)];
                break;
            case ProfileStale stale:
                _form = _conflict?.Merge(_form) ?? _form;
                _conflict = new(_begun!.Form, form, stale.Current.Form, stale.Current.Version, stale.Current.UpdatedAt!.Value);
                break;
            case ProfileInvalid invalid:
                _errors = new FormErrors<ProfileField>(invalid.Errors);
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
        if (_drafts is not null) await _drafts.DisposeAsync();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }
}
