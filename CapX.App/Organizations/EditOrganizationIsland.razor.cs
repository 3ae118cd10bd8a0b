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

    private CurrentPerson? _person;
    private FormEditor<OrganizationForm, OrganizationField>? _editor;
    private ulong _id;

    // Of an editor that could not begin.
    private string? _problem;
    private bool _isSignedOut;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    /// <summary>Of the organization; null for a new one.</summary>
    [Parameter] public string? Slug { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    private string Page => Slug is null ? Urls.ProposeOrganization : Urls.EditOrganization(Slug);

    private string DraftName => Slug is null ? ProposeOrganizationCommand.DraftName : SaveOrganizationCommand.DraftName(_id);

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await _clock.AskAsync(browser);
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        (_problem, _isSignedOut) = (null, false);
        _person = CurrentPerson.From((await Authentication).User);
        if (_person is null)
        {
            (_problem, _isSignedOut) = (M["people-edit-signed-out"], true);
            return;
        }
        try
        {
            // Whoever names one, or writes the first text about it, most likely does so in the language that they read.
            var language = lists.Languages.Find(M.Language)?.Code ?? "en";
            var (form, version) = (new OrganizationForm { Names = [new OrganizationName(language, "")] }, 0u);
            if (Slug is not null)
            {
                if (await query.RunAsync(Slug, _person.Viewer, _gone.Token) is not { MayEdit: true, Organization: var stored })
                {
                    _problem = M["organizations-edit-not-yours"];
                    return;
                }
                (_id, form, version) = (stored.Id, stored.ToForm(), stored.Version);
            }
            if (form.AboutLanguage.Length == 0) form = form with { AboutLanguage = language };
            var draft = await drafts.RunAsync(_person.Id, DraftName, _gone.Token);
            _editor = new(_person.Actor, DraftName, form, version, draft, saveDraft, dropDraft, time);
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away-load"];
        }
    }

    private async Task SaveAsync(OrganizationForm form, uint version)
    {
        switch (Slug is null ? await propose.RunAsync(_person!.Actor, form, _key) : await save.RunAsync(_person!.Actor, _id, form, version))
        {
            case OrganizationSaved saved:
                _editor!.Saved(form, saved.Version);
                _editor.Status = M["people-edit-saved", At(saved.At)];
                if (Slug is null) navigation.NavigateTo(Urls.Organization(saved.Slug), forceLoad: true);
                break;
            case OrganizationStale { Current: var current }:
                _editor!.Stale(form, current.ToForm(), current.Version, current.UpdatedAt);
                break;
            case OrganizationInvalid invalid:
                _editor!.Invalid(invalid.Errors);
                break;
            case OrganizationRefused refused:
                _editor!.IsSignedOut = refused.Why == ActorStanding.SignedOut;
                _editor.Problem = M[_editor.IsSignedOut ? "people-edit-signed-out" : "people-edit-blocked"];
                break;
            case OrganizationTooOften tooOften:
                _editor!.Problem = Slug is null ? M["organizations-edit-too-many", ProposeOrganizationCommand.MostWaiting] : M["people-edit-too-often", (int)Math.Ceiling(tooOften.Wait.TotalSeconds)];
                break;
            default:
                _editor!.Problem = M["organizations-edit-not-yours"];
                break;
        }
    }

    private string At(DateTime utc) => _clock.Text(utc, time.GetUtcNow().UtcDateTime, M);

    /// <summary>The page was left, or the program stops: what is due is kept at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_editor is not null) await _editor.DisposeAsync();
        _gone.Dispose();
    }
}
