using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>CLDR's cardinal plural rules with sample numbers, by language code as in MediaWiki.</summary>
internal static class PluralList
{
    private const string Prefix = "pluralRule-count-";

    public static JsonObject Items(JsonNode plurals)
    {
        var items = new JsonObject();
        foreach (var (language, rules) in plurals["supplemental"]!["plurals-type-cardinal"]!.AsObject())
        {
            var byCategory = new JsonObject();
            foreach (var (category, rule) in rules!.AsObject()) byCategory[category[Prefix.Length..]] = rule!.GetValue<string>().Trim();
            items[language.ToLowerInvariant()] = byCategory;
        }
        return items;
    }
}
