using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>Time zones with country, former names, names of their time, and large cities, largest first. The population of these cities tells which zone of a
/// country most people mean.</summary>
internal static class TimeZoneList
{
    private const double Large = 500_000;

    /// <summary>Former city names still in use, and cities missing in the packages. Maintained by hand.</summary>
    private static readonly (string Zone, string[] Names)[] FormerCities =
    [
        ("Asia/Kolkata", ["Bombay", "Madras", "Bangalore", "New Delhi"]), ("Asia/Shanghai", ["Peking", "Canton"]), ("Asia/Yangon", ["Rangoon"]),
        ("Asia/Ho_Chi_Minh", ["Saigon"]), ("Europe/Istanbul", ["Constantinople"]),
        ("Europe/Moscow", ["Saint Petersburg", "Leningrad"]), ("Asia/Almaty", ["Astana", "Nur-Sultan", "Alma-Ata"]), ("Africa/Maputo", ["Lourenço Marques"]),
        ("Africa/Harare", ["Salisbury"]), ("Africa/Kinshasa", ["Léopoldville"]),
    ];

    /// <summary>Short and alternative names of countries. Maintained by hand.</summary>
    private static readonly Dictionary<string, string[]> CountryNames = new(StringComparer.Ordinal)
    {
        ["GB"] = ["UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
        ["US"] = ["USA", "EE. UU.", "EUA", "America"],
        ["AE"] = ["UAE"],
        ["CZ"] = ["Czech Republic"],
        ["TR"] = ["Turkey"],
        ["CI"] = ["Ivory Coast"],
        ["CV"] = ["Cape Verde"],
        ["SZ"] = ["Swaziland"],
        ["MM"] = ["Burma"],
        ["NL"] = ["Holland"],
        ["CD"] = ["DR Congo", "Zaire"],
    };

    public static JsonObject Items(JsonArray zones, JsonArray cities)
    {
        var items = new JsonObject();
        var byId = zones.SelectMany(zone => zone!["group"]!.AsArray().Select(id => (Id: Text(id), Zone: Text(zone["name"])))).DistinctBy(z => z.Id)
            .ToDictionary(z => z.Id, z => z.Zone, StringComparer.Ordinal);
        var large = cities.Where(city => city!["timezone"] is not null && (double?)city["pop"] >= Large && byId.ContainsKey(Text(city["timezone"])))
            .Select(city => (Zone: byId[Text(city!["timezone"])], Name: Text(city["city"]), People: (long)(double)city["pop"]!))
            .ToLookup(city => city.Zone, StringComparer.Ordinal);
        foreach (var zone in zones.Select(zone => zone!).OrderBy(zone => Text(zone["name"]), StringComparer.Ordinal))
        {
            var name = Text(zone["name"]);
            var country = Text(zone["countryCode"]);
            string[] found = [.. large[name].OrderByDescending(city => city.People).Select(city => city.Name), .. zone["mainCities"]!.AsArray().Select(Text),
                .. FormerCities.Where(f => f.Zone == name).SelectMany(f => f.Names)];
            items[name] = new JsonObject
            {
                ["country"] = country,
                ["called"] = Array(CountryNames.GetValueOrDefault(country, [])),
                ["before"] = Array(zone["group"]!.AsArray().Select(Text).Where(id => id != name)),
                ["time"] = Array([Text(zone["alternativeName"]),
                    .. new[] { zone["abbreviation"], zone["dstAbbreviation"] }.Where(one => one is not null).Select(Text).Distinct()]),
                ["cities"] = Array(found.Distinct(StringComparer.Ordinal)),
                ["people"] = large[name].Sum(city => city.People),
            };
        }
        return items;
    }

    private static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
