using CapX.Data;
using CapX.Data.Events;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>Participants: places, the waiting list, reminders, and what people learned.</summary>
[Collection(SharedDatabase.Name)]
public sealed class RegistrationTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly LiveUpdates _news = new();
    private Actor _organizer = null!;
    private Actor _first = null!;
    private Actor _second = null!;
    private Actor _third = null!;

    private RegisterCommand Register => new(fixture.Database, _news, _clock);
    private SaveEventCommand Save => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private OrganizeEventCommand Organize => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private RemindEventsCommand Remind => new(fixture.Database, _news, _clock);
    private WriteLearnedCommand Learned => new(fixture.Database, fixture.Vocabulary, _clock);
    private EventQuery Query => new(fixture.Database);

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        (_organizer, _first, _second, _third) = (await AddAsync(), await AddAsync(), await AddAsync(), await AddAsync());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_comes_too_late_waits_and_moves_up_in_order_and_is_told()
    {
        var id = await InsertAsync(seats: 1);
        Assert.Equal((EventActResult.Done, EventActResult.Waiting, EventActResult.Waiting),
            (await Register.RunAsync(_first, id), await RegisterLaterAsync(_second, id), await RegisterLaterAsync(_third, id)));
        // Registering twice has no further effect.
        Assert.Equal((EventActResult.Done, EventActResult.Waiting), (await Register.RunAsync(_first, id), await Register.RunAsync(_second, id)));
        Assert.Equal((EventStanding.Waiting, null, true),
            (await ShownAsync(id, _third) is var shown ? (shown.Mine!.Value, shown.Ahead, shown.Event.IsFull!.Value) : default));

        Assert.Equal(EventActResult.Done, await Register.LeaveAsync(_first, id));
        Assert.Equal(EventActResult.Done, await Register.LeaveAsync(_first, id));
        Assert.Equal((EventStanding.Registered, EventStanding.Waiting, null),
            ((await ShownAsync(id, _second)).Mine, (await ShownAsync(id, _third)).Mine, (await ShownAsync(id, _first)).Mine));
        Assert.Equal([EventNotice.Place], await NoticesOfAsync(_second));
        Assert.Empty(await NoticesOfAsync(_third));

        var form = (await ShownAsync(id, _organizer)).Event.ToForm("https://example.org/join");
        Assert.IsType<EventSaved>(await Save.RunAsync(_organizer, id, form with { Seats = "2" }, 1));
        Assert.Equal(EventStanding.Registered, (await ShownAsync(id, _third)).Mine);
        Assert.Equal([EventNotice.Place], await NoticesOfAsync(_third));
        // Reducing the places takes no place away from anyone.
        Assert.IsType<EventSaved>(await Save.RunAsync(_organizer, id, form with { Seats = "1" }, 2));
        Assert.Equal((EventStanding.Registered, 0), ((await ShownAsync(id, _third)).Mine, (await ShownAsync(id, _organizer)).Event.FreeSeats));
    }

    [Fact]
    public async Task Two_for_the_last_place_are_one_with_a_place_and_one_who_waits()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = await InsertAsync(seats: 1);
            var both = await Task.WhenAll(Register.RunAsync(_first, id), Register.RunAsync(_second, id), Register.RunAsync(_first, id));
            Assert.Equal(1, (await fixture.QueryAsync<long>("SELECT COUNT(*) FROM event_registration WHERE event_id = @id AND state = 'registered'",
                new { id }))[0]);
            Assert.Equal(2, (await fixture.QueryAsync<long>("SELECT COUNT(*) FROM event_registration WHERE event_id = @id", new { id }))[0]);
            Assert.Equal(both[0], both[2]);
            Assert.NotEqual(both[0], both[1]);
        }
    }

    [Fact]
    public async Task Nobody_registers_for_what_is_cancelled_over_elsewhere_or_not_to_be_seen()
    {
        var cancelled = await new EventBuilder { IsCancelled = true }.By(_organizer.PersonId).InsertAsync(fixture);
        var over = await new EventBuilder { Starts = TestClock.Start.AddHours(-3) }.By(_organizer.PersonId).InsertAsync(fixture);
        var onWiki = await new EventBuilder().With(f =>
            f with { Registration = EventRegistration.Wiki, WikiPage = "https://meta.wikimedia.org/wiki/Event:Sample" }).By(_organizer.PersonId)
                .InsertAsync(fixture);
        foreach (var id in new[] { cancelled, over, onWiki }) Assert.Equal(EventActResult.NotNow, await Register.RunAsync(_first, id));
        Assert.Equal(EventActResult.NotFound, await Register.RunAsync(_first, 999_999));

        var id2 = await InsertAsync();
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = @PersonId", new { _organizer.PersonId });
        Assert.Equal(EventActResult.NotFound, await Register.RunAsync(_first, id2));
        await fixture.ExecuteAsync("UPDATE person SET blocked = 1 WHERE id = @PersonId", new { _second.PersonId });
        Assert.Equal(EventActResult.Blocked, await Register.RunAsync(_second, id2));
        await fixture.ExecuteAsync("DELETE FROM session WHERE person_id = @PersonId", new { _third.PersonId });
        Assert.Equal((EventActResult.SignedOut, EventActResult.SignedOut), (await Register.RunAsync(_third, id2), await Register.LeaveAsync(_third, id2)));
    }

    [Fact]
    public async Task A_block_keeps_two_apart_where_one_of_them_organizes_alone()
    {
        var id = await InsertAsync();
        Assert.Equal(EventActResult.Done, await Register.RunAsync(_second, id));
        await fixture.ExecuteAsync("""
            INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@One, @Two, UTC_TIMESTAMP(6)), (@Three, @One, UTC_TIMESTAMP(6))
            """, new { One = _organizer.PersonId, Two = _first.PersonId, Three = _second.PersonId });
        Assert.Equal(EventActResult.NotNow, await Register.RunAsync(_first, id));
        // The event is public, so both see what a visitor sees: no joining link, even for the registered person, who can still leave.
        Assert.Null((await ShownAsync(id, _first)).JoiningLink);
        Assert.Null((await ShownAsync(id, _second)).JoiningLink);
        await fixture.ExecuteAsync("UPDATE event SET visibility = 'members' WHERE id = @id", new { id });
        Assert.Null(await Query.RunAsync(id, Viewer.Member(_second.PersonId)));
        Assert.Equal(EventActResult.Done, await Register.LeaveAsync(_second, id));
        Assert.Equal(EventActResult.NotFound, await Register.LeaveAsync(_second, id));

        var together = await new EventBuilder().By(_organizer.PersonId, _third.PersonId).InsertAsync(fixture);
        Assert.Equal(EventActResult.Done, await Register.RunAsync(_first, together));
    }

    [Fact]
    public async Task The_joining_link_is_for_organizers_and_who_is_registered_and_names_are_for_organizers()
    {
        var id = await InsertAsync(seats: 1);
        await Register.RunAsync(_first, id);
        await RegisterLaterAsync(_second, id);
        Assert.Equal("https://example.org/join", (await ShownAsync(id, _organizer)).JoiningLink);
        Assert.Equal("https://example.org/join", (await ShownAsync(id, _first)).JoiningLink);
        foreach (var viewer in new[] { Viewer.Member(_second.PersonId), Viewer.Member(_third.PersonId), Viewer.Anonymous })
            Assert.Null((await Query.RunAsync(id, viewer))!.JoiningLink);
        Assert.Equal([(_first.PersonId, EventStanding.Registered), (_second.PersonId, EventStanding.Waiting)],
            (await ShownAsync(id, _organizer)).Participants.Select(p => (p.Id, p.State)));
        Assert.Empty((await ShownAsync(id, _first)).Participants);
    }

    [Fact]
    public async Task Organizers_do_not_register_for_their_own_event()
    {
        var id = await InsertAsync(seats: 1);
        Assert.Equal(EventActResult.NotNow, await Register.RunAsync(_organizer, id));
        Assert.False((await ShownAsync(id, _organizer)).Event.IsFull);
    }

    [Fact]
    public async Task Organizers_remove_somebody_who_is_told_and_the_next_one_moves_up()
    {
        var id = await new EventBuilder().By(_organizer.PersonId).With(f => f with { Seats = "1" }).Registered(_first.PersonId).Waiting(_second.PersonId)
            .InsertAsync(fixture);
        Assert.Equal((EventActResult.NotFound, EventActResult.NotFound),
            (await Organize.RemoveAsync(_third, id, _first.PersonId), await Organize.RemoveAsync(_first, id, _second.PersonId)));
        Assert.Equal(EventActResult.NotNow, await Organize.RemoveAsync(_organizer, id, _third.PersonId));
        Assert.Equal((EventActResult.Done, EventActResult.NotNow),
            (await Organize.RemoveAsync(_organizer, id, _first.PersonId), await Organize.RemoveAsync(_organizer, id, _first.PersonId)));
        Assert.Equal((null, EventStanding.Registered), ((await ShownAsync(id, _first)).Mine, (await ShownAsync(id, _second)).Mine));
        Assert.Equal([EventNotice.Removed], await NoticesOfAsync(_first));
        Assert.Equal([EventNotice.Place], await NoticesOfAsync(_second));
        _clock.Advance(TimeSpan.FromDays(60));
        Assert.Equal(EventActResult.NotNow, await Organize.RemoveAsync(_organizer, id, _second.PersonId));
    }

    [Fact]
    public async Task Who_is_registered_is_told_when_time_or_place_changes_and_not_of_other_words()
    {
        var id = await InsertAsync();
        await Register.RunAsync(_first, id);
        var form = (await ShownAsync(id, _organizer)).Event.ToForm("https://example.org/join");
        await Save.RunAsync(_organizer, id, form with { Text = "More words" }, 1);
        Assert.Empty(await NoticesOfAsync(_first));
        await Save.RunAsync(_organizer, id, form with { Zone = "Asia/Kolkata" }, 2);
        Assert.Equal([EventNotice.Change], await NoticesOfAsync(_first));
    }

    [Fact]
    public async Task Everybody_registered_in_time_is_reminded_once_a_day_before()
    {
        var id = await new EventBuilder { Starts = TestClock.Start.AddDays(2) }.By(_organizer.PersonId).Registered(_first.PersonId).InsertAsync(fixture);
        var full = await new EventBuilder { Starts = TestClock.Start.AddDays(2) }.By(_organizer.PersonId).With(f => f with { Seats = "1" })
            .Registered(_organizer.PersonId).Waiting(_second.PersonId).InsertAsync(fixture);
        var cancelled = await new EventBuilder { Starts = TestClock.Start.AddDays(2), IsCancelled = true }.By(_organizer.PersonId).Registered(_first.PersonId)
            .InsertAsync(fixture);
        Assert.Equal(0, await Remind.RunAsync());
        _clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(EventActResult.Done, await Register.RunAsync(_third, id));
        Assert.Equal(2, await Remind.RunAsync());
        // A new instance, as after a restart.
        Assert.Equal(0, await new RemindEventsCommand(fixture.Database, _news, _clock).RunAsync());
        Assert.NotEqual(full, cancelled);
        Assert.Equal([id], await fixture.QueryAsync<ulong>("SELECT content_id FROM notice WHERE kind = 'event-reminder' AND person_id = @PersonId",
            new { _first.PersonId }));
        Assert.Equal((0, 0), ((await NoticesOfAsync(_second)).Count, (await NoticesOfAsync(_third)).Count));

        // An event that moves to a later day gets another reminder.
        await Save.RunAsync(_organizer, id,
            (await ShownAsync(id, _organizer)).Event.ToForm(null) is var form ? form with { Starts = "2026-03-20T10:00", Ends = "2026-03-20T12:00" }
                : null!, 1);
        _clock.Now = new DateTime(2026, 3, 19, 9, 30, 0, DateTimeKind.Utc);
        // The person who registered less than a day before the old start is early for the new one and also gets a reminder.
        Assert.Equal(2, await Remind.RunAsync());
        Assert.Equal(0, await Remind.RunAsync());
    }

    [Fact]
    public async Task Two_processes_remind_nobody_twice()
    {
        var people = new List<ulong>();
        for (var i = 0; i < 30; i++) people.Add(await new PersonBuilder().InsertAsync(fixture.Database));
        await new EventBuilder { Starts = TestClock.Start.AddHours(20), At = TestClock.Start.AddDays(-3) }.By(_organizer.PersonId).Registered(people)
            .InsertAsync(fixture);
        var reminded = await Task.WhenAll(Remind.RunAsync(), Remind.RunAsync(), Remind.RunAsync());
        Assert.Equal(30, reminded.Sum());
        Assert.Equal([30], await fixture.QueryAsync<int>("SELECT COUNT(*) FROM notice"));
    }

    [Fact]
    public async Task Who_moves_up_on_the_last_day_is_told_of_the_place_and_not_reminded()
    {
        var id = await new EventBuilder { Starts = TestClock.Start.AddHours(20), At = TestClock.Start.AddDays(-3) }.By(_organizer.PersonId)
            .With(f => f with { Seats = "1" }).Registered(_first.PersonId).Waiting(_second.PersonId).InsertAsync(fixture);
        await Register.LeaveAsync(_first, id);
        Assert.Equal(0, await Remind.RunAsync());
        Assert.Equal([EventNotice.Place], await NoticesOfAsync(_second));
    }

    [Fact]
    public async Task Who_took_part_says_what_they_learned_and_it_outlives_the_event()
    {
        var id = await new EventBuilder { Title = "Sample evening", Starts = TestClock.Start.AddHours(1) }.By(_organizer.PersonId)
            .Registered(_first.PersonId, _second.PersonId).Waiting(_third.PersonId).InsertAsync(fixture);
        LearnedForm Says(string text, bool mayQuote = false, string language = "en") => new() { Text = text, Language = language, MayQuote = mayQuote };
        Assert.Equal(EventActResult.NotNow, await Learned.RunAsync(_first, id, Says("Too early")));
        _clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal((EventActResult.NotNow, EventActResult.NotNow),
            (await Learned.RunAsync(_third, id, Says("Only waited")), await Learned.RunAsync(_organizer, id, Says("Only organized"))));
        foreach (var bad in new[] { Says(" \u200b"), Says(new string('x', 2001)), Says("\ud800"), Says("x", language: "klingon!") })
            Assert.Equal(EventActResult.BadText, await Learned.RunAsync(_first, id, bad));
        Assert.Equal(EventActResult.Done, await Learned.RunAsync(_first, id, Says("First words", mayQuote: true)));
        Assert.Equal(EventActResult.Done, await Learned.RunAsync(_first, id, Says("Better words", mayQuote: true)));
        Assert.Equal(EventActResult.Done, await Learned.RunAsync(_second, id, Says("For organizers")));

        Assert.Equal(["Better words"], (await Query.RunAsync(id, Viewer.Anonymous))!.Learned.Select(l => l.Text));
        Assert.Equal(["Better words", "For organizers"], (await ShownAsync(id, _organizer)).Learned.Select(l => l.Text));
        Assert.Equal(["Better words", "For organizers"], (await ShownAsync(id, _second)).Learned.Select(l => l.Text));
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'members' WHERE id = @PersonId", new { _first.PersonId });
        Assert.Empty((await Query.RunAsync(id, Viewer.Anonymous))!.Learned);

        Assert.Equal(EventActResult.Done, await Organize.DeleteAsync(_organizer, id));
        Assert.Equal(["Sample evening|Better words", "Sample evening|For organizers"],
            await fixture.QueryAsync<string>("SELECT CONCAT(event_title, '|', text) FROM event_learned WHERE event_id IS NULL ORDER BY id"));
        // A past event is deleted without a notification.
        Assert.Empty(await fixture.QueryAsync<string>("SELECT kind FROM notice"));
    }

    [Fact]
    public async Task What_was_written_is_taken_back_by_its_writer_only()
    {
        var id = await new EventBuilder { Starts = TestClock.Start.AddHours(-5) }.By(_organizer.PersonId).Registered(_first.PersonId).InsertAsync(fixture);
        await Learned.RunAsync(_first, id, new LearnedForm { Text = "Much", Language = "en" });
        await Learned.TakeBackAsync(_organizer, id);
        Assert.Single((await ShownAsync(id, _organizer)).Learned);
        Assert.Equal(EventActResult.Done, await Learned.TakeBackAsync(_first, id));
        Assert.Empty((await ShownAsync(id, _organizer)).Learned);
    }

    private async Task<Actor> AddAsync() =>
        await fixture.OpenSessionAsync(await new PersonBuilder().InsertAsync(fixture.Database), TestClock.Start.AddYears(1));

    private Task<ulong> InsertAsync(int? seats = null) =>
        new EventBuilder().By(_organizer.PersonId)
            .With(f => f with { Seats = seats?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", JoiningLink = "https://example.org/join" })
            .InsertAsync(fixture);

    private Task<EventActResult> RegisterLaterAsync(Actor actor, ulong id)
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        return Register.RunAsync(actor, id);
    }

    private async Task<EventShown> ShownAsync(ulong id, Actor actor) => (await Query.RunAsync(id, Viewer.Member(actor.PersonId)))!;

    private Task<List<string>> NoticesOfAsync(Actor actor) =>
        fixture.QueryAsync<string>("SELECT kind FROM notice WHERE person_id = @PersonId ORDER BY id", new { actor.PersonId });
}
