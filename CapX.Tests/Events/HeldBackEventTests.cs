using CapX.Data;
using CapX.Data.Events;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>Events that moderators hide or that are behind a block do not reach registered people, on the front page or by notification.</summary>
[Collection(SharedDatabase.Name)]
public sealed class HeldBackEventTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly LiveUpdates _news = new();
    private Actor _organizer = null!;
    private Actor _guest = null!;
    private Actor _other = null!;

    private SaveEventCommand Save => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private OrganizeEventCommand Organize => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private RegisterCommand Register => new(fixture.Database, _news, _clock);
    private RemindEventsCommand Remind => new(fixture.Database, _news, _clock);
    private EventQuery Query => new(fixture.Database);

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        async Task<Actor> AddAsync(string name) =>
            await fixture.OpenSessionAsync(await new PersonBuilder { Username = name }.InsertAsync(fixture.Database), TestClock.Start.AddYears(1));
        (_organizer, _guest, _other) = (await AddAsync("Sample Organizer"), await AddAsync("Sample Guest"), await AddAsync("Sample Other"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("hidden")]
    [InlineData("removed")]
    [InlineData("blocked")]
    public async Task Of_what_one_does_not_see_any_more_nothing_is_left_but_to_leave_it(string why)
    {
        var id = await new EventBuilder { Title = "Abusive" }.By(_organizer.PersonId).With(f => f with { IsPublic = false, Text = "More of it" })
            .Registered(_guest.PersonId).InsertAsync(fixture);
        await HoldAsync(why);
        Assert.Equal(new ComingEvent(id, null, "en", null), Assert.Single(await new ComingEventsQuery(fixture.Database, _clock).RunAsync(_guest.PersonId)));
        Assert.Null(await Query.RunAsync(id, Viewer.Member(_guest.PersonId)));
        Assert.Equal((null, EventStanding.Registered), (await Query.LostAsync(id, _guest.PersonId) is { } lost ? (lost.Title, lost.Mine!.Value) : default));
        Assert.Equal(EventActResult.Done, await Register.LeaveAsync(_guest, id));
        Assert.Empty(await new ComingEventsQuery(fixture.Database, _clock).RunAsync(_guest.PersonId));
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("blocked")]
    public async Task Nothing_is_told_of_it_and_no_title(string why)
    {
        var id = await new EventBuilder { Title = "Before" }.By(_organizer.PersonId).Registered(_guest.PersonId).With(f => f with { Seats = "1" })
            .Waiting(_other.PersonId).InsertAsync(fixture);
        await fixture.ExecuteAsync("INSERT INTO notice (person_id, kind, content_id, made_at, due_at) VALUES (@PersonId, 'event-place', @id, @now, @now)",
            new { _guest.PersonId, id, now = TestClock.Start.AddDays(-1) });
        Assert.Equal("Before", Assert.Single(await NoticesAsync(_guest)).Title);
        await HoldAsync(why);
        var form = (await Query.RunAsync(id, Viewer.Member(_organizer.PersonId)))!.Event.ToForm(null);
        Assert.IsType<EventSaved>(await Save.RunAsync(_organizer, id,
            form with { Title = "Abusive", Place = "Elsewhere", Ends = EventZone.Write(TestClock.Start.Date.AddDays(15), "Europe/Berlin") }, 1));
        Assert.Null(Assert.Single(await NoticesAsync(_guest)).Title);
        _clock.Now = TestClock.Start.Date.AddDays(14);
        Assert.Equal(0, await Remind.RunAsync());
        _clock.Now = TestClock.Start;
        Assert.Equal(EventActResult.Done, await Organize.RemoveAsync(_organizer, id, _guest.PersonId));
        Assert.Single(await NoticesAsync(_guest));
        Assert.Equal(why == "blocked" ? ["event-change", "event-place"] : Array.Empty<string>(), (await NoticesAsync(_other)).Select(n => n.Kind).Order());
        Assert.Equal(EventActResult.Done, await Organize.CancelAsync(_organizer, id));
        Assert.Equal(EventActResult.Done, await Organize.DeleteAsync(_organizer, id));
        Assert.DoesNotContain(await NoticesAsync(_guest), n => n.Kind == EventNotice.Cancelled);
    }

    [Fact]
    public async Task Who_sees_it_is_told()
    {
        var id = await new EventBuilder { Title = "Before" }.By(_organizer.PersonId).Registered(_guest.PersonId).InsertAsync(fixture);
        _clock.Now = TestClock.Start.Date.AddDays(14);
        Assert.Equal(1, await Remind.RunAsync());
        Assert.Equal(EventActResult.Done, await Organize.CancelAsync(_organizer, id));
        Assert.Equal(["Before", "Before"], (await NoticesAsync(_guest)).Select(n => n.Title));
    }

    [Fact]
    public async Task Nobody_is_asked_by_a_notice_to_organize_what_moderators_hide()
    {
        var id = await new EventBuilder { Title = "Abusive" }.By(_organizer.PersonId).InsertAsync(fixture);
        await HoldAsync("hidden");
        var form = (await Query.RunAsync(id, Viewer.Member(_organizer.PersonId)))!.Event.ToForm(null);
        Assert.IsType<EventSaved>(await Save.RunAsync(_organizer, id, form with { People = ["Sample Organizer", "Sample Guest"] }, 1));
        Assert.Empty(await NoticesAsync(_guest));
    }

    private async Task<IReadOnlyList<NoticeFound>> NoticesAsync(Actor actor) =>
        (await new NoticesQuery(fixture.Database, _clock).RunAsync(actor.PersonId, 1)).Items;

    private Task<int> HoldAsync(string why) => why == "blocked"
        ? fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@One, @Two, UTC_TIMESTAMP(6))",
            new { One = _guest.PersonId, Two = _organizer.PersonId })
        : fixture.ExecuteAsync("UPDATE event SET moderated = @why", new { why });
}
