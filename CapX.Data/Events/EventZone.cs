using System.Collections.Frozen;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace CapX.Data.Events;

/// <summary>A time that somebody typed, read in a zone. UTC; null where there is no such time.</summary>
/// <param name="IsSkipped">Clocks go forward over it: nobody's clock ever shows it.</param>
/// <param name="IsTwice">Clocks go back over it: it comes twice that day, and the first is taken.</param>
/// <param name="LaterUtc">When it comes the second time.</param>
public sealed record TypedTime(DateTime? Utc, bool IsSkipped = false, bool IsTwice = false, DateTime? LaterUtc = null)
{
    /// <summary>The same as the end of what begins at a time (UTC): where only its second time comes after that, the second. From 2:30 to 2:15 is 45 minutes on
    /// the night when clocks go back.</summary>
    public TypedTime After(DateTime? startsAt) => LaterUtc is { } later && Utc <= startsAt && later > startsAt ? this with { Utc = later } : this;
}

/// <summary>Zones of the tz database, and times in them.</summary>
public static class EventZone
{
    public const string Utc = "UTC";

    private const int LongestTyped = 60;

    private static readonly LocalDateTimePattern TypedWithSeconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFF");
    private static readonly LocalDateTimePattern Typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly IDateTimeZoneProvider Zones = DateTimeZoneProviders.Tzdb;
    private static readonly FrozenDictionary<string, string> Ids = Zones.Ids.ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that people live in, by id, and UTC.</summary>
    public static IReadOnlyList<string> Lived { get; } =
        [Utc, .. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).Select(place => place.ZoneId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The id as the tz database writes it, or null where it has none. Browsers still say Asia/Calcutta and Europe/Kiev: of a name that is not in use
    /// any more, the one that is.</summary>
    public static string? Find(string? id)
    {
        if (id is not { Length: <= LongestTyped } || !Ids.TryGetValue(Unseen.Drop(id).Trim(), out var known)) return null;
        return !Lived.Contains(known) && TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(known, out var today) && Lived.Contains(today)
            ? today : known;
    }

    /// <summary>The zone of a stored id; UTC where a later tz database has forgotten it.</summary>
    public static DateTimeZone Of(string id) => Zones.GetZoneOrNull(id) ?? DateTimeZone.Utc;

    /// <summary>What clocks in a zone show at a moment, and how far they are from UTC.</summary>
    public static (DateTime Local, TimeSpan Offset) At(DateTime utc, string zone)
    {
        var shown = Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(Of(zone));
        return (shown.ToDateTimeUnspecified(), shown.Offset.ToTimeSpan());
    }

    /// <summary>As it is stored in a form: without the seconds that some browsers send, with ASCII digits. What is no time stays as it was typed.</summary>
    public static string Minutes(string typed) => Local(typed) is { } local ? Typed.Format(local) : typed;

    /// <summary>As a field for date and time has it: the way back from <see cref="Read"/>.</summary>
    public static string Write(DateTime utc, string zone) => Typed.Format(LocalDateTime.FromDateTime(At(utc, zone).Local));

    /// <summary>Reads what a field for date and time has, as clocks in a zone show it.</summary>
    public static TypedTime Read(string typed, string zone)
    {
        if (Local(typed) is not { Year: >= 2000 and <= 2200 } local) return new TypedTime(null);
        var mapping = Of(zone).MapLocal(local);
        return mapping.Count == 0 ? new TypedTime(null, IsSkipped: true)
            : new TypedTime(mapping.First().ToDateTimeUtc(), IsTwice: mapping.Count > 1, LaterUtc: mapping.Count > 1 ? mapping.Last().ToDateTimeUtc() : null);
    }

    /// <summary>What clocks show, to the minute; digits of any script, and a blank for the T.</summary>
    private static LocalDateTime? Local(string typed)
    {
        if (typed.Length > LongestTyped) return null;
        var plain = WrittenNumber.Plain(typed).Trim().Replace(' ', 'T');
        if (Typed.Parse(plain).TryGetValue(default, out var local)) return local;
        return TypedWithSeconds.Parse(plain).TryGetValue(default, out local) ? local.With(TimeAdjusters.TruncateToMinute) : null;
    }
}
