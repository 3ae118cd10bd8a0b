using System.Globalization;

namespace CapX.App;

/// <summary>Helpers to build URLs.</summary>
internal static class UrlText
{
    /// <summary>A page with the outcome of an action.</summary>
    public static string Saying<TWhat, TCame>(string page, TWhat what, TCame came) where TWhat : struct, Enum where TCame : struct, Enum =>
        $"{page}?did={what.ToString().ToLowerInvariant()}&came={came.ToString().ToLowerInvariant()}";

    public static string Number(ulong? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string WithQuery(string path, IEnumerable<KeyValuePair<string, string>> query)
    {
        var text = string.Join('&', query.Where(p => p.Value.Length > 0).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        return text.Length == 0 ? path : $"{path}?{text}";
    }
}
