using CapX.App.Editing;
using CapX.App.I18n;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>Edits the capacities that a person knows, offers or wants, or the topics of an event or listing.</summary>
public partial class EditCapacities
{
    private EditLookup? _lookup;
    private bool _isBrowsing;

    [CascadingParameter] public required Messages M { get; set; }

    /// <summary>The id of the field. The ids of rows, tree and error begin with it.</summary>
    [Parameter, EditorRequired] public required string Id { get; set; }

    [Parameter, EditorRequired] public required string Label { get; set; }

    [Parameter, EditorRequired] public required string AddLabel { get; set; }

    [Parameter] public string? Help { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<SharedCapacity> Chosen { get; set; }

    /// <summary>Capacities that are listed because they are offered. They cannot be removed here.</summary>
    [Parameter] public IReadOnlyList<string> Offered { get; set; } = [];

    /// <summary>Hides methods and notes.</summary>
    [Parameter] public bool IsPlain { get; set; }

    [Parameter, EditorRequired] public required Vocabulary Vocabulary { get; set; }

    /// <summary>Returns the error of the field (null) or of the row with a code.</summary>
    [Parameter, EditorRequired] public required Func<string?, string?> Error { get; set; }

    [Parameter, EditorRequired] public EventCallback<IReadOnlyList<SharedCapacity>> OnChange { get; set; }

    private IEnumerable<SharedCapacity> Rows => Chosen.Concat(Offered.Except(Chosen.Select(c => c.Code)).Select(Plain));

    private static SharedCapacity Plain(string code) => new(code, [], null);

    private bool Has(string code) => Rows.Any(r => r.Code == code);

    private bool IsFixed(string code) => Offered.Contains(code);

    private string? PathOf(string code) => Vocabulary.Capacities.Find(code) is { } entry ? NameSearch.Of(Vocabulary.Capacities).Above(entry, M) : null;

    private Task AddAsync(string code) => Has(code) ? Task.CompletedTask : OnChange.InvokeAsync([.. Chosen, Plain(code)]);

    private Task SetAsync(SharedCapacity shared) => OnChange.InvokeAsync([.. Chosen.Select(r => r.Code == shared.Code ? shared : r)]);

    private Task RemoveAsync(string code) => OnChange.InvokeAsync([.. Chosen.Where(r => r.Code != code)]);

    private async Task RemoveFromListAsync(string code)
    {
        await RemoveAsync(code);
        // The focused button was removed.
        await _lookup!.FocusAsync();
    }
}
