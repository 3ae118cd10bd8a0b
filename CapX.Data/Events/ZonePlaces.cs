using System.Collections.Frozen;
using System.Text.Json;
using NodaTime.TimeZones;

namespace CapX.Data.Events;

/// <summary>What people call a time zone by.</summary>
/// <param name="Country">Its code, or null for UTC.</param>
/// <param name="Called">Other names of its country.</param>
/// <param name="Before">Ids that it had before, and of zones that became part of it, but for those where people still say so.</param>
/// <param name="Time">What its time is called in English, in full and short.</param>
/// <param name="Cities">Large ones, the largest first.</param>
/// <param name="People">How many live in these: which of a country's zones most people mean.</param>
public sealed record ZonePlaces(string? Country, IReadOnlyList<string> Called, IReadOnlyList<string> Before, IReadOnlyList<string> Time,
    IReadOnlyList<string> Cities, long People)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, ZonePlaces> Listed =
        JsonSerializer.Deserialize<DataFile>(Migrator.Embedded("sql/data/timezones", ".json").Single().Text, Json)!.Items;

    private static readonly FrozenSet<string> LastParts = EventZone.Lived.Select(Last).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>By the id of each zone that people live in.</summary>
    public static IReadOnlyDictionary<string, ZonePlaces> All { get; } = EventZone.Lived.ToFrozenDictionary(id => id, id => Of(id), StringComparer.Ordinal);

    /// <summary>The tz database says where each zone is; the list has the large cities of most.</summary>
    private static ZonePlaces Of(string id)
    {
        var country = TzdbDateTimeZoneSource.Default.ZoneLocations?.FirstOrDefault(place => place.ZoneId == id)?.CountryCode;
        if (!Listed.TryGetValue(id, out var listed)) return new ZonePlaces(country, [], [], [], [], 0);
        // Indianapolis and Detroit have zones of their own, which the list counts to New York's.
        bool IsOthers(string name) => Last(name) != Last(id) && LastParts.Contains(Last(name));
        return listed with { Country = country ?? listed.Country, Before = [.. listed.Before.Where(before => !IsOthers(before))],
            Cities = [.. listed.Cities.Where(city => !IsOthers(city))] };
    }

    private static string Last(string name) => name.Split('/')[^1].Replace(' ', '_');

    private sealed record DataFile(string Source, Dictionary<string, ZonePlaces> Items);
}
