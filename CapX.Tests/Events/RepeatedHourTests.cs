using System.Globalization;
using CapX.Data.Events;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>Events on nights with a clock change.</summary>
[Collection(SharedDatabase.Name)]
public sealed class RepeatedHourTests(DatabaseFixture data)
{
    private static readonly EventForm Form = new() { Title = "Sample", Language = "en", Kind = "online", People = ["Sample"] };

    [Theory]
    [InlineData("Europe/Berlin", "2027-10-31T02:30", "2027-10-31T02:15", "2027-10-31T00:30", 45)]
    [InlineData("Europe/Berlin", "2027-10-31T02:30", "2027-10-31T02:30", "2027-10-31T00:30", 60)]
    [InlineData("Europe/Berlin", "2027-10-31T02:15", "2027-10-31T02:30", "2027-10-31T00:15", 15)]
    [InlineData("Europe/Berlin", "2027-10-31T01:30", "2027-10-31T02:30", "2027-10-30T23:30", 60)]
    [InlineData("Europe/Berlin", "2027-10-31T02:30", "2027-10-31T03:15", "2027-10-31T00:30", 105)]
    [InlineData("America/New_York", "2027-11-07T01:45", "2027-11-07T01:15", "2027-11-07T05:45", 30)]
    [InlineData("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-04T01:35", "2027-04-03T14:45", 20)]
    [InlineData("Europe/Berlin", "٢٠٢٧-١٠-٣١T٠٢:٣٠", "2027-10-31 02:15:00", "2027-10-31T00:30", 45)]
    public void An_end_in_the_repeated_hour_is_after_the_beginning(string zone, string starts, string ends, string startsAt, int minutes)
    {
        var it = (Form with { Zone = zone, Starts = starts, Ends = ends }).Check(data.Vocabulary);
        Assert.Empty(it.Errors);
        Assert.Equal(DateTime.Parse(startsAt, CultureInfo.InvariantCulture), it.StartsAt);
        Assert.Equal(minutes, (it.EndsAt - it.StartsAt).TotalMinutes);
        // The times stay the same when the editor shows them and reads them again.
        var again = (it.Form with { Starts = EventZone.Write(it.StartsAt, zone), Ends = EventZone.Write(it.EndsAt, zone) }).Check(data.Vocabulary);
        Assert.Equal((it.StartsAt, it.EndsAt), (again.StartsAt, again.EndsAt));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2027-10-31T03:30", "2027-10-31T03:15", "events-error-order")]
    [InlineData("Europe/Berlin", "2027-10-31T03:15", "2027-10-31T02:45", "events-error-order")]
    [InlineData("Europe/Berlin", "2027-03-28T02:30", "2027-03-28T03:30", "events-error-skipped")]
    [InlineData("Europe/Berlin", "2027-03-28T01:30", "2027-03-28T02:15", "events-error-skipped")]
    [InlineData("Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-03T03:00", "events-error-skipped")]
    [InlineData("Europe/Berlin", "2027-10-31T02:30xyz", "2027-10-31T03:30", "events-error-time")]
    public void What_no_clock_shows_is_refused(string zone, string starts, string ends, string message) =>
        Assert.Equal(message, Assert.Single((Form with { Zone = zone, Starts = starts, Ends = ends }).Check(data.Vocabulary).Errors).Message);

    [Fact]
    public async Task Saving_again_moves_nothing_even_where_a_form_cannot_say_when_it_is()
    {
        await data.EmptyAsync();
        var clock = new TestClock();
        var person = await new PersonBuilder { Username = "Sample" }.InsertAsync(data.Database);
        var actor = await data.OpenSessionAsync(person, clock.Now.AddYears(1));
        // From 2:30 to 2:45, both in the second pass of the repeated hour.
        var id = await new EventBuilder { Title = "Sample", Starts = new DateTime(2027, 10, 31, 1, 30, 0), Lasts = TimeSpan.FromMinutes(15) }.By(person)
            .InsertAsync(data);
        await data.ExecuteAsync("UPDATE event SET starts_at = '2027-10-31 01:30:00', ends_at = '2027-10-31 01:45:00'");
        var save = new SaveEventCommand(data.Database, data.Vocabulary, new CapX.Data.Notices.LiveUpdates(), clock);
        var form = Form with { Zone = "Europe/Berlin", Starts = "2027-10-31T02:30", Ends = "2027-10-31T02:45" };
        Assert.IsType<EventSaved>(await save.RunAsync(actor, id, form, 1));
        Assert.Equal([(new DateTime(2027, 10, 31, 1, 30, 0), new DateTime(2027, 10, 31, 1, 45, 0))],
            await data.QueryAsync<(DateTime, DateTime)>("SELECT starts_at, ends_at FROM event"));
    }
}
