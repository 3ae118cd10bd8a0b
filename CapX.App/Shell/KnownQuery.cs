using System.Collections.Frozen;
using System.Text;

namespace CapX.App.Shell;

/// <summary>The address of a list, with the parameters that its page reads. Each list registers its own.</summary>
public sealed record ListAddress(string Path, IReadOnlyList<string> Parameters);

/// <summary>The query string reduced to known parameters in a fixed order. Unknown parameters would create separate cache entries, and appear in links of
/// responses served to others.</summary>
public sealed class KnownQuery(IEnumerable<ListAddress> lists)
{
    private readonly FrozenDictionary<string, string[]> _ofLists = lists.GroupBy(list => list.Path)
        .ToFrozenDictionary(page => page.Key, page => page.SelectMany(list => list.Parameters).Distinct().ToArray(), StringComparer.Ordinal);

    /// <summary>Includes the question mark. Empty without known parameters. Values stay unchanged and in order.</summary>
    public string Of(HttpContext http, ReadByAllAttribute read)
    {
        if (!http.Request.QueryString.HasValue) return "";
        var (query, known) = (http.Request.Query, new StringBuilder());
        foreach (var name in Parameters(http.GetEndpoint(), read).Append(LanguageChoice.Parameter))
            foreach (var value in query[name])
                known.Append(known.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value ?? ""));
        return known.ToString();
    }

    private IEnumerable<string> Parameters(Endpoint? endpoint, ReadByAllAttribute read) =>
        read.Parameters.Count == 0 && endpoint is RouteEndpoint { RoutePattern.RawText: { } path } && _ofLists.TryGetValue(path, out var list)
            ? list : read.Parameters;
}
