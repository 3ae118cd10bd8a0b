using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/manage/suggestions: suggestions without an answer, oldest first. Curators only.</summary>
public sealed partial class WaitingSuggestionsPage(SuggestionsQuery query, RefusedText refused, Vocabulary vocabulary, TimeProvider time,
    NavigationManager navigation)
{
    private IReadOnlyList<SuggestionFound>? _waiting;
    private string? _said;
    private bool _isDone;
    private string? _me;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    /// <summary>The outcome of an answer.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _me = CurrentPerson.From(Http.User)?.Username;
        _waiting = await query.WaitingAsync(CurrentPerson.ViewerOf(Http.User), Http.RequestAborted);
        if (_waiting is null) navigation.NotFound();
        if (!Enum.TryParse<CapacityActResult>(Came, ignoreCase: true, out var acted) || !Enum.IsDefined(acted)) return;
        _isDone = acted == CapacityActResult.Done;
        _said = _isDone ? M["capacities-answer-sent"] : CapacityTexts.Said(acted, M);
    }

    /// <summary>The address of the form that makes the suggested change. Null when there is none.</summary>
    private string? FormOf(SuggestionFound suggestion)
    {
        var code = vocabulary.Capacities.Find(suggestion.Capacity)?.Code;
        return suggestion.Kind switch
        {
            SuggestionKind.Add => CapacityUrls.AddCapacityFor(code, suggestion.Id),
            _ when code is null => null,
            SuggestionKind.Name => CapacityUrls.CurateCapacity(code, "names", suggestion.Id),
            SuggestionKind.Move => CapacityUrls.CurateCapacity(code, "move", suggestion.Id),
            SuggestionKind.Merge => CapacityUrls.CurateCapacity(code, "merge", suggestion.Id),
            SuggestionKind.Retire => CapacityUrls.CurateCapacity(code, "retire", suggestion.Id),
            _ => null,
        };
    }
}
