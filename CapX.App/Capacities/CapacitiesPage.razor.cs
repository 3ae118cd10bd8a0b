using CapX.App.Editing;
using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Index;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities: the tree with the number of people who know, offer and want each capacity, or the results of a search in any language.</summary>
public sealed partial class CapacitiesPage(PeopleIndex index, Vocabulary vocabulary)
{
    private Viewer _viewer = Viewer.Anonymous;
    private bool _isSearch;
    private IReadOnlyList<CodeEntry> _found = [];
    private string? _meant;
    private IReadOnlyDictionary<string, CapacityCount> _counts = new Dictionary<string, CapacityCount>();

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Q { get; set; }

    protected override void OnParametersSet()
    {
        Q = WrittenText.OneLine(Q ?? "", QueryReader.LongestValue);
        _viewer = CurrentPerson.ViewerOf(Http.User);
        _counts = index.CapacityCounts(_viewer).ToDictionary(c => c.Code, StringComparer.Ordinal);
        _isSearch = !string.IsNullOrWhiteSpace(Q);
        _found = _isSearch ? [.. NameSearch.Of(vocabulary.Capacities).FindAll(Q!, M).Where(e => !e.IsRetired)] : [];
        _meant = _isSearch && _found.Count == 0 ? NameSearch.Of(vocabulary.Capacities).Meant(Q!, M) : null;
    }
}
