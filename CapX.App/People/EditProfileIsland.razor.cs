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
public sealed partial class EditProfileIsland(
    ProfileQuery query, SaveProfileCommand save, DraftQuery drafts, SaveDraftCommand saveDraft, DropDraftCommand dropDraft, Vocabulary lists, TimeProvider time, IJSRuntime browser)
{
    private readonly CancellationTokenSource _gone = new();
    private readonly LocalTime _clock = new();

    private CurrentPerson? _person;
    private FormEditor<ProfileForm, ProfileField>? _editor;
    private string _username = "";
    private bool _isSaved;

    // Of an editor that could not begin.
    private string? _problem;
    private bool _isSignedOut;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

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
        try
        {
            if (_person is null || await query.RunAsync(_person.Id, _gone.Token) is not { } profile)
            {
                (_problem, _isSignedOut) = (M["people-edit-signed-out"], true);
                return;
            }
            (_username, _isSaved) = (profile.Username, profile.Version > 0);
            // Whoever has written nothing yet most likely writes in the language that they read.
            var language = profile.Form.AboutLanguage.Length > 0 ? profile.Form.AboutLanguage : lists.Languages.Find(M.Language)?.Code ?? "";
            var draft = await drafts.RunAsync(_person.Id, ProfileForm.DraftName, _gone.Token);
            _editor = new(_person.Actor, ProfileForm.DraftName, profile.Form with { AboutLanguage = language }, profile.Version, draft, saveDraft, dropDraft, time);
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away-load"];
        }
    }

    private async Task SaveAsync(ProfileForm form, uint version)
    {
        switch (await save.RunAsync(_person!.Actor, form, version))
        {
            case ProfileSaved saved:
                _editor!.Saved(form, saved.Version);
                (_isSaved, _editor.Status) = (true, M["people-edit-saved", At(saved.At)]);
                break;
            case ProfileStale { Current: var current }:
                _editor!.Stale(form, current.Form, current.Version, current.UpdatedAt!.Value);
                break;
            case ProfileInvalid invalid:
                _editor!.Invalid(invalid.Errors);
                break;
            case ProfileRefused refused:
                _editor!.IsSignedOut = refused.Why == ActorStanding.SignedOut;
                _editor.Problem = M[_editor.IsSignedOut ? "people-edit-signed-out" : "people-edit-blocked"];
                break;
            case ProfileTooOften tooOften:
                _editor!.Problem = M["people-edit-too-often", (int)Math.Ceiling(tooOften.Wait.TotalSeconds)];
                break;
        }
    }

    private string At(DateTime utc) => _clock.Text(utc, Now, M);

    /// <summary>The page was left, or the program stops: what is due is kept at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_editor is not null) await _editor.DisposeAsync();
        _gone.Dispose();
    }
}
