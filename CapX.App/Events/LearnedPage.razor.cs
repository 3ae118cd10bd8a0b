using System.Globalization;
using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Events;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Events;

/// <summary>/events/{id}/learned: a participant writes what they learned.</summary>
public sealed partial class LearnedPage(EventQuery query, WriteLearnedCommand write, DraftQuery drafts, DropDraftCommand drop, Vocabulary vocabulary,
    TimeProvider time, NavigationManager navigation)
{
    private EventShown? _shown;
    private CurrentPerson? _person;
    private string? _problem;
    private PlainDraft? _draft;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Id { get; set; }

    [SupplyParameterFromForm] public string? Text { get; set; }

    [SupplyParameterFromForm] public string? TextLanguage { get; set; }

    [SupplyParameterFromForm] public string? MayQuote { get; set; }

    private string DraftName => LearnedDraft.Of(_shown!.Event.Id);

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        _shown = _person is not null && ulong.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await query.RunAsync(id, _person.Viewer, Http.RequestAborted) : null;
        if (_shown is null) navigation.NotFound();
        else if (_shown.Mine != EventStanding.Registered || _shown.Event.IsCancelled || _shown.Event.EndsAt > time.GetUtcNow().UtcDateTime)
            navigation.NavigateTo(EventUrls.EventSaying(_shown.Event.Id, "learned", EventActResult.NotNow));
        else if (HttpMethods.IsGet(Http.Request.Method))
        {
            _draft = PlainDraft.Read(await drafts.RunAsync(_person!.Id, DraftName, Http.RequestAborted));
            if (_draft is { } kept) (Text, TextLanguage, MayQuote) = (kept[nameof(Text)], kept[nameof(TextLanguage)], kept[nameof(MayQuote)]);
            else if (_shown.Learned.FirstOrDefault(l => l.IsMine) is { } mine)
                (Text, TextLanguage, MayQuote) = (mine.Text, mine.Language, mine.MayQuote ? "true" : null);
        }
    }

    private async Task SaveAsync()
    {
        var id = _shown!.Event.Id;
        var acted = await write.RunAsync(_person!.Actor, id,
            new LearnedForm { Text = Text ?? "", Language = TextLanguage ?? "", MayQuote = MayQuote == "true" }, Http.RequestAborted);
        if (acted == EventActResult.Done) await drop.RunAsync(_person.Actor, DraftName, Http.RequestAborted);
        if (acted == EventActResult.SignedOut) navigation.NavigateTo(SignInUrls.SignIn(EventUrls.EventLearned(id)));
        else if (acted == EventActResult.BadText) _problem = M["exchanges-refused-text"];
        else if (acted == EventActResult.Blocked) _problem = M["people-edit-blocked"];
        else navigation.NavigateTo(EventUrls.EventSaying(id, "learned", acted));
    }
}
