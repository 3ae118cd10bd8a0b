using System.Text;
using CapX.App.Search;
using CapX.Data.Events;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using Duration = NodaTime.Duration;

namespace CapX.App.Events;

/// <summary>Writes events as an iCalendar file (RFC 5545), each in the time zone of the event.</summary>
public static class EventCalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const string Product = "-//CapX//Capacity Exchange//EN";

    // The refresh interval for subscribed programs. Most use an interval of their own.
    private const string AskedAgainAfter = "PT6H";

    /// <summary>Returns the file. An event's joining link is included when given. The name is the calendar's name for subscribers.</summary>
    public static string Write(IEnumerable<(EventFound Event, string? JoiningLink)> events, Uri publicUrl, string name)
    {
        var all = events.ToList();
        var calendar = new Calendar { ProductId = Product, Method = "PUBLISH" };
        // Each property twice: as RFC 7986 defines it, and as older programs read it.
        foreach (var property in (string[])["NAME", "X-WR-CALNAME"]) calendar.AddProperty(property, name);
        var again = new CalendarProperty("REFRESH-INTERVAL", AskedAgainAfter);
        again.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(again);
        calendar.AddProperty("X-PUBLISHED-TTL", AskedAgainAfter);
        foreach (var zone in all.Select(e => e.Event).GroupBy(e => e.Zone).Where(z => z.Key != EventZone.Utc).OrderBy(z => z.Key, StringComparer.Ordinal))
            calendar.AddTimeZone(Zone(zone.Key, zone.Min(e => e.StartsAt), zone.Max(e => e.EndsAt)));
        foreach (var (one, link) in all) calendar.Events.Add(Entry(one, link, publicUrl));
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalendarEvent Entry(EventFound one, string? link, Uri publicUrl)
    {
        var page = new Uri(publicUrl, EventUrls.Event(one.Id));
        var entry = new CalendarEvent
        {
            // Stays the same whatever changes in the event.
            Uid = $"event-{one.Id}@{publicUrl.Host}",
            DtStamp = Utc(one.UpdatedAt),
            LastModified = Utc(one.UpdatedAt),
            Created = Utc(one.CreatedAt),
            Sequence = (int)one.Version - 1,
            DtStart = Local(one.StartsAt, one.Zone),
            DtEnd = Local(one.EndsAt, one.Zone),
            Summary = one.Title,
            Status = one.IsCancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
            Url = page,
            Description = string.Join("\n\n", new[] { one.Text, link, page.AbsoluteUri }.OfType<string>()),
        };
        if (one.Place is { } place) entry.Location = place.Replace("\n", ", ", StringComparison.Ordinal);
        return entry;
    }

    private static CalDateTime Utc(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    /// <summary>Converts to local time in the zone. Readers take the first of two ambiguous local times, so the second one is written in UTC.</summary>
    private static CalDateTime Local(DateTime utc, string zone)
    {
        var shown = Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(EventZone.Of(zone));
        var local = shown.LocalDateTime;
        return zone == EventZone.Utc || EventZone.Of(zone).MapLocal(local).First() != shown
            ? Utc(utc) : new CalDateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, zone);
    }

    /// <summary>Writes each offset of the zone in the period, as in the tz database. Recurrence rules, as most programs write them, are wrong for zones whose
    /// clocks follow the moon.</summary>
    private static VTimeZone Zone(string id, DateTime from, DateTime to)
    {
        var zone = EventZone.Of(id);
        var written = new VTimeZone(id);
        foreach (var interval in zone.GetZoneIntervals(Instant.FromDateTimeUtc(from), Instant.FromDateTimeUtc(to) + Duration.Epsilon))
        {
            var before = interval.HasStart && interval.Start > Instant.MinValue ? zone.GetZoneInterval(interval.Start - Duration.Epsilon).WallOffset
                : interval.WallOffset;
            var start = interval.HasStart ? interval.Start.WithOffset(before).LocalDateTime : new LocalDateTime(1970, 1, 1, 0, 0);
            written.TimeZoneInfos.Add(new VTimeZoneInfo(interval.Savings == Offset.Zero ? Components.Standard : Components.Daylight)
            {
                TimeZoneName = interval.Name,
                OffsetFrom = new UtcOffset(before.ToTimeSpan()),
                OffsetTo = new UtcOffset(interval.WallOffset.ToTimeSpan()),
                Start = new CalDateTime(start.Year, start.Month, start.Day, start.Hour, start.Minute, start.Second),
            });
        }
        return written;
    }

    /// <summary>Returns the calendar as a response. Not as an attachment: subscribed programs read it, and download links carry the download
    /// attribute.</summary>
    public static IResult Answer(HttpContext http, PolledAnswers polled, string calendar) => polled.Answer(http, Encoding.UTF8.GetBytes(calendar), ContentType);
}
