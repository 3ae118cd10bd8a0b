using CapX.App.I18n;
using CapX.App.People;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Events;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace CapX.App.Events;

/// <summary>Edits an event that whoever the circuit belongs to organizes, or a new one; every command asks again who that is.</summary>
public sealed partial class EditEventIsland(
    EventQuery query, AffiliationsQuery affiliations, SaveEventCommand save, DraftQuery drafts, SaveDraftCommand saveDraft, DropDraftCommand dropDraft,
    Vocabulary lists, TimeProvider time, IJSRuntime browser, NavigationManager navigation)
{
    private readonly CancellationTokenSource _gone = new();
    private readonly LocalTime _clock = new();

    // Used once: the same new event sent again is found.
    private readonly Guid _key = Guid.NewGuid();

    private CurrentPerson? _person;
    private FormEditor<EventForm, EventField>? _editor;
    private IReadOnlyList<EventOrganization> _organizations = [];

    // Of an editor that could not begin.
    private string? _problem;
    private bool _isSignedOut;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired] public required string Language { get; set; }

    /// <summary>Of the event; null for a new one.</summary>
    [Parameter] public ulong? Id { get; set; }

    /// <summary>In which the visitor's clock runs, where it is known.</summary>
    [Parameter] public string? Zone { get; set; }

    private Messages M => MessageCatalog.Instance.For(Language);

    private string Page => Id is { } id ? Urls.EditEvent(id) : Urls.NewEvent;

    private string DraftName => Id is { } id ? SaveEventCommand.DraftName(id) : SaveEventCommand.NewDraftName;

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
            // Whoever announces one most likely does so in the language that they read, and by their own clock.
            var (form, version) = (new EventForm { Language = lists.Languages.Find(M.Language)?.Code ?? "en", Zone = Zone ?? EventZone.Utc, People = [_person.Username] }, 0u);
            IReadOnlyList<EventOrganization> stored = [];
            if (Id is { } id)
            {
                if (await query.RunAsync(id, _person.Viewer, _gone.Token) is not { IsOrganizer: true } shown)
                {
                    _problem = M["events-edit-not-yours"];
                    return;
                }
                (form, version, stored) = (shown.Event.ToForm(shown.JoiningLink), shown.Event.Version, shown.Event.Organizations);
            }
            var mine = (await affiliations.RunAsync(_person.Id, _gone.Token)).Where(a => a.IsManager).Select(a => new EventOrganization(a.Slug, a.Names));
            _organizations = [.. stored.Concat(mine).DistinctBy(o => o.Slug)];
            var draft = await drafts.RunAsync(_person.Id, DraftName, _gone.Token);
            _editor = new(_person.Actor, DraftName, form, version, draft, saveDraft, dropDraft, time);
        }
        catch (DatabaseAwayException)
        {
            _problem = M["people-edit-away-load"];
        }
    }

    private async Task SaveAsync(EventForm form, uint version)
    {
        switch (Id is { } id ? await save.RunAsync(_person!.Actor, id, form, version) : await save.CreateAsync(_person!.Actor, form, _key))
        {
            case EventSaved saved:
                _editor!.Saved(form, saved.Version);
                _editor.Status = M["people-edit-saved", At(saved.At)];
                if (Id is null) navigation.NavigateTo(Urls.Event(saved.Id), forceLoad: true);
                break;
            case EventStale stale:
                _editor!.Stale(form, stale.Current, stale.Version, stale.At);
                break;
            case EventInvalid invalid:
                _editor!.Invalid(invalid.Errors);
                break;
            case EventRefused refused:
                _editor!.IsSignedOut = refused.Why == ActorStanding.SignedOut;
                _editor.Problem = M[_editor.IsSignedOut ? "people-edit-signed-out" : "people-edit-blocked"];
                break;
            case EventTooOften tooOften:
                _editor!.Problem = Id is null ? M["events-edit-too-many"] : M["people-edit-too-often", (int)Math.Ceiling(tooOften.Wait.TotalSeconds)];
                break;
            default:
                _editor!.Problem = M["events-edit-not-yours"];
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
