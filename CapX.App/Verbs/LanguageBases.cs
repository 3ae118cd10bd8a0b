namespace CapX.App.Verbs;

/// <summary>The base language of each language code that is a variant: another script, region, spelling or register. The text before the hyphen is not
/// reliable, because it may name a family of languages or a neighbouring one. Codes that the rule does not cover are reviewed here. `refresh-data` fails on a
/// code that was not reviewed.</summary>
internal static class LanguageBases
{
    private static readonly Dictionary<string, string?> Reviewed = new(StringComparer.Ordinal)
    {
        // Separate languages. "map" and "roa" are families. The Low Saxon of the Netherlands is several languages, distinct from "nds".
        // Guernésiais and Jèrriais are two languages.
        ["map-bms"] = null,
        ["roa-tara"] = null,
        ["nds-nl"] = null,
        ["nrf-gg"] = null,
        ["nrf-je"] = null,
        ["cbk-zam"] = null,
        ["bat-smg"] = null,
        ["fiu-vro"] = null,
        ["roa-rup"] = null,
        ["zh-classical"] = null,
        ["zh-min-nan"] = null,
        ["zh-yue"] = null,

        // The only code of their language in the list.
        ["jdt-cyrl"] = null,
        ["mww-latn"] = null,
        ["rml-cyrl"] = null,
        ["shy-latn"] = null,
        ["skr-arab"] = null,

        // Spellings, registers and idioms.
        ["be-tarask"] = "be",
        ["be-x-old"] = "be",
        ["de-formal"] = "de",
        ["en-simple"] = "en",
        ["es-formal"] = "es",
        ["hu-formal"] = "hu",
        ["nan-latn-pehoeji"] = "nan",
        ["nan-latn-tailo"] = "nan",
        ["nl-informal"] = "nl",
        ["rm-puter"] = "rm",
        ["rm-rumgr"] = "rm",
        ["rm-surmiran"] = "rm",
        ["rm-sursilv"] = "rm",
        ["rm-sutsilv"] = "rm",
        ["rm-vallader"] = "rm",

        // Norwegian has two written forms. Readers of one read the other.
        ["nb"] = "no",
        ["nn"] = "no",
        ["nn-hognorsk"] = "no",

        // Romanian in Cyrillic script.
        ["mo"] = "ro",

        // If the plain code is not in the list, the variant in its default script is the base. For ike that is iu.
        ["bbc-batk"] = "bbc-latn",
        ["bbc-latn"] = null,
        ["cja-arab"] = "cja-latn",
        ["cja-cham"] = "cja-latn",
        ["cja-latn"] = null,
        ["cjm-arab"] = "cjm-cham",
        ["cjm-cham"] = null,
        ["cjm-latn"] = "cjm-cham",
        ["cnr-cyrl"] = "cnr-latn",
        ["cnr-latn"] = null,
        ["gju-arab"] = null,
        ["gju-deva"] = "gju-arab",
        ["gom-deva"] = null,
        ["gom-latn"] = "gom-deva",
        ["ike-cans"] = "iu",
        ["ike-latn"] = "iu",
        ["isv-cyrl"] = "isv-latn",
        ["isv-latn"] = null,
        ["taq-latn"] = "taq-tfng",
        ["taq-tfng"] = null,
    };

    /// <summary>The base of a code among all codes of the list. Null for a language that is not a variant.</summary>
    /// <exception cref="InvalidOperationException">The code must be reviewed.</exception>
    public static string? Of(string code, IReadOnlySet<string> all)
    {
        if (Reviewed.TryGetValue(code, out var reviewed)) return reviewed is null || all.Contains(reviewed) ? reviewed : throw Unsettled(code);
        return code.Split('-') switch
        {
            [_] => null,
            [var language, var script] when IsScript(script) && all.Contains(language) => language,
            [var language, var region] when IsRegion(region) && all.Contains(language) => language,
            _ => throw Unsettled(code),
        };
    }

    private static bool IsScript(string part) => part.Length == 4 && part.All(char.IsAsciiLetterLower);

    private static bool IsRegion(string part) => part.Length == 2 && part.All(char.IsAsciiLetterLower) || part.Length == 3 && part.All(char.IsAsciiDigit);

    private static InvalidOperationException Unsettled(string code) =>
        new($"The base language of '{code}' is unknown. Add '{code}' to {nameof(LanguageBases)}, with its base language or with null if it is not a variant.");
}
