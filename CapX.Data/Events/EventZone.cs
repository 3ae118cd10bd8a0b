using System.Collections.Frozen;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace CapX.Data.Events;

/// <summary>A time that somebody typed, read in a zone. UTC; null where there is no such time.</summary>
/// <param name="IsSkipped">Clocks go forward over it: nobody's clock ever shows it.</param>
/// <param name="IsTwice">Clocks go back over it: it comes twice that day, and the first is taken.</param>
public sealed record TypedTime(DateTime? Utc, bool IsSkipped = false, bool IsTwice = false);

/// <summary>Zones of the tz database, and times in them.</summary>
public static class EventZone
{
    public const string Utc = "UTC";

    private const int LengthOfMinutes = 16;

    private static readonly LocalDateTimePattern Typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly IDateTimeZoneProvider Zones = DateTimeZoneProviders.Tzdb;
    private static readonly FrozenDictionary<string, string> Ids = Zones.Ids.ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that people live in, by id, and UTC.</summary>
    public static IReadOnlyList<string> Lived { get; } =
        [Utc, .. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).Select(place => place.ZoneId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The id as the tz database writes it, or null where it has none. Browsers still say Asia/Calcutta and Europe/Kiev: of a name that is not in use any more, the one that is.</summary>
    public static string? Find(string? id)
    {
        if (id is null || !Ids.TryGetValue(id, out var known)) return null;
        return !Lived.Contains(known) && TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(known, out var today) && Lived.Contains(today) ? today : known;
    }

    /// <summary>The zone of a stored id; UTC where a later tz database has forgotten it.</summary>
    public static DateTimeZone Of(string id) => Zones.GetZoneOrNull(id) ?? DateTimeZone.Utc;

    /// <summary>What clocks in a zone show at a moment, and how far they are from UTC.</summary>
    public static (DateTime Local, TimeSpan Offset) At(DateTime utc, string zone)
    {
        var shown = Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(Of(zone));
        return (shown.ToDateTimeUnspecified(), shown.Offset.ToTimeSpan());
    }

    /// <summary>Without the seconds that some browsers send.</summary>
    public static string Minutes(string typed) => typed.Length > LengthOfMinutes ? typed[..LengthOfMinutes] : typed;

    /// <summary>As a field for date and time has it: the way back from <see cref="Read"/>.</summary>
    public static string Write(DateTime utc, string zone) => Typed.Format(LocalDateTime.FromDateTime(At(utc, zone).Local));

    /// <summary>Reads what a field for date and time has, as clocks in a zone show it.</summary>
    public static TypedTime Read(string typed, string zone)
    {
        if (!Typed.Parse(Minutes(typed)).TryGetValue(default, out var local) || local.Year is < 2000 or > 2200) return new TypedTime(null);
        var mapping = Of(zone).MapLocal(local);
        return mapping.Count == 0 ? new TypedTime(null, IsSkipped: true) : new TypedTime(mapping.First().ToDateTimeUtc(), IsTwice: mapping.Count > 1);
    }
}
