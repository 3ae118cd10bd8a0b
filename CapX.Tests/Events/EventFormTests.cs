using CapX.Data.Events;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>The validation of an event's form, and how typed times are read.</summary>
[Collection(SharedDatabase.Name)]
public sealed class EventFormTests(DatabaseFixture fixture)
{
    private static readonly EventForm Good = new()
    {
        Title = "Sample", Language = "EN", Kind = "Both", Starts = "2026-12-01T18:00", Ends = "2026-12-01T20:00:00", Zone = "europe/berlin", Place = "A house",
        JoiningLink = "example.org/join", People = ["Somebody"],
    };

    public static TheoryData<EventField, string> Rubbish => new()
    {
        { EventField.Title, "" }, { EventField.Title, "\u2800" }, { EventField.Title, "\ud800" }, { EventField.Title, new string('x', 201) },
        { EventField.Text, "\udc00" }, { EventField.Text, new string('x', 8001) },
        { EventField.Language, "" }, { EventField.Language, "klingon!" },
        { EventField.Kind, "" }, { EventField.Kind, "hybrid" },
        { EventField.Starts, "" }, { EventField.Starts, "tomorrow" }, { EventField.Starts, "2026-13-01T18:00" }, { EventField.Starts, "2026-12-01" },
        { EventField.Starts, "0001-01-01T00:00" }, { EventField.Starts, "99999-01-01T00:00" },
        { EventField.Ends, "2026-12-01T18:00" }, { EventField.Ends, "2026-12-01T17:59" }, { EventField.Ends, "2027-12-01T20:00" },
        { EventField.Ends, "'; DROP TABLE event" },
        { EventField.Zone, "" }, { EventField.Zone, "Europe/Atlantis" }, { EventField.Zone, "UTC+01:00" }, { EventField.Zone, "../../etc/passwd" },
        { EventField.Place, "" }, { EventField.Place, new string('x', 501) },
        { EventField.JoiningLink, "javascript:alert(1)" }, { EventField.JoiningLink, "https://a:b@example.org" },
        { EventField.JoiningLink, "https://example.org/" + new string('x', 500) },
        { EventField.WikiPage, "data:text/html,x" },
        { EventField.Capacities, "no-such-capacity" }, { EventField.Methods, "telepathy" }, { EventField.Languages, "klingon!" },
        { EventField.Registration, "by-mail" }, { EventField.Registration, "" }, { EventField.Seats, "0" }, { EventField.Seats, "-1" },
        { EventField.Seats, "1.5" }, { EventField.Seats, "many" }, { EventField.Seats, "99999999999999" },
        { EventField.People, "" },
    };

    [Fact]
    public void What_is_good_is_kept_in_its_canonical_form()
    {
        var it = Good.Check(fixture.Vocabulary);
        Assert.Empty(it.Errors);
        Assert.Equal(("en", "both", "Europe/Berlin", "https://example.org/join"), (it.Form.Language, it.Form.Kind, it.Form.Zone, it.Form.JoiningLink));
        Assert.Equal("2026-12-01T20:00", it.Form.Ends);
        Assert.Equal((new DateTime(2026, 12, 1, 17, 0, 0), new DateTime(2026, 12, 1, 19, 0, 0)), (it.StartsAt, it.EndsAt));
        Assert.Empty(it.Form.Check(fixture.Vocabulary).Errors);
    }

    [Theory]
    [MemberData(nameof(Rubbish))]
    public void Rubbish_in_a_field_is_an_error_of_that_field(EventField field, string rubbish) =>
        Assert.Contains(field, With(field, rubbish).Check(fixture.Vocabulary).Errors.Select(e => e.Field));

    [Fact]
    public void Where_people_register_on_a_wiki_its_page_is_needed() =>
        Assert.Equal(EventField.WikiPage, Assert.Single((Good with { Registration = "wiki" }).Check(fixture.Vocabulary).Errors).Field);

    [Fact]
    public void What_belongs_to_another_way_of_holding_it_is_not_kept()
    {
        Assert.Equal("", (Good with { Kind = "online" }).Check(fixture.Vocabulary).Form.Place);
        Assert.Equal("", (Good with { Kind = "in-person" }).Check(fixture.Vocabulary).Form.JoiningLink);
        Assert.Equal("", (Good with { Registration = "none", Seats = "5" }).Check(fixture.Vocabulary).Form.Seats);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-28T02:30")]
    [InlineData("America/New_York", "2027-03-14T02:00")]
    [InlineData("Africa/Casablanca", "2025-04-06T02:30")]
    [InlineData("Pacific/Apia", "2011-12-30T12:00")]
    public void A_time_that_clocks_skip_is_an_error_with_words(string zone, string typed)
    {
        Assert.True(EventZone.Read(typed, zone).IsSkipped);
        Assert.Contains((Good with { Zone = zone, Starts = typed }).Check(fixture.Vocabulary).Errors,
            e => e.Field == EventField.Starts && e.Message == "events-error-skipped");
    }

    [Theory]
    [InlineData("Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30")]
    [InlineData("America/New_York", "2027-11-07T01:30", "2027-11-07T05:30")]
    [InlineData("Africa/Casablanca", "2025-02-23T02:30", "2025-02-23T01:30")]
    public void Of_a_time_that_comes_twice_the_first_is_taken_and_it_is_said(string zone, string typed, string utc)
    {
        var read = EventZone.Read(typed, zone);
        Assert.True(read.IsTwice);
        Assert.Equal(utc, read.Utc!.Value.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(typed, EventZone.Write(read.Utc.Value, zone));
    }

    [Theory]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("europe/kiev", "Europe/Kyiv")]
    [InlineData("America/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("Europe/Oslo", "Europe/Oslo")]
    [InlineData("UTC", "UTC")]
    [InlineData("UTC+01:00", null)]
    [InlineData(null, null)]
    public void A_zone_is_called_as_it_is_called_today(string? given, string? known) => Assert.Equal(known, EventZone.Find(given));

    [Fact]
    public void Each_field_that_differs_is_told_and_can_be_taken_from_the_other()
    {
        var other = new EventForm
        {
            Title = "Other", Text = "Other", Language = "fr", Kind = "online", Starts = "2027-01-01T10:00", Ends = "2027-01-01T11:00", Zone = "Asia/Kolkata",
            Place = "Elsewhere", JoiningLink = "https://example.org/other",
            WikiPage = "https://example.org/page", Capacities = ["openrefine"], Methods = ["clinic"], Languages = ["fr"], Registration = "none", Seats = "3",
            IsPublic = true, People = ["Other"], Organizations = ["other"],
        };
        Assert.Equal(Enum.GetValues<EventField>(), Good.DiffersIn(other).Order());
        Assert.Empty(Enum.GetValues<EventField>().Aggregate(Good, (form, field) => form.WithField(field, other)).DiffersIn(other));
    }

    private static EventForm With(EventField field, string value) => field switch
    {
        EventField.Title => Good with { Title = value },
        EventField.Text => Good with { Text = value },
        EventField.Language => Good with { Language = value },
        EventField.Kind => Good with { Kind = value },
        EventField.Starts => Good with { Starts = value },
        EventField.Ends => Good with { Ends = value },
        EventField.Zone => Good with { Zone = value },
        EventField.Place => Good with { Place = value },
        EventField.JoiningLink => Good with { JoiningLink = value },
        EventField.WikiPage => Good with { WikiPage = value },
        EventField.Capacities => Good with { Capacities = [value] },
        EventField.Methods => Good with { Methods = [value] },
        EventField.Languages => Good with { Languages = [value] },
        EventField.Registration => Good with { Registration = value },
        EventField.Seats => Good with { Seats = value },
        EventField.People => Good with { People = [value] },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}
