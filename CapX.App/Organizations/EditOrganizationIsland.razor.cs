using CapX.App.I18n;
using CapX.App.People;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace CapX.App.Organizations;

/// <summary>Edits an organization for which whoever the circuit belongs to speaks, or a new one; every command asks again who that is.</summary>
public sealed partial class EditOrganizationIsland(
    OrganizationQuery query, ProposeOrganizationCommand propose, SaveOrganizationCommand save, DraftQuery drafts, SaveDraftCommand saveDraft, DropDraftCommand dropDraft,
    Vocabulary lists, TimeProvider time, IJSRuntime browser, NavigationManager navigation)
{
    private readonly CancellationTokenSource _gone = new();
    private readonly LocalTime _clock = new();

    // Used once: the same new organization sent again is found.
    private readonly Guid _key = Guid.NewGuid();

    private ElementReference _top;
    private CurrentPerson? _person;
    private OrganizationForm? _begun;
    private OrganizationForm _form = new();
    private DraftKeeper? _keeper;
    private ulong _id;
    private uint _version;
    private (FormDraft<OrganizationForm> Draft, DateTime SavedAt)? _offered;
    private FormConflict<OrganizationForm, OrganizationField>? _conflict;
    private FormErrors<OrganizationField> _errors = new([]);
    private string? _problem;
    private string? _status;
    private bool _isSignedOut;
    private bool _isSaving;
    private bool _focusTop;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    /// <summary>Of the organization; null for a new one.</summary>
    [Parameter] public string? Slug { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    private Vocabulary Lists => lists;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private string Page => Slug is null ? Urls.ProposeOrganization : Urls.EditOrganization(Slug);

    private string DraftName => Slug is null ? ProposeOrganizationCommand.DraftName : SaveOrganizationCommand.DraftName(_id);

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _clock.AskAsync(browser);
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
            if (_person is null)
            {
                Refuse(ActorStanding.SignedOut);
                return;
            }
            if (Slug is null) Begin(New(), 0);
            else if (await query.RunAsync(Slug, _person.Viewer, _gone.Token) is { MayEdit: true, Organization: var stored })
            {
                _id = stored.Id;
                Begin(stored.ToForm(), stored.Version);
            }
            else
            {
                _problem = M["organizations-edit-not-yours"];
                return;
            }
            var draft = await drafts.RunAsync(_person.Id, DraftName, _gone.Token);
            if (draft is not null && FormDraft.Read<OrganizationForm>(draft.Body) is { } kept && kept.Form.DiffersIn(_form).Any()) _offered = (kept, draft.SavedAt);
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away-load"];
        }
    }

    private OrganizationForm New() => new() { Names = [new OrganizationName(ReadersLanguage, "")] };

    /// <summary>Whoever names one, or writes the first text about it, most likely does so in the language that they read.</summary>
    private string ReadersLanguage => lists.Languages.Find(M.Language)?.Code ?? "en";

    private void Begin(OrganizationForm form, uint version)
    {
        _begun = form with { AboutLanguage = form.AboutLanguage.Length > 0 ? form.AboutLanguage : ReadersLanguage };
        (_form, _version) = (_begun, version);
        _keeper ??= new DraftKeeper(saveDraft, time, _person!.Actor, DraftName, () => new FormDraft<OrganizationForm> { Version = _version, Form = _form }.ToJson());
        _keeper.Rest();
    }

    private void Continue()
    {
        var draft = _offered!.Value.Draft;
        (_form, _version, _offered) = (draft.Form, draft.Version, null);
        _keeper!.Rest();
    }

    private async Task DiscardAsync()
    {
        try
        {
            await dropDraft.RunAsync(_person!.Actor, DraftName);
            _offered = null;
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away"];
        }
    }

    private void Change(OrganizationForm form)
    {
        // Whoever goes on writing in a field wants to keep what they write.
        foreach (var field in _conflict is null ? [] : form.DiffersIn(_form)) _conflict?.Choose(field, isTaken: false);
        (_form, _status) = (form, null);
        if (!_isSignedOut) _keeper?.Change();
    }

    private async Task SaveAsync()
    {
        if (_isSaving) return;
        _isSaving = true;
        try
        {
            await _keeper!.HoldAsync(async () =>
            {
                (_problem, _status, _errors) = (null, null, new([]));
                var form = _conflict?.Merge(_form) ?? _form;
                Show(Slug is null ? await propose.RunAsync(_person!.Actor, form, _key) : await save.RunAsync(_person!.Actor, _id, form, _conflict?.Version ?? _version), form);
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

    private void Show(OrganizationOutcome outcome, OrganizationForm form)
    {
        switch (outcome)
        {
            case OrganizationSaved saved when Slug is null:
                _keeper!.Rest();
                navigation.NavigateTo(Urls.Organization(saved.Slug), forceLoad: true);
                break;
            case OrganizationSaved saved:
                // Somebody may have typed on meanwhile.
                _form = _conflict?.Merge(_form) ?? _form;
                (_begun, _version, _conflict) = (form, saved.Version, null);
                if (!_form.DiffersIn(form).Any()) _keeper!.Rest();
                _status = M["people-edit-saved", At(saved.At)];
                break;
            case OrganizationStale { Current: var current }:
                _form = _conflict?.Merge(_form) ?? _form;
                _conflict = new(_begun!, form, current.ToForm(), current.Version, current.UpdatedAt);
                break;
            case OrganizationInvalid invalid:
                _errors = new(invalid.Errors);
                break;
            case OrganizationRefused refused:
                Refuse(refused.Why);
                break;
            case OrganizationTooOften when Slug is null:
                _problem = M["organizations-edit-too-many", ProposeOrganizationCommand.MostWaiting];
                break;
            case OrganizationTooOften tooOften:
                _problem = M["people-edit-too-often", (int)Math.Ceiling(tooOften.Wait.TotalSeconds)];
                break;
            default:
                _problem = M["organizations-edit-not-yours"];
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
        if (_keeper is not null) await _keeper.DisposeAsync();
        _gone.Dispose();
    }
}
