using System.Collections.Frozen;
using System.Text;
using CapX.App.I18n;
using CapX.App.People;
using CapX.App.Search;

namespace CapX.App.Shell;

/// <summary>The query string reduced to known parameters in a fixed order. Unknown parameters would create separate cache entries, and appear in links of
/// responses served to others.</summary>
public static class KnownQuery
{
    private static readonly FrozenDictionary<string, string[]> OfLists = ((SearchList[])
        [PeopleFilterParser.List, .. CatalogueFilterParser.All.Select(list => list.List), SearchTabs.People, SearchTabs.Organizations.List,
        SearchTabs.Listings.List, SearchTabs.Events.List])
        .GroupBy(list => list.Path)
        .ToFrozenDictionary(page => page.Key, page => page.SelectMany(list => list.PageParameters).Distinct().ToArray(), StringComparer.Ordinal);

    /// <summary>Includes the question mark. Empty without known parameters. Values stay unchanged and in order.</summary>
    public static string Of(HttpContext http, ReadByAllAttribute read)
    {
        if (!http.Request.QueryString.HasValue) return "";
        var (query, known) = (http.Request.Query, new StringBuilder());
        foreach (var name in Parameters(http.GetEndpoint(), read).Append(LanguageChoice.Parameter))
            foreach (var value in query[name])
                known.Append(known.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value ?? ""));
        return known.ToString();
    }

    internal static IEnumerable<string> Parameters(Endpoint? endpoint, ReadByAllAttribute read) =>
        read.Parameters.Count == 0 && endpoint is RouteEndpoint { RoutePattern.RawText: { } path } && OfLists.TryGetValue(path, out var list)
            ? list : read.Parameters;
}
