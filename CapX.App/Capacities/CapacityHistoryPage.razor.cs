using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/manage/history: the changes by curators, of all capacities or of one. Each has an undo button or the reason why there
/// is none.</summary>
public sealed partial class CapacityHistoryPage(CapacityHistoryQuery query, Vocabulary vocabulary, TimeProvider time, NavigationManager navigation)
{
    private const int MostPages = 10_000;
    private CapacityChanges? _changes;
    private CodeEntry? _entry;
    private string? _said;
    private bool _isDone;
    private int _page = 1;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Capacity { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    /// <summary>The outcome of an undo.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _page = WrittenNumber.Whole(PageNumber ?? "") is { } page and > 0 and <= MostPages ? (int)page : 1;
        _entry = string.IsNullOrEmpty(Capacity) ? null : vocabulary.Capacities.Find(Capacity);
        var isUnknown = _entry is null && !string.IsNullOrEmpty(Capacity);
        _changes = isUnknown ? null : await query.RunAsync(_entry?.Code, _page, CurrentPerson.ViewerOf(Http.User), Http.RequestAborted);
        if (_changes is null) navigation.NotFound();
        if (!Enum.TryParse<CapacityActResult>(Came, ignoreCase: true, out var acted) || !Enum.IsDefined(acted)) return;
        _isDone = acted == CapacityActResult.Done;
        _said = _isDone ? M["capacities-undo-done"] : CapacityTexts.Said(acted, M);
    }
}
