using System.Globalization;
using System.Text;
using CapX.App.Events;
using CapX.Data.Events;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>Calendar files conform to RFC 5545, and their times are right on both sides of a clock change.</summary>
public sealed class EventCalendarTests
{
    private static readonly Uri Site = new("https://capx.example");

    [Theory]
    // Dates on both sides of a clock change. Zones without clock changes have the same offset twice.
    [InlineData("Europe/Berlin", "2027-03-27T17:00", "20270327T180000", "+0100")]
    [InlineData("Europe/Berlin", "2027-03-28T17:00", "20270328T190000", "+0200")]
    [InlineData("Europe/Berlin", "2027-10-31T17:00", "20271031T180000", "+0100")]
    [InlineData("America/Sao_Paulo", "2018-11-03T17:00", "20181103T140000", "-0300")]
    [InlineData("America/Sao_Paulo", "2018-11-04T17:00", "20181104T150000", "-0200")]
    [InlineData("America/Sao_Paulo", "2027-11-04T17:00", "20271104T140000", "-0300")]
    [InlineData("Africa/Casablanca", "2025-02-22T17:00", "20250222T180000", "+0100")]
    [InlineData("Africa/Casablanca", "2025-02-24T17:00", "20250224T170000", "+0000")]
    [InlineData("Africa/Casablanca", "2025-04-07T17:00", "20250407T180000", "+0100")]
    // From September 2026 on, Morocco stays at UTC+0 all year.
    [InlineData("Africa/Casablanca", "2027-02-10T17:00", "20270210T170000", "+0000")]
    [InlineData("Africa/Casablanca", "2027-07-10T17:00", "20270710T170000", "+0000")]
    [InlineData("Asia/Kolkata", "2027-03-28T17:00", "20270328T223000", "+0530")]
    [InlineData("Asia/Kolkata", "2027-10-31T17:00", "20271031T223000", "+0530")]
    public void Says_the_local_time_with_the_offset_that_clocks_have_then(string zone, string utc, string local, string offset)
    {
        var lines = Unfolded(EventCalendar.Write([(Event(zone, utc), null)], Site, "CapX"));
        Assert.Contains($"DTSTART;TZID={zone}:{local}", lines);
        Assert.Contains($"TZID:{zone}", lines);
        Assert.Equal(offset, OffsetAt(lines, local));
        Assert.Equal(Utc(utc), ReadUtc(lines, "DTSTART"));
        Assert.Equal(Utc(utc).AddHours(2), ReadUtc(lines, "DTEND"));
    }

    [Fact]
    public void An_event_over_a_change_of_clocks_begins_and_ends_when_it_does()
    {
        var lines = Unfolded(EventCalendar.Write([(Event("Europe/Berlin", "2027-03-27T17:00", hours: 24), null)], Site, "CapX"));
        Assert.Contains("DTEND;TZID=Europe/Berlin:20270328T190000", lines);
        Assert.Equal(Utc("2027-03-28T17:00"), ReadUtc(lines, "DTEND"));
        Assert.Equal((1, 1), (lines.Count(l => l == "BEGIN:STANDARD"), lines.Count(l => l == "BEGIN:DAYLIGHT")));
    }

    [Fact]
    public void What_is_meant_in_utc_needs_no_zone()
    {
        var lines = Unfolded(EventCalendar.Write([(Event("UTC", "2027-03-28T17:00"), null)], Site, "CapX"));
        Assert.Contains("DTSTART:20270328T170000Z", lines);
        Assert.DoesNotContain("BEGIN:VTIMEZONE", lines);
    }

    [Fact]
    public void The_second_of_a_time_that_comes_twice_is_not_taken_for_the_first()
    {
        Assert.Contains("DTSTART;TZID=Europe/Berlin:20271031T023000",
            Unfolded(EventCalendar.Write([(Event("Europe/Berlin", "2027-10-31T00:30"), null)], Site, "CapX")));
        Assert.Contains("DTSTART:20271031T013000Z", Unfolded(EventCalendar.Write([(Event("Europe/Berlin", "2027-10-31T01:30"), null)], Site, "CapX")));
    }

    [Fact]
    public void Lines_end_in_crlf_and_are_folded_between_characters()
    {
        var one = Event("Europe/Berlin", "2027-03-28T17:00") with
        {
            Title = new string('é', 80) + " 👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫 日本語の題名日本語の題名日本語の題名日本語の題名",
            Text = "One; two, three\\four\nfive: \"six\""
        };
        var text = EventCalendar.Write([(one, null)], Site, "CapX");
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.All(Encoding.Latin1.GetString(bytes).Split("\r\n"), line => Assert.InRange(line.Length, 0, 75));
        // Folding must not split a character: each line alone is valid UTF-8.
        Assert.All(Encoding.Latin1.GetString(bytes).Split("\r\n"),
            line => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(line)));
        var lines = Unfolded(text);
        Assert.Contains($"SUMMARY:{one.Title}", lines);
        Assert.Contains(lines,
            l => l.StartsWith("DESCRIPTION:One\\; two\\, three\\\\four\\nfive: \"six\"\\n\\nhttps://capx.example/events/7", StringComparison.Ordinal));
        var read = Ical.Net.Calendar.Load(text)!.Events[0]!;
        Assert.Equal((one.Title, "One; two, three\\four\nfive: \"six\"\n\nhttps://capx.example/events/7"), (read.Summary, read.Description));
    }

    [Fact]
    public void Names_the_event_the_same_for_ever_and_counts_its_changes()
    {
        var one = Event("Europe/Berlin", "2027-03-28T17:00");
        var (first, changed) = (Unfolded(EventCalendar.Write([(one, null)], Site, "CapX")),
            Unfolded(EventCalendar.Write([(one with { Title = "Other", Version = 3, IsCancelled = true, UpdatedAt = Utc("2026-02-02T00:00") }, null)], Site,
                "CapX")));
        Assert.Equal(first.Single(l => l.StartsWith("UID:", StringComparison.Ordinal)), changed.Single(l => l.StartsWith("UID:", StringComparison.Ordinal)));
        Assert.Superset(new HashSet<string> { "VERSION:2.0", "METHOD:PUBLISH", "SEQUENCE:0", "STATUS:CONFIRMED", "DTSTAMP:20260101T000000Z" },
            first.ToHashSet());
        Assert.Superset(new HashSet<string> { "SEQUENCE:2", "STATUS:CANCELLED", "DTSTAMP:20260202T000000Z" }, changed.ToHashSet());
        Assert.Contains(first, l => l.StartsWith("PRODID:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_feed_has_each_zone_once_over_all_its_time_and_no_link_to_join()
    {
        var text = EventCalendar.Write([(Event("Europe/Berlin", "2027-01-10T17:00"), null), (Event("Europe/Berlin", "2027-07-10T17:00"), null),
            (Event("Africa/Casablanca", "2027-02-10T17:00"), null)], Site, "CapX: Events");
        var lines = Unfolded(text);
        Assert.Equal((1, 1, 3),
            (lines.Count(l => l == "TZID:Europe/Berlin"), lines.Count(l => l == "TZID:Africa/Casablanca"), lines.Count(l => l == "BEGIN:VEVENT")));
        Assert.Contains("X-WR-CALNAME:CapX: Events", lines);
        Assert.Equal("+0200", OffsetAt([.. lines.SkipWhile(l => l != "TZID:Europe/Berlin").TakeWhile(l => l != "END:VTIMEZONE")], "20270710T190000"));
    }

    [Fact]
    public void No_zone_that_people_live_in_is_written_wrongly()
    {
        foreach (var zone in EventZone.Lived.Where(z => z != EventZone.Utc))
            for (var month = 0; month < 24; month++)
            {
                var starts = new DateTime(2026, 12, 3, 11, 30, 0, DateTimeKind.Utc).AddMonths(month);
                var one = Event(zone, starts.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
                Assert.Equal(starts, ReadUtc(Unfolded(EventCalendar.Write([(one, null)], Site, "CapX")), "DTSTART"));
            }
    }

    private static EventFound Event(string zone, string utc, int hours = 2) => new()
    {
        Id = 7,
        Title = "Sample",
        Language = "en",
        Kind = EventKind.Online,
        StartsAt = Utc(utc),
        EndsAt = Utc(utc).AddHours(hours),
        Zone = zone,
        Capacities = [],
        Methods = [],
        Languages = [],
        Registration = EventRegistration.Tool,
        IsPublic = true,
        IsCancelled = false,
        People = [],
        Organizations = [],
        CreatedAt = Utc("2026-01-01T00:00"),
        UpdatedAt = Utc("2026-01-01T00:00"),
        Version = 1,
    };

    private static DateTime Utc(string utc) =>
        DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static List<string> Unfolded(string text) => [.. text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")];

    /// <summary>Reads a time as a calendar program does that knows only the contents of the file.</summary>
    private static DateTime ReadUtc(List<string> lines, string property)
    {
        var line = lines.SkipWhile(l => l != "BEGIN:VEVENT").First(l => l.StartsWith(property, StringComparison.Ordinal));
        var local = line[(line.LastIndexOf(':') + 1)..];
        var time = DateTime.ParseExact(local.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        if (local.EndsWith('Z')) return time;
        var offset = OffsetAt(lines, local);
        var distance = TimeSpan.FromHours(int.Parse(offset[1..3], CultureInfo.InvariantCulture))
            + TimeSpan.FromMinutes(int.Parse(offset[3..5], CultureInfo.InvariantCulture));
        return offset[0] == '-' ? time + distance : time - distance;
    }

    /// <summary>The offset of the last observance that started at or before this local time.</summary>
    private static string OffsetAt(List<string> lines, string local)
    {
        var observances = new List<(string Start, string Offset)>();
        var (start, offset) = ("", "");
        foreach (var line in lines.TakeWhile(l => l != "BEGIN:VEVENT"))
        {
            if (line.StartsWith("DTSTART:", StringComparison.Ordinal)) start = line[8..];
            if (line.StartsWith("TZOFFSETTO:", StringComparison.Ordinal)) offset = line[11..];
            if (line is "END:STANDARD" or "END:DAYLIGHT") observances.Add((start, offset));
        }
        return observances.Where(o => string.CompareOrdinal(o.Start, local) <= 0).OrderBy(o => o.Start, StringComparer.Ordinal).Last().Offset;
    }
}
