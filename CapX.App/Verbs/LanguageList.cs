using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>MediaWiki's languages from @wikimedia/language-data. Omits codes that redirect to another code. Keeps a language that redirects to one of its own
/// scripts (sr to sr-cyrl), because people speak Serbian in whichever script they write it.</summary>
internal static class LanguageList
{
    public static IEnumerable<JsonObject> Items(JsonNode languageData, JsonNode aliases, CldrNames cldr)
    {
        var languages = languageData["languages"]!.AsObject();
        var rightToLeft = languageData["rtlscripts"]!.AsArray().Select(s => s!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var alias = aliases["supplemental"]!["metadata"]!["alias"]!["languageAlias"]!.AsObject();
        // CLDR has no name for ike but for iu, which redirects to ike-cans here.
        string Canonical(string language) =>
            alias[language]?["_replacement"]?.GetValue<string>() is { } other && languages[other] is JsonArray { Count: 1 } ? other : language;

        var items = new List<JsonObject>();
        foreach (var (code, value) in languages.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            var facts = value!.AsArray();
            string? autonym = null;
            if (facts is [{ } leadsTo])
            {
                if (leadsTo.GetValue<string>().Split('-') is not [var language, { Length: 4 }]) continue;
                if ((language != code && Canonical(language) != code) || !cldr.HasLanguageInEach(code)) continue;
                facts = languages[leadsTo.GetValue<string>()]!.AsArray();
                autonym = cldr.Autonym(code);
            }
            autonym ??= facts[2]!.GetValue<string>();
            var script = facts[0]!.GetValue<string>();
            var tag = Tag(code, Canonical);
            items.Add(new JsonObject
            {
                ["code"] = code,
                ["base"] = null,
                ["autonym"] = autonym,
                ["script"] = script,
                ["rightToLeft"] = rightToLeft.Contains(script),
                ["names"] = CldrNames.InEach(locale => cldr.Language(locale, tag), autonym),
            });
        }
        var codes = items.Select(item => item["code"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        foreach (var item in items) item["base"] = LanguageBases.Of(item["code"]!.GetValue<string>(), codes);
        return items;
    }

    /// <summary>Converts a MediaWiki code to CLDR's form, for example zh-hant-tw to zh-Hant-TW.</summary>
    private static string Tag(string code, Func<string, string> canonical)
    {
        var parts = code.Split('-');
        return string.Join('-', parts.Skip(1).Select(part => part.Length switch
        {
            4 => char.ToUpperInvariant(part[0]) + part[1..],
            _ => part.ToUpperInvariant(),
        }).Prepend(canonical(parts[0])));
    }
}
