using CapX.App.I18n;
using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>When something is, in words.</summary>
public static class EventTimes
{
    /// <summary>"Tuesday, 1 December 2026, 18:00–20:00 (Europe/Berlin, UTC+1)": as clocks in a zone show two moments (UTC).</summary>
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

    /// <summary>"America/Sao Paulo", as people read it.</summary>
    public static string Name(string zone) => zone.Replace('_', ' ');

    // Clocks may change between begin and end.
    private static string Zone(string zone, TimeSpan first, TimeSpan last, Messages m) =>
        zone == EventZone.Utc ? zone : m["events-when-zone", Name(zone), first == last ? Offset(first) : $"{Offset(first)}–{Offset(last)}"];

    private static string Offset(TimeSpan offset) =>
        $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(offset.Hours)}{(offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}")}";
}
