using CapX.App.I18n;
using CapX.App.People;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace CapX.App.Listings;

/// <summary>Edits a listing for which whoever the circuit belongs to speaks, or a new one; every command asks again who that is.</summary>
public sealed partial class EditListingIsland(
    ListingQuery query, SaveListingCommand save, AffiliationsQuery affiliations, DraftQuery drafts, SaveDraftCommand saveDraft, DropDraftCommand dropDraft,
    Vocabulary lists, TimeProvider time, IJSRuntime browser, NavigationManager navigation)
{
    private readonly CancellationTokenSource _gone = new();
    private readonly LocalTime _clock = new();

    // Used once: the same new listing sent again is found.
    private readonly Guid _key = Guid.NewGuid();

    private CurrentPerson? _person;
    private FormEditor<ListingForm, ListingField>? _editor;
    private IReadOnlyList<Affiliation> _organizations = [];
    private IReadOnlyList<ListingFound> _sameLink = [];

    // The link of which was said that it is listed already, so that who saves once more means it.
    private string _saidOfLink = "";

    // Of an editor that could not begin.
    private string? _problem;
    private bool _isSignedOut;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    /// <summary>Of the listing; null for a new one.</summary>
    [Parameter] public ulong? Id { get; set; }

    /// <summary>Of a new one, to begin with.</summary>
    [Parameter] public string? Kind { get; set; }

    /// <summary>The address of the organization that posts a new one, to begin with.</summary>
    [Parameter] public string? As { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private string Page => Id is { } id ? Urls.EditListing(id) : Urls.PostListing();

    private string DraftName => Id is { } id ? SaveListingCommand.DraftName(id) : SaveListingCommand.NewDraftName;

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
            var (form, version) = (New(), 0u);
            if (Id is { } id)
            {
                if (await query.RunAsync(id, _person.Viewer, _gone.Token) is not { IsMine: true, Listing: var stored })
                {
                    _problem = M["listings-edit-not-yours"];
                    return;
                }
                (form, version) = (stored.ToForm(Today), stored.Version);
            }
            else
            {
                _organizations = [.. (await affiliations.RunAsync(_person.Id, _gone.Token)).Where(a => a.IsManager)];
                if (_organizations.All(o => o.Slug != form.As)) form = form with { As = "" };
            }
            var draft = await drafts.RunAsync(_person.Id, DraftName, _gone.Token);
            _editor = new(_person.Actor, DraftName, form, version, draft, saveDraft, dropDraft, time);
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away-load"];
        }
    }

    // Whoever writes the first text most likely does so in the language that they read.
    private ListingForm New() => new()
    {
        Kind = ListingKind.All.FirstOrDefault(kind => kind == Kind) ?? "",
        Resource = Kind == ListingKind.Resource ? ResourceKind.LearningMaterial : "",
        As = As ?? "",
        Language = lists.Languages.Find(M.Language)?.Code ?? "en",
    };

    private async Task ChangeAsync(ListingForm form)
    {
        var isOtherLink = form.Link != _editor!.Form.Link;
        _editor.Change(form);
        if (isOtherLink) await LookAsync(form.Link);
    }

    private async Task SaveAsync(ListingForm form, uint version)
    {
        await LookAsync(form.Link);
        if (_sameLink.Count > 0 && _saidOfLink != form.Link)
        {
            _saidOfLink = form.Link;
            _editor!.Problem = M["listings-edit-same-link-save"];
            return;
        }
        switch (Id is { } id ? await save.RunAsync(_person!.Actor, id, form, version) : await save.PostAsync(_person!.Actor, form, _key))
        {
            case ListingSaved saved:
                _editor!.Saved(form, saved.Version);
                _editor.Status = M["people-edit-saved", At(saved.At)];
                if (Id is null) navigation.NavigateTo(Urls.Listing(saved.Id), forceLoad: true);
                break;
            case ListingStale { Current: var current }:
                _editor!.Stale(form, current.ToForm(Today), current.Version, current.UpdatedAt);
                break;
            case ListingInvalid invalid:
                _editor!.Invalid(invalid.Errors);
                break;
            case ListingRefused refused:
                _editor!.IsSignedOut = refused.Why == ActorStanding.SignedOut;
                _editor.Problem = M[_editor.IsSignedOut ? "people-edit-signed-out" : "people-edit-blocked"];
                break;
            case ListingTooOften tooOften:
                _editor!.Problem = M["people-edit-too-often", (int)Math.Ceiling(tooOften.Wait.TotalSeconds)];
                break;
            case ListingTooMany:
                _editor!.Problem = M["listings-edit-too-many", SaveListingCommand.MostADay];
                break;
            default:
                _editor!.Problem = M["listings-edit-not-yours"];
                break;
        }
    }

    /// <summary>Looks whether the same link is listed already.</summary>
    private async Task LookAsync(string link)
    {
        try
        {
            var found = await query.WithSameLinkAsync(link, Id ?? 0, _person!.Viewer, _gone.Token);
            // Somebody may have typed on meanwhile.
            if (_editor!.Form.Link == link) _sameLink = found;
        }
        catch (DatabaseAwayException)
        {
            // It is only a hint: saving says whether the database is away.
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
