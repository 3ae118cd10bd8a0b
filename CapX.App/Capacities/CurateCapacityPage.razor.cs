using System.Globalization;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/manage/{code}/{move, merge, code, retire or restore}: one change by a curator to one capacity.</summary>
public sealed partial class CurateCapacityPage(ManagedCapacityQuery query, ChangeCapacityCommand change, MergeCapacityCommand merge,
    SuggestionsQuery suggestions, Vocabulary vocabulary, TimeProvider time, NavigationManager navigation)
    : CuratorForm(suggestions, navigation)
{
    private static readonly string[] Acts = ["move", "merge", "code", "retire", "restore"];
    private readonly NavigationManager _navigation = navigation;
    private ManagedCapacity? _capacity;
    private CodeEntry? _entry;
    private string _above = "";
    private string _target = "";

    [Parameter] public required string Code { get; set; }

    [Parameter] public required string Act { get; set; }

    private string Title => M[$"capacities-{Act}-title"];

    protected override async Task OnInitializedAsync()
    {
        await ReadSuggestionAsync();
        await ReadAsync();
        if (_capacity is null || !Acts.Contains(Act))
        {
            _capacity = null;
            _navigation.NotFound();
            return;
        }
        _target = IsPost ? Sent("Target") : (Act switch
        {
            "move" => vocabulary.Capacities.Find(Suggestion?.Other)?.Code ?? _capacity.Parent,
            "code" => _capacity.Code,
            _ => vocabulary.Capacities.Find(Suggestion?.Other)?.Code,
        }) ?? "";
    }

    private async Task ReadAsync()
    {
        var tree = vocabulary.Capacities;
        _entry = tree.Find(Code);
        _capacity = _entry is null || Person is null ? null : await query.RunAsync(_entry.Code, Person.Viewer, Http.RequestAborted);
        _above = _entry?.Parent is { } parent ? tree[parent].Name(M.Chain) : M["capacities-top"];
    }

    private async Task SaveAsync()
    {
        // Null for users who are not curators: they get no page and cannot submit its form.
        if (_capacity is null) return;
        var (actor, code) = (Person!.Actor, _capacity.Code);
        var version = uint.TryParse(Sent("Version"), NumberStyles.None, CultureInfo.InvariantCulture, out var sent) ? sent : 0;
        var outcome = await (Act switch
        {
            "move" => change.MoveAsync(actor, code, version, _target, Answer),
            "merge" => merge.RunAsync(actor, code, version, _target, Answer),
            "code" => change.RecodeAsync(actor, code, version, _target, Answer),
            "retire" => change.RetireAsync(actor, code, version, _target, Answer),
            _ => change.RestoreAsync(actor, code, version),
        });
        Settle(outcome, Act, CapacityUrls.CurateCapacity(code, Act));
        if (outcome.Acted == CapacityActResult.Stale) await ReadAsync();
    }
}
