using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Moderation;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Moderation;

/// <summary>/decisions/{id}: a decision, its reason, and the appeal form. For the person concerned, suspended or not.</summary>
public sealed partial class DecisionPage(MyDecisionsQuery query, AppealCommand appeal, DraftQuery drafts, DropDraftCommand drop, Vocabulary vocabulary,
    TimeProvider time, NavigationManager navigation)
{
    private DecisionFound? _decision;
    private CurrentPerson? _person;
    private CaseActResult? _refused;
    private PlainDraft? _draft;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public long Id { get; set; }

    /// <summary>"done" right after an appeal.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    [SupplyParameterFromForm] public string? Text { get; set; }

    [SupplyParameterFromForm] public string? Language { get; set; }

    private string Title => M[$"moderation-decision-{_decision!.KindCode}"];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private string DraftName => AppealDraft.Against((ulong)Id);

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        _decision = _person is not null && Id > 0 ? await query.OneAsync((ulong)Id, _person.Id, Http.RequestAborted) : null;
        if (_decision is null) navigation.NotFound();
        else if (HttpMethods.IsGet(Http.Request.Method) && _decision.MayAppeal(Now)) await ReadDraftAsync();
    }

    private async Task ReadDraftAsync()
    {
        _draft = PlainDraft.Read(await drafts.RunAsync(_person!.Id, DraftName, Http.RequestAborted));
        if (_draft is { } kept) (Text, Language) = (kept[nameof(Text)], kept[nameof(Language)]);
    }

    private async Task AppealAsync()
    {
        switch (await appeal.RunAsync(_person!.Actor, (ulong)Id, Text ?? "", Language ?? "", Http.RequestAborted))
        {
            case CaseActResult.Done:
                await drop.RunAsync(_person.Actor, DraftName, Http.RequestAborted);
                navigation.NavigateTo($"{ModerationUrls.Decision((ulong)Id)}?came=done");
                break;
            case CaseActResult.SignedOut:
                navigation.NavigateTo(SignInUrls.SignIn(ModerationUrls.Decision((ulong)Id)));
                break;
            case CaseActResult.NotFound:
                navigation.NotFound();
                break;
            case var why:
                _refused = why;
                break;
        }
    }
}
