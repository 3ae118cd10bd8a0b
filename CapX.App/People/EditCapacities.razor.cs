using CapX.App.Editing;
using CapX.App.I18n;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>Edits what somebody knows, offers or wants, or what something is about.</summary>
public partial class EditCapacities
{
    private EditLookup? _lookup;
    private bool _isBrowsing;

    [CascadingParameter] public required Messages M { get; set; }

    /// <summary>Of the field; rows, tree and error stand under names that begin with it.</summary>
    [Parameter, EditorRequired] public required string Id { get; set; }

    [Parameter, EditorRequired] public required string Label { get; set; }

    [Parameter, EditorRequired] public required string AddLabel { get; set; }

    [Parameter] public string? Help { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<SharedCapacity> Chosen { get; set; }

    /// <summary>What stands here because it is offered, as long as it is.</summary>
    [Parameter] public IReadOnlyList<string> Offered { get; set; } = [];

    /// <summary>No methods and no notes.</summary>
    [Parameter] public bool IsPlain { get; set; }

    [Parameter, EditorRequired] public required Vocabulary Lists { get; set; }

    /// <summary>What is wrong with the field, or with the row of a code.</summary>
    [Parameter, EditorRequired] public required Func<string?, string?> Error { get; set; }

    [Parameter, EditorRequired] public EventCallback<IReadOnlyList<SharedCapacity>> OnChange { get; set; }

    private IEnumerable<SharedCapacity> Rows => Chosen.Concat(Offered.Except(Chosen.Select(c => c.Code)).Select(Plain));

    private static SharedCapacity Plain(string code) => new(code, [], null);

    private bool Has(string code) => Rows.Any(r => r.Code == code);

    private bool IsFixed(string code) => Offered.Contains(code);

    private string? PathOf(string code) => Lists.Capacities.Find(code) is { } entry ? NameSearch.Of(Lists.Capacities).Above(entry, M) : null;

    private Task AddAsync(string code) => Has(code) ? Task.CompletedTask : OnChange.InvokeAsync([.. Chosen, Plain(code)]);

    private Task SetAsync(SharedCapacity shared) => OnChange.InvokeAsync([.. Chosen.Select(r => r.Code == shared.Code ? shared : r)]);

    private Task RemoveAsync(string code) => OnChange.InvokeAsync([.. Chosen.Where(r => r.Code != code)]);

    private async Task RemoveFromListAsync(string code)
    {
        await RemoveAsync(code);
        // The button that had the keyboard is gone.
        await _lookup!.FocusAsync();
    }
}
