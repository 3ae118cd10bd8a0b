using System.Collections.Frozen;
using System.Text.Json;
using NodaTime.TimeZones;

namespace CapX.Data.Events;

/// <summary>The names by which people look for a time zone.</summary>
/// <param name="Country">The country code, or null for UTC.</param>
/// <param name="Called">Other names of the country.</param>
/// <param name="Before">Former ids of the zone and of zones merged into it, except where such a place has a current zone of its own.</param>
/// <param name="Time">English names of its time, long and short.</param>
/// <param name="Cities">Large cities, the largest first.</param>
/// <param name="People">The total population of these cities. It shows which of a country's zones most people mean.</param>
public sealed record ZonePlaces(string? Country, IReadOnlyList<string> Called, IReadOnlyList<string> Before, IReadOnlyList<string> Time,
    IReadOnlyList<string> Cities, long People)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, ZonePlaces> Listed =
        JsonSerializer.Deserialize<DataFile>(Migrator.Embedded("sql/data/timezones", ".json").Single().Text, Json)!.Items;

    private static readonly FrozenSet<string> LastParts = EventZone.Lived.Select(Last).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Keyed by the id of each inhabited zone.</summary>
    public static IReadOnlyDictionary<string, ZonePlaces> All { get; } = EventZone.Lived.ToFrozenDictionary(id => id, id => Of(id), StringComparer.Ordinal);

    /// <summary>Combines the country from the tz database with the cities from the data file, which covers most zones.</summary>
    private static ZonePlaces Of(string id)
    {
        var country = TzdbDateTimeZoneSource.Default.ZoneLocations?.FirstOrDefault(place => place.ZoneId == id)?.CountryCode;
        if (!Listed.TryGetValue(id, out var listed)) return new ZonePlaces(country, [], [], [], [], 0);
        // The file counts places such as Indianapolis and Detroit to New York's zone, but they have zones of their own.
        bool IsOthers(string name) => Last(name) != Last(id) && LastParts.Contains(Last(name));
        return listed with
        {
            Country = country ?? listed.Country,
            Before = [.. listed.Before.Where(before => !IsOthers(before))],
            Cities = [.. listed.Cities.Where(city => !IsOthers(city))]
        };
    }

    private static string Last(string name) => name.Split('/')[^1].Replace(' ', '_');

    private sealed record DataFile(string Source, Dictionary<string, ZonePlaces> Items);
}
