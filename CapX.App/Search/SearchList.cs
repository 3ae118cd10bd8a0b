using CapX.App.I18n;
using CapX.App.Shell;

namespace CapX.App.Search;

/// <summary>A searchable list: its address, the prefix of its message keys, and its filters in the order of the page.</summary>
public sealed record SearchList(string Path, string Keys, IReadOnlyList<Facet> Facets)
{
    /// <summary>The filters that are expanded although nothing is chosen.</summary>
    public IReadOnlyList<Facet> Open { get; init; } = [];

    /// <summary>The codes of its orders, default first.</summary>
    public IReadOnlyList<string> Orders { get; init; } = [OrderCode.Updated, OrderCode.Joined, OrderCode.Name, OrderCode.Today];

    /// <summary>True when past and upcoming items are listed separately.</summary>
    public bool HasPast { get; init; }

    /// <summary>The tab on a page with several lists. Null for the first tab.</summary>
    public string? Tab { get; init; }

    /// <summary>The address for searching filter options. The same when the list is a tab of another page.</summary>
    public string Options { get; init; } = $"{Path}/options";

    /// <summary>All query string parameters of the list.</summary>
    public IReadOnlyList<string> Parameters =>
        [SearchChoice.TabParameter, SearchChoice.TextParameter, .. Facets.Select(f => f.Name), SearchChoice.PastParameter, SearchChoice.OrderParameter,
        SearchChoice.PageSizeParameter, SearchChoice.PageParameter];

    /// <summary>Those parameters, and the ones that control how filters are displayed.</summary>
    public IReadOnlyList<string> PageParameters => [.. Parameters, SearchUrls.AllParameter, .. Facets.Select(f => f.FindParameter)];

    /// <summary>Its address with its parameters, for the cache for visitors.</summary>
    public ListAddress Address => new(Path, PageParameters);

    /// <summary>Returns one of the messages that each list has.</summary>
    public string Text(string thing, Messages m, params object?[] arguments) => m[$"{Keys}-find-{thing}", arguments];

    public string OrderName(string order, Messages m, bool isPast = false) =>
        order == OrderCode.Joined ? Text(order, m) : m[$"search-order-{order}{(isPast && order == OrderCode.Start ? "-past" : "")}"];

    /// <summary>The name of a parameter on the page, otherwise the parameter itself.</summary>
    public string ParameterName(string parameter, Messages m) =>
        parameter == SearchChoice.OrderParameter ? m["search-order"] : Facets.FirstOrDefault(f => f.Name == parameter)?.Title(m) ?? parameter;
}
