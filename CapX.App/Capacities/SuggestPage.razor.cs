using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using CapX.Data.Editing;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/suggest: a logged-in user suggests a change to the tree.</summary>
public sealed partial class SuggestPage(SuggestCapacityCommand suggest, DraftQuery drafts, DropDraftCommand drop, Vocabulary vocabulary,
    NavigationManager navigation)
{
    private SuggestionTyped _typed = new() { Kind = SuggestionKind.Add };
    private IReadOnlyList<SuggestionField> _bad = [];
    private string? _refused;
    private Guid _key;
    private PlainDraft? _draft;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery(Name = "capacity")] public string? About { get; set; }

    [SupplyParameterFromForm] public string? Key { get; set; }

    [SupplyParameterFromForm] public string? Kind { get; set; }

    [SupplyParameterFromForm] public string? Capacity { get; set; }

    [SupplyParameterFromForm] public string? Other { get; set; }

    [SupplyParameterFromForm] public string? Language { get; set; }

    [SupplyParameterFromForm] public string? Name { get; set; }

    [SupplyParameterFromForm] public string? Description { get; set; }

    [SupplyParameterFromForm] public string? Reason { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (HttpMethods.IsGet(Http.Request.Method)) await ReadDraftAsync();
        _key = Guid.TryParse(Key, out var key) ? key : Guid.NewGuid();
        var about = vocabulary.Capacities.Find(About)?.Code ?? "";
        var kind = Enum.TryParse<SuggestionKind>(Kind, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? known : about.Length > 0 ? SuggestionKind.Name : SuggestionKind.Add;
        _typed = new SuggestionTyped
        {
            Kind = kind, Capacity = Capacity ?? about, Other = Other ?? "", Language = Language ?? M.Language, Name = Name ?? "",
            Description = Description ?? "", Reason = Reason ?? ""
        };
    }

    private string DraftName => SuggestionDraft.Of(vocabulary.Capacities.Find(About)?.Code ?? "");

    private async Task ReadDraftAsync()
    {
        _draft = PlainDraft.Read(await drafts.RunAsync(CurrentPerson.From(Http.User)!.Id, DraftName, Http.RequestAborted));
        if (_draft is not { } kept) return;
        (Kind, Capacity, Other, Language) = (kept[nameof(Kind)], kept[nameof(Capacity)], kept[nameof(Other)], kept[nameof(Language)]);
        (Name, Description, Reason) = (kept[nameof(Name)], kept[nameof(Description)], kept[nameof(Reason)]);
    }

    private string? Error(SuggestionField field) => !_bad.Contains(field) ? null : M[field switch
    {
        SuggestionField.Capacity or SuggestionField.Other => "capacities-said-badplace",
        SuggestionField.Reason => "capacities-suggest-reason-missing",
        _ => "capacities-said-badtext",
    }];

    private async Task SendAsync()
    {
        var actor = CurrentPerson.From(Http.User)!.Actor;
        var outcome = await suggest.RunAsync(actor, _typed, _key, Http.RequestAborted);
        _bad = outcome.Bad;
        switch (outcome.Acted)
        {
            case CapacityActResult.Done:
                await drop.RunAsync(actor, DraftName, Http.RequestAborted);
                navigation.NavigateTo($"{CapacityUrls.CapacitySuggestions}?did=suggested");
                break;
            case CapacityActResult.SignedOut:
                navigation.NavigateTo(SignInUrls.SignIn(CapacityUrls.Suggest));
                break;
            case CapacityActResult.TooOften:
                Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                _refused = M["capacities-suggest-too-often", SuggestCapacityCommand.MostADay];
                break;
            case CapacityActResult.BadText:
                _refused = M["capacities-suggest-bad"];
                break;
            case var acted:
                _refused = CapacityTexts.Said(acted, M);
                break;
        }
    }
}
