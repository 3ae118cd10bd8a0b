using CapX.App.I18n;
using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>Formats the times of events.</summary>
public static class EventTimes
{
    /// <summary>Formats two UTC times as local times in a zone, for example "Tuesday, 1 December 2026, 18:00–20:00 (Europe/Berlin, UTC+1)".</summary>
    public static string Text(DateTime startsAt, DateTime endsAt, string zone, Messages m)
    {
        var (starts, ends) = (EventZone.At(startsAt, zone), EventZone.At(endsAt, zone));
        string Day(DateTime local) => m.DayAndDate(DateOnly.FromDateTime(local));
        string Time(DateTime local) => m.Time(TimeOnly.FromDateTime(local));
        var named = Zone(zone, starts.Offset, ends.Offset, m);
        return starts.Local.Date == ends.Local.Date
            ? m["events-when-day", Day(starts.Local), Time(starts.Local), Time(ends.Local), named]
            : m["events-when-days", Day(starts.Local), Time(starts.Local), Day(ends.Local), Time(ends.Local), named];
    }

    /// <summary>The readable form of a zone id, for example "America/Sao Paulo".</summary>
    public static string Name(string zone) => zone.Replace('_', ' ');

    // The offset may change between start and end.
    private static string Zone(string zone, TimeSpan first, TimeSpan last, Messages m) =>
        zone == EventZone.Utc ? zone : m["events-when-zone", Name(zone), first == last ? Offset(first) : $"{Offset(first)}–{Offset(last)}"];

    private static string Offset(TimeSpan offset) =>
        $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(offset.Hours)}{(offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}")}";
}
