using System.Globalization;
using CapX.App.I18n;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/manage/{code}/names: a capacity's name and description in all languages. Curators only.</summary>
public sealed partial class NameCapacityPage(ManagedCapacityQuery query, ChangeCapacityCommand change, SuggestionsQuery suggestions, Vocabulary vocabulary,
    TimeProvider time, NavigationManager navigation) : CuratorForm(suggestions, navigation)
{
    private readonly NavigationManager _navigation = navigation;
    private ManagedCapacity? _capacity;
    private CodeEntry? _entry;
    private IReadOnlyList<string> _languages = [];
    private bool _isStale;
    private string? _bad;

    [Parameter] public required string Code { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await ReadSuggestionAsync();
        await ReadAsync();
        if (_capacity is null) _navigation.NotFound();
    }

    private async Task ReadAsync()
    {
        _entry = vocabulary.Capacities.Find(Code);
        _capacity = _entry is null || Person is null ? null : await query.RunAsync(_entry.Code, Person.Viewer, Http.RequestAborted);
        if (_capacity is null) return;
        string[] suggested = Suggestion is { Kind: SuggestionKind.Name } ? [Suggestion.Language] : [];
        _languages = [.. suggested.Concat(MessageCatalog.Instance.Shipped.Select(m => m.Language).OrderBy(l => l != "en")
            .ThenBy(l => l, StringComparer.Ordinal)).Concat(_capacity.Texts.Keys).Distinct(StringComparer.Ordinal)];
    }

    private string LanguageName(string language) => vocabulary.Languages.Find(language)?.Name(M.Chain) ?? language;

    /// <summary>The field values of a language: as submitted, as suggested, or as stored.</summary>
    private CapacityTyped Typed(string language)
    {
        var stored = _capacity!.Texts.GetValueOrDefault(language);
        if (IsPost) return new CapacityTyped(Sent($"name-{language}"), Sent($"description-{language}"), Sent($"reviewed-{language}") == "true");
        var isSuggested = Suggestion is { Kind: SuggestionKind.Name } && Suggestion.Language == language;
        return new CapacityTyped(isSuggested && Suggestion!.Name.Length > 0 ? Suggestion.Name : stored?.Name ?? "",
            isSuggested && Suggestion!.Description.Length > 0 ? Suggestion.Description : stored?.Description ?? "", stored?.State != CapacityText.Drafted);
    }

    private async Task SaveAsync()
    {
        if (_capacity is null) return;
        var typed = _languages.Where(language => Http.Request.Form.ContainsKey($"name-{language}"))
            .ToDictionary(language => language, Typed, StringComparer.Ordinal);
        if (Sent("Other") is { Length: > 0 } other)
        {
            typed[other] = new CapacityTyped(Sent("name-other"), Sent("description-other"));
        }
        else if (Sent("name-other").Trim().Length > 0 || Sent("description-other").Trim().Length > 0)
        {
            Refused = M["capacities-names-other-language"];
            return;
        }
        var version = uint.TryParse(Sent("Version"), NumberStyles.None, CultureInfo.InvariantCulture, out var sent) ? sent : 0;
        var outcome = await change.NameAsync(Person!.Actor, _capacity.Code, version, typed, Answer);
        Settle(outcome, "names", CapacityUrls.CurateCapacity(_capacity.Code, "names"));
        _bad = outcome.Language;
        if (outcome.Acted != CapacityActResult.Stale) return;
        _isStale = true;
        await ReadAsync();
    }
}
