using CapX.Data.Capacities;

namespace CapX.App;

/// <summary>URLs of capacities, suggestions and the curators' pages.</summary>
public static class CapacityUrls
{
    public const string Capacities = "/capacities";
    public const string ManageCapacities = $"{Capacities}/manage";
    public const string AddCapacity = $"{ManageCapacities}/add";
    public const string CapacityHistory = $"{ManageCapacities}/history";
    public const string UndoCapacity = $"{ManageCapacities}/undo";
    public const string WaitingSuggestions = $"{ManageCapacities}/suggestions";
    public const string CapacitySuggestions = $"{Capacities}/suggestions";
    public const string Suggest = $"{Capacities}/suggest";

    /// <summary>The results of a search in the tree of capacities.</summary>
    public static string CapacitiesFor(string text) => $"{Capacities}?q={Uri.EscapeDataString(text)}";

    public static string Capacity(string code) => $"{Capacities}/{code}";

    /// <summary>The curators' page of a capacity, optionally with the change just made.</summary>
    public static string ManageCapacity(string code, string? did = null) => UrlText.WithQuery($"{ManageCapacities}/{code}", [new("did", did ?? "")]);

    /// <summary>A curator's form for a capacity: "names", "move", "merge", "code", "retire" or "restore". Optionally filled from a suggestion.</summary>
    public static string CurateCapacity(string code, string act, ulong? suggestion = null) =>
        UrlText.WithQuery($"{ManageCapacities}/{code}/{act}", [new("suggestion", UrlText.Number(suggestion))]);

    public static string AddCapacityFor(string? parent, ulong? suggestion = null) =>
        UrlText.WithQuery(AddCapacity, [new("parent", parent ?? ""), new("suggestion", UrlText.Number(suggestion))]);

    public static string CapacityHistoryOf(string? code, int page = 1) =>
        UrlText.WithQuery(CapacityHistory, [new("capacity", code ?? ""), new("page", page == 1 ? "" : UrlText.Number((ulong)page))]);

    public static string CapacityHistorySaying(string? code, CapacityActResult came) =>
        UrlText.WithQuery(CapacityHistory, [new("capacity", code ?? ""), new("came", came.ToString().ToLowerInvariant())]);

    public static string WaitingSuggestionsSaying(CapacityActResult came) => $"{WaitingSuggestions}?came={came.ToString().ToLowerInvariant()}";

    public static string AnswerSuggestion(ulong id) => $"{WaitingSuggestions}/{UrlText.Number(id)}/answer";

    public static string WithdrawSuggestion(ulong id) => $"{CapacitySuggestions}/{UrlText.Number(id)}/withdraw";

    /// <summary>The form for a suggestion, optionally about a capacity.</summary>
    public static string SuggestAbout(string? code) => UrlText.WithQuery(Suggest, [new("capacity", code ?? "")]);

    public static string WikidataItem(string item) => $"https://www.wikidata.org/wiki/{item}";
}
