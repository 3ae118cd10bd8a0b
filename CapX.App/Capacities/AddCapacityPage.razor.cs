using CapX.App.I18n;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/manage/add: a curator adds a capacity, suggested or not.</summary>
public sealed partial class AddCapacityPage(ManagedCapacityQuery query, ChangeCapacityCommand change, SuggestionsQuery suggestions, Vocabulary vocabulary,
    TimeProvider time, NavigationManager navigation) : CuratorForm(suggestions, navigation)
{
    private readonly NavigationManager _navigation = navigation;
    private bool _isCurator;
    private Guid _key;
    private string _parent = "";
    private string? _bad;

    [SupplyParameterFromQuery] public string? Parent { get; set; }

    private IEnumerable<string> Languages =>
        new[] { "en", M.Language, Suggestion?.Language }.OfType<string>().Where(language => vocabulary.Languages.Find(language) is not null).Concat(Shipped)
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Shipped => MessageCatalog.Instance.Shipped.Select(m => m.Language).Order(StringComparer.Ordinal);

    protected override async Task OnInitializedAsync()
    {
        await ReadSuggestionAsync();
        _isCurator = Person is not null && await query.WaitingAsync(Person.Viewer, Http.RequestAborted) is not null;
        if (!_isCurator) _navigation.NotFound();
        _key = Guid.TryParse(Sent("Key"), out var key) ? key : Guid.NewGuid();
        _parent = IsPost ? Sent("Below") : vocabulary.Capacities.Find(Suggestion?.Capacity ?? Parent)?.Code ?? "";
    }

    private CapacityTyped Typed(string language) => IsPost ? new CapacityTyped(Sent($"name-{language}"), Sent($"description-{language}"))
        : Suggestion is { Kind: SuggestionKind.Add } suggestion && suggestion.Language == language ? new CapacityTyped(suggestion.Name, suggestion.Description)
        : new CapacityTyped("", "");

    private async Task SaveAsync()
    {
        if (!_isCurator) return;
        var typed = Languages.ToDictionary(language => language, Typed, StringComparer.Ordinal);
        var outcome = await change.AddAsync(Person!.Actor, new NewCapacity { Code = Sent("Code"), Parent = _parent, Texts = typed }, _key, Answer);
        Settle(outcome, "add", CapacityUrls.AddCapacity);
        _bad = outcome.Language;
    }
}
