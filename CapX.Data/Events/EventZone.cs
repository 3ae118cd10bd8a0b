using System.Collections.Frozen;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace CapX.Data.Events;

/// <summary>A typed local time as UTC. Null when it is no valid time.</summary>
/// <param name="IsSkipped">The time does not exist in this zone, because clocks go forward over it.</param>
/// <param name="IsTwice">The time occurs twice that day, because clocks go back over it. The first is taken.</param>
/// <param name="LaterUtc">The second occurrence.</param>
public sealed record TypedTime(DateTime? Utc, bool IsSkipped = false, bool IsTwice = false, DateTime? LaterUtc = null)
{
    /// <summary>Resolves an ambiguous end time: takes the second occurrence when only that one is after the start (UTC). On the night when clocks go back, 2:30
    /// to 2:15 is 45 minutes.</summary>
    public TypedTime After(DateTime? startsAt) => LaterUtc is { } later && Utc <= startsAt && later > startsAt ? this with { Utc = later } : this;
}

/// <summary>Time zones of the tz database, and conversion of times.</summary>
public static class EventZone
{
    public const string Utc = "UTC";

    private const int LongestTyped = 60;

    private static readonly LocalDateTimePattern TypedWithSeconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFF");
    private static readonly LocalDateTimePattern Typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly IDateTimeZoneProvider Zones = DateTimeZoneProviders.Tzdb;
    private static readonly FrozenDictionary<string, string> Ids = Zones.Ids.ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    /// <summary>UTC and the ids of all inhabited zones.</summary>
    public static IReadOnlyList<string> Lived { get; } =
        [Utc, .. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).Select(place => place.ZoneId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Returns the id as the tz database spells it, or null when unknown. Browsers still send obsolete ids such as Asia/Calcutta and Europe/Kiev,
    /// which are replaced by the current ones.</summary>
    public static string? Find(string? id)
    {
        if (id is not { Length: <= LongestTyped } || !Ids.TryGetValue(Unseen.Drop(id).Trim(), out var known)) return null;
        return !Lived.Contains(known) && TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(known, out var today) && Lived.Contains(today)
            ? today : known;
    }

    /// <summary>Returns the zone of a stored id, or UTC when a later tz database has dropped it.</summary>
    public static DateTimeZone Of(string id) => Zones.GetZoneOrNull(id) ?? DateTimeZone.Utc;

    /// <summary>Converts a UTC time to local time in a zone, with the offset from UTC.</summary>
    public static (DateTime Local, TimeSpan Offset) At(DateTime utc, string zone)
    {
        var shown = Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(Of(zone));
        return (shown.ToDateTimeUnspecified(), shown.Offset.ToTimeSpan());
    }

    /// <summary>Returns a typed time as a form stores it: with ASCII digits, without the seconds that some browsers send. Anything else is returned
    /// unchanged.</summary>
    public static string Minutes(string typed) => Local(typed) is { } local ? Typed.Format(local) : typed;

    /// <summary>Formats a UTC time as the value of a date and time field, the inverse of <see cref="Read"/>.</summary>
    public static string Write(DateTime utc, string zone) => Typed.Format(LocalDateTime.FromDateTime(At(utc, zone).Local));

    /// <summary>Parses the value of a date and time field as local time in a zone. Years 2000 to 2200 only.</summary>
    public static TypedTime Read(string typed, string zone)
    {
        if (Local(typed) is not { Year: >= 2000 and <= 2200 } local) return new TypedTime(null);
        var mapping = Of(zone).MapLocal(local);
        return mapping.Count == 0 ? new TypedTime(null, IsSkipped: true)
            : new TypedTime(mapping.First().ToDateTimeUtc(), IsTwice: mapping.Count > 1, LaterUtc: mapping.Count > 1 ? mapping.Last().ToDateTimeUtc() : null);
    }

    /// <summary>Parses a local time to the minute. Accepts digits of any script, and a space instead of the T.</summary>
    private static LocalDateTime? Local(string typed)
    {
        if (typed.Length > LongestTyped) return null;
        var plain = WrittenNumber.Plain(typed).Trim().Replace(' ', 'T');
        if (Typed.Parse(plain).TryGetValue(default, out var local)) return local;
        return TypedWithSeconds.Parse(plain).TryGetValue(default, out local) ? local.With(TimeAdjusters.TruncateToMinute) : null;
    }
}
