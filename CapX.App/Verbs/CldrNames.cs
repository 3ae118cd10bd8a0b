using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>Names of languages and territories from CLDR, in the languages CapX ships.</summary>
/// <param name="folder">Contains one folder per locale.</param>
internal sealed class CldrNames(string folder)
{
    /// <summary>The shipped languages with their CLDR locales.</summary>
    private static readonly (string Code, string Locale)[] Shipped = [("ar", "ar"), ("en", "en"), ("es", "es"), ("fr", "fr"), ("pt-br", "pt")];

    private readonly Dictionary<(string Locale, string List), JsonObject> _vocabulary = [];

    /// <summary>Returns the result of <paramref name="find"/> for each shipped language, or <paramref name="otherwise"/>.</summary>
    public static JsonObject InEach(Func<string, string?> find, string otherwise)
    {
        var names = new JsonObject();
        foreach (var (code, locale) in Shipped) names[code] = find(locale) ?? otherwise;
        return names;
    }

    public string? Territory(string locale, string code) => Find(locale, "territories", code);

    /// <summary>The name of a BCP 47 tag, composed as "Serbian (Latin)" if CLDR has no name for the whole tag. Null when a part has no name.</summary>
    public string? Language(string locale, string tag)
    {
        if (Find(locale, "languages", tag) is { } whole) return whole;
        var parts = tag.Split('-');
        if (parts.Length == 1 || Find(locale, "languages", parts[0]) is not { } language) return null;
        var qualifiers = parts.Skip(1).Select(p => Qualifier(locale, p)).ToList();
        if (qualifiers.Contains(null)) return null;
        return Pattern(locale, "localePattern", language, qualifiers.Aggregate((all, next) => Pattern(locale, "localeSeparator", all!, next!))!);
    }

    public bool HasLanguageInEach(string tag) => Array.TrueForAll(Shipped, s => Language(s.Locale, tag) is not null);

    /// <summary>The name of a language in that language. Null when CLDR does not know the language.</summary>
    public string? Autonym(string code) => File.Exists(Path.Combine(folder, code, "languages.json")) ? Find(code, "languages", code) : null;

    private string? Qualifier(string locale, string part) => part.Length switch
    {
        4 => Find(locale, "scripts", $"{part}-alt-variant") ?? Find(locale, "scripts", part),
        2 or 3 => Find(locale, "territories", $"{part}-alt-short") ?? Find(locale, "territories", part),
        _ => Find(locale, "variants", part),
    };

    private string Pattern(string locale, string name, string first, string second) =>
        List(locale, "localeDisplayNames")["localeDisplayPattern"]![name]!.GetValue<string>()
            .Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);

    private string? Find(string locale, string list, string key) => List(locale, list)[key]?.GetValue<string>();

    private JsonObject List(string locale, string list)
    {
        if (_vocabulary.TryGetValue((locale, list), out var known)) return known;
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, locale, $"{list}.json")))!;
        var names = file["main"]![locale]!["localeDisplayNames"]!;
        return _vocabulary[(locale, list)] = (names[list] ?? names).AsObject();
    }
}
