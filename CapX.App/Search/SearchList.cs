using CapX.App.I18n;

namespace CapX.App.Search;

/// <summary>A list that can be searched: its address, how the messages about what it lists begin, and its filters in the order in which they stand on the
/// page.</summary>
public sealed record SearchList(string Path, string Keys, IReadOnlyList<SearchFacet> Facets)
{
    private const string Joined = "joined";
    private const string Start = "start";

    /// <summary>The names of its orders in the query string, that by default first.</summary>
    public IReadOnlyList<string> Orders { get; init; } = ["updated", Joined, "name", "today"];

    /// <summary>Whether what is over stands apart from what is to come.</summary>
    public bool HasPast { get; init; }

    /// <summary>Which one it is, where a page has several; null for the first.</summary>
    public string? Tab { get; init; }

    /// <summary>Where the options of a filter are found by typing; also for this list as a tab of another page.</summary>
    public string Options { get; init; } = $"{Path}/options";

    /// <summary>All that a query string can say of it.</summary>
    public IReadOnlyList<string> Parameters =>
        [SearchChoice.TabParameter, SearchChoice.TextParameter, .. Facets.Select(f => f.Parameter), SearchChoice.PastParameter, SearchChoice.OrderParameter,
        SearchChoice.PageSizeParameter, SearchChoice.PageParameter];

    /// <summary>Those, and what it can say of how the filters are drawn.</summary>
    public IReadOnlyList<string> PageParameters => [.. Parameters, Urls.AllParameter, .. Facets.Select(f => f.FindParameter)];

    /// <summary>One of the messages that each list has for itself.</summary>
    public string Text(string thing, Messages m, params object?[] arguments) => m[$"{Keys}-find-{thing}", arguments];

    public string OrderName(string order, Messages m, bool isPast = false) =>
        order == Joined ? Text(order, m) : m[$"search-order-{order}{(isPast && order == Start ? "-past" : "")}"];

    /// <summary>What a parameter is called on the page; those without a name there are called as in the address.</summary>
    public string ParameterName(string parameter, Messages m) =>
        parameter == SearchChoice.OrderParameter ? m["search-order"] : Facets.FirstOrDefault(f => f.Parameter == parameter)?.Title(m) ?? parameter;
}
