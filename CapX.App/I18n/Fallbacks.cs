using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CapX.App.I18n;

/// <summary>The fallback languages, as in MediaWiki: for example pt, then pt-br, then en.</summary>
internal static partial class Fallbacks
{
    public const string Last = "en";
    private const int LongestCode = 35;

    private static readonly FrozenDictionary<string, string[]> Next = Embedded.Items("fallbacks.json")
        .ToFrozenDictionary(item => item.Name, item => item.Value.EnumerateArray().Select(code => code.GetString()!).ToArray(), StringComparer.Ordinal);

    /// <summary>Tells whether the text can be a language code. Other input from visitors is ignored.</summary>
    public static bool IsCode(string? text) => text is { Length: > 1 and <= LongestCode } && CodePattern.IsMatch(text);

    /// <summary>Returns the language, its fallbacks, their fallbacks, and English last. A code without fallbacks in MediaWiki falls back to itself without
    /// its last part (es-mx to es).</summary>
    public static IReadOnlyList<string> Chain(string code)
    {
        var chain = Own(code);
        chain.Remove(Last);
        chain.Add(Last);
        return chain;
    }

    /// <summary>Same as <see cref="Chain"/> but without English, unless English is the language or one of its own fallbacks.</summary>
    public static List<string> Own(string code)
    {
        List<string> chain = [code.ToLowerInvariant()];
        for (var i = 0; i < chain.Count; i++)
        {
            var dash = chain[i].LastIndexOf('-');
            foreach (var next in Next.GetValueOrDefault(chain[i]) ?? (dash > 0 ? [chain[i][..dash]] : []))
                if (!chain.Contains(next))
                    chain.Add(next);
        }
        return chain;
    }

    [GeneratedRegex("^[a-z]{2,8}(-[a-z0-9]{1,8})*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern { get; }
}
