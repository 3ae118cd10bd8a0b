using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>The countries of ISO 3166-1 below the regions of UN M49 as one tree, from CLDR's territory containment.</summary>
internal static class TerritoryList
{
    private const string World = "001";
    private const string Antarctica = "AQ";

    /// <summary>In CLDR, 202 and 419 are siblings of the regions that they contain in M49, and North America (003) overlaps them.</summary>
    private static readonly Dictionary<string, string[]> Regions = new(StringComparer.Ordinal)
    {
        ["002"] = ["015", "202"],
        ["019"] = ["021", "419"],
        ["202"] = ["011", "014", "017", "018"],
        ["419"] = ["005", "013", "029"],
    };

    /// <summary>Codes in CLDR's containment that are not in ISO 3166-1: Sark, Ceuta and Melilla, the Canary Islands, Outlying Oceania, Kosovo.</summary>
    private static readonly HashSet<string> NotIso = ["CQ", "EA", "IC", "QO", "XK"];

    public static IEnumerable<JsonObject> Items(JsonNode containment, CldrNames cldr)
    {
        var contains = containment["supplemental"]!["territoryContainment"]!.AsObject();
        var parents = new SortedDictionary<string, string?>(StringComparer.Ordinal) { [World] = null, [Antarctica] = World };
        void Add(string region)
        {
            if (char.IsLetter(region[0])) return;
            var below = Regions.GetValueOrDefault(region) ?? contains[region]!["_contains"]!.AsArray().Select(c => c!.GetValue<string>());
            foreach (var child in below.Where(c => !NotIso.Contains(c)))
            {
                parents.Add(child, region);
                Add(child);
            }
        }
        Add(World);
        return parents.Select(p => new JsonObject
        {
            ["code"] = p.Key,
            ["parent"] = p.Value,
            ["names"] = CldrNames.InEach(locale => cldr.Territory(locale, p.Key) is { } name ? char.ToUpperInvariant(name[0]) + name[1..] : null, p.Key),
        });
    }
}
