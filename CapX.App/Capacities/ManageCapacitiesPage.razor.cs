using CapX.App.Editing;
using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/manage: the tree for curators. Everyone else gets 404.</summary>
public sealed partial class ManageCapacitiesPage(ManagedCapacityQuery query, Vocabulary vocabulary, NavigationManager navigation)
{
    private int? _waiting;
    private bool _isSearch;
    private CodeTree _tree = vocabulary.Capacities;
    private IReadOnlyList<CodeEntry> _found = [];
    private IReadOnlyList<CodeEntry> _retired = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Q { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var waiting = await query.WaitingAsync(CurrentPerson.ViewerOf(Http.User), Http.RequestAborted);
        if (waiting is null)
        {
            navigation.NotFound();
            return;
        }
        _tree = vocabulary.Capacities;
        Q = WrittenText.OneLine(Q ?? "", QueryReader.LongestValue);
        _isSearch = !string.IsNullOrWhiteSpace(Q);
        _found = _isSearch ? [.. NameSearch.Of(_tree).FindAll(Q!, M)] : [];
        _retired = [.. _tree.Entries.Where(e => e.IsRetired).ByName(_tree, M)];
        _waiting = waiting;
    }
}
