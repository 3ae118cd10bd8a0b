using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.Search;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>A person becomes an organizer only by accepting an invitation.</summary>
[Collection(SharedDatabase.Name)]
public sealed class EventInvitationTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly LiveUpdates _news = new();
    private Actor _organizer = null!;
    private Actor _invited = null!;
    private Actor _stranger = null!;

    private SaveEventCommand Save => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private OrganizeEventCommand Organize => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private AnswerEventCommand Answer => new(fixture.Database, fixture.Vocabulary, _clock);
    private EventQuery Query => new(fixture.Database);
    private FindEventsQuery Find => new(fixture.Database, new CatalogueQuery(fixture.Database, _clock));

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        (_organizer, _invited, _stranger) = (await AddAsync("Sample Organizer"), await AddAsync("Sample Invited"), await AddAsync("Sample Stranger"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_is_named_is_asked_and_has_no_power_before_saying_yes()
    {
        var id = await new EventBuilder().By(_organizer.PersonId).With(f => f with { JoiningLink = "https://example.org/join" }).Registered(_stranger.PersonId)
            .InsertAsync(fixture);
        Assert.IsType<EventSaved>(await SaveAsync(id, "Sample Organizer", "Sample Invited"));
        Assert.Equal([EventNotice.Organizer], await NoticesOfAsync(_invited));
        var shown = (await Query.RunAsync(id, Member(_invited)))!;
        Assert.Equal((true, false, null, 0), (shown.IsInvited, shown.IsOrganizer, shown.JoiningLink, shown.Participants.Count));
        Assert.IsType<FormNotFound>(await Save.RunAsync(_invited, id, shown.Event.ToForm(null), 2));
        foreach (var act in new[] { Organize.CancelAsync(_invited, id), Organize.DeleteAsync(_invited, id), Organize.GoAsync(_invited, id) })
            Assert.Equal(EventActResult.NotFound, await act);

        Assert.Equal((EventActResult.Done, EventActResult.Done), (await Answer.AcceptAsync(_invited, id), await Answer.AcceptAsync(_invited, id)));
        Assert.True((await Query.RunAsync(id, Member(_invited)))!.IsOrganizer);
        Assert.Equal(["Sample Invited", "Sample Organizer"], (await Query.RunAsync(id, Viewer.Anonymous))!.Event.People.Select(p => p.Username));
        Assert.Equal(EventActResult.Done, await Organize.CancelAsync(_invited, id));
    }

    [Fact]
    public async Task Only_organizers_see_who_is_asked()
    {
        var id = await new EventBuilder().By(_organizer.PersonId).Inviting(_invited.PersonId).InsertAsync(fixture);
        Assert.Equal(["Sample Invited"], (await Query.RunAsync(id, Member(_organizer)))!.Event.Invited.Select(p => p.Username));
        foreach (var viewer in new[] { Viewer.Anonymous, Member(_stranger), Member(_invited) })
        {
            var shown = (await Query.RunAsync(id, viewer))!.Event;
            Assert.Equal(("Sample Organizer", 0), (Assert.Single(shown.People).Username, shown.Invited.Count));
            Assert.Empty(Assert.Single(await Find.ByIdAsync([id], viewer)).Invited);
        }
    }

    [Fact]
    public async Task Who_says_no_is_a_stranger_again_and_an_editor_open_meanwhile_asks_nobody_anew()
    {
        var id = await new EventBuilder().By(_organizer.PersonId).Inviting(_invited.PersonId).InsertAsync(fixture);
        var open = (await Query.RunAsync(id, Member(_organizer)))!.Event;
        Assert.Equal((EventActResult.Done, EventActResult.Done), (await Answer.DeclineAsync(_invited, id), await Answer.DeclineAsync(_invited, id)));
        Assert.Equal(EventActResult.NotNow, await Answer.AcceptAsync(_invited, id));
        Assert.DoesNotContain("Sample Invited",
            Assert.IsType<FormStale<EventForm>>(await Save.RunAsync(_organizer, id, open.ToForm(null) with { Text = "More" }, open.Version)).Current.People);
        Assert.Empty(await NoticesOfAsync(_invited));
        foreach (var act in new[] { Answer.AcceptAsync(_stranger, id), Answer.AcceptAsync(_invited, id) }) Assert.Equal(EventActResult.NotNow, await act);
        Assert.Equal(EventActResult.NotFound, await Answer.AcceptAsync(_stranger, id + 1000));
    }

    [Fact]
    public async Task Who_went_is_asked_again_before_they_organize_again()
    {
        var id = await new EventBuilder().By(_organizer.PersonId, _invited.PersonId).InsertAsync(fixture);
        Assert.Equal(EventActResult.Done, await Organize.GoAsync(_invited, id));
        Assert.IsType<EventSaved>(await SaveAsync(id, "Sample Organizer", "Sample Invited"));
        Assert.False((await Query.RunAsync(id, Member(_invited)))!.IsOrganizer);
        Assert.True((await Query.RunAsync(id, Member(_invited)))!.IsInvited);
    }

    [Fact]
    public async Task A_name_taken_away_takes_the_question_away_and_its_notice()
    {
        var id = await new EventBuilder().By(_organizer.PersonId).With(f => f with { IsPublic = false }).InsertAsync(fixture);
        await SaveAsync(id, "Sample Organizer", "Sample Invited");
        // Saving again with the same names does not repeat the invitation.
        await SaveAsync(id, "Sample Organizer", "Sample Invited");
        Assert.Single(await NoticesOfAsync(_invited));
        Assert.IsType<EventSaved>(await SaveAsync(id, "Sample Organizer"));
        Assert.Empty(await NoticesOfAsync(_invited));
        Assert.Equal(EventActResult.NotNow, await Answer.AcceptAsync(_invited, id));
    }

    [Fact]
    public async Task Somebody_has_to_organize_it_while_others_are_asked()
    {
        var form = Form("Sample Invited");
        var invalid = Assert.IsType<FormInvalid<EventField>>(await Save.CreateAsync(_organizer, form, Guid.NewGuid()));
        Assert.Equal(EventField.People, Assert.Single(invalid.Errors).Field);
        Assert.Empty(await NoticesOfAsync(_invited));
        var id = await new EventBuilder().By(_organizer.PersonId).Inviting(_invited.PersonId).InsertAsync(fixture);
        Assert.IsType<FormInvalid<EventField>>(await SaveAsync(id, "Sample Invited"));
        Assert.Equal(EventActResult.LastOrganizer, await Organize.GoAsync(_organizer, id));
    }

    [Fact]
    public async Task Of_one_persons_event_an_invitation_shows_nothing_more_but_to_who_is_asked()
    {
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = @PersonId", new { _organizer.PersonId });
        var id = await new EventBuilder().By(_organizer.PersonId).Inviting(_invited.PersonId).InsertAsync(fixture);
        Assert.Null(await Query.RunAsync(id, Member(_stranger)));
        Assert.True((await Query.RunAsync(id, Member(_organizer)))!.IsUnseen);
        Assert.Equal(0, (await Find.RunAsync(new CatalogueFilter { Kind = EventContent.Kind }, Member(_invited))).Total);
        // The invitation does not reveal the name of the organizer, whose profile is hidden.
        Assert.Empty((await Query.RunAsync(id, Member(_invited)))!.Event.People);
        await Answer.AcceptAsync(_invited, id);
        Assert.NotNull(await Query.RunAsync(id, Viewer.Anonymous));
        Assert.Equal(1, (await Find.RunAsync(new CatalogueFilter { Kind = EventContent.Kind }, Viewer.Anonymous)).Total);
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("removed")]
    public async Task What_moderators_hold_back_can_be_declined_and_not_accepted(string state)
    {
        var id = await new EventBuilder().By(_organizer.PersonId).Inviting(_invited.PersonId).InsertAsync(fixture);
        await fixture.ExecuteAsync("UPDATE event SET moderated = @state", new { state });
        Assert.Equal(EventActResult.NotNow, await Answer.AcceptAsync(_invited, id));
        Assert.Null(await Query.RunAsync(id, Member(_invited)));
        Assert.Equal(EventActResult.Done, await Answer.DeclineAsync(_invited, id));
        Assert.Equal(0, (await fixture.QueryAsync<long>("SELECT COUNT(*) FROM event_organizer WHERE standing = 'invited'")).Single());
    }

    [Fact]
    public async Task Who_is_blocked_can_say_no_and_not_yes()
    {
        var id = await new EventBuilder().By(_organizer.PersonId).Inviting(_invited.PersonId, _stranger.PersonId).With(f => f with { IsPublic = false })
            .InsertAsync(fixture);
        await fixture.ExecuteAsync("UPDATE person SET blocked = 1 WHERE id = @PersonId", new { _invited.PersonId });
        Assert.Equal((EventActResult.Blocked, EventActResult.Done), (await Answer.AcceptAsync(_invited, id), await Answer.DeclineAsync(_invited, id)));
        // After a block between the two, the invited person can no longer see or accept the invitation, but can still decline it.
        await fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@One, @Two, UTC_TIMESTAMP(6))",
            new { One = _organizer.PersonId, Two = _stranger.PersonId });
        Assert.Null(await Query.RunAsync(id, Member(_stranger)));
        Assert.Equal((EventActResult.NotNow, EventActResult.Done), (await Answer.AcceptAsync(_stranger, id), await Answer.DeclineAsync(_stranger, id)));
        await fixture.ExecuteAsync("DELETE FROM session");
        Assert.Equal((EventActResult.SignedOut, EventActResult.SignedOut), (await Answer.AcceptAsync(_invited, id), await Answer.DeclineAsync(_invited, id)));
    }

    [Fact]
    public async Task Who_takes_no_requests_is_not_asked_and_nobody_asks_all_day()
    {
        await fixture.ExecuteAsync("UPDATE person SET not_taking_until = '2030-01-01' WHERE id = @PersonId", new { _invited.PersonId });
        var save = Save;
        Assert.Equal("Sample Invited",
            Assert.Single(Assert.IsType<FormInvalid<EventField>>(await save.CreateAsync(_organizer, Form("Sample Organizer", "Sample Invited"),
                Guid.NewGuid())).Errors).Arguments[0]);
        var id = await new EventBuilder().By(_organizer.PersonId).InsertAsync(fixture);
        var asked = 0;
        for (uint version = 1; version < 60; version += 2, asked++)
        {
            if (await save.RunAsync(_organizer, id, Form("Sample Organizer", "Sample Stranger"), version) is FormTooOften) break;
            await save.RunAsync(_organizer, id, Form("Sample Organizer"), version + 1);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.InRange(asked, 20, 25);
    }

    [Fact]
    public async Task An_invitation_keeps_no_event_alive_and_goes_with_the_account()
    {
        var index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
        await index.LoadAsync();
        var id = await new EventBuilder { Title = "Sample private words" }.By(_organizer.PersonId).Inviting(_invited.PersonId).InsertAsync(fixture);
        var export = System.Text.Json.JsonSerializer.Serialize(await new ExportQuery(fixture.Database, _clock).RunAsync(_invited.PersonId));
        Assert.Contains("\"invited\"", export, StringComparison.Ordinal);
        Assert.DoesNotContain("\"JoiningLink\"", export, StringComparison.Ordinal);
        await new EraseAccountCommand(fixture.Database, index, DatabaseFixture.Hash, _clock).RunAsync(_invited, "Sample Invited");
        Assert.Empty((await Query.RunAsync(id, Member(_organizer)))!.Event.Invited);

        var other = await new EventBuilder().By(_organizer.PersonId).Inviting(_stranger.PersonId).InsertAsync(fixture);
        await new EraseAccountCommand(fixture.Database, index, DatabaseFixture.Hash, _clock).RunAsync(_organizer, "Sample Organizer");
        Assert.Empty(await fixture.QueryAsync<ulong>("SELECT id FROM event"));
        Assert.Null(await Query.RunAsync(other, Member(_stranger)));
    }

    [Fact]
    public async Task A_name_typed_and_not_added_is_not_lost()
    {
        var form = Form("Sample Organizer") with { Typed = "Sample Invi" };
        var error = Assert.Single(Assert.IsType<FormInvalid<EventField>>(await Save.CreateAsync(_organizer, form, Guid.NewGuid())).Errors);
        Assert.Equal((EventField.People, "events-error-not-added", "Sample Invi"), (error.Field, error.Message, error.Arguments[0]));
        Assert.Contains(EventField.People, form.DiffersIn(form with { Typed = "" }));
    }

    private static Viewer Member(Actor actor) => Viewer.Member(actor.PersonId);

    private static EventForm Form(params IReadOnlyList<string> people) => new()
    {
        Title = "Sample", Language = "en", Kind = EventKind.Online, Starts = "2026-12-01T18:00", Ends = "2026-12-01T20:00", Zone = "Europe/Berlin",
        IsPublic = true, People = people,
    };

    private async Task<SaveResult> SaveAsync(ulong id, params IReadOnlyList<string> people)
    {
        var stored = (await Query.RunAsync(id, Member(_organizer)))!.Event;
        return await Save.RunAsync(_organizer, id, stored.ToForm(null) with { People = people }, stored.Version);
    }

    private async Task<Actor> AddAsync(string name) =>
        await fixture.OpenSessionAsync(await new PersonBuilder { Username = name }.InsertAsync(fixture.Database), TestClock.Start.AddYears(1));

    private Task<List<string>> NoticesOfAsync(Actor actor) =>
        fixture.QueryAsync<string>("SELECT kind FROM notice WHERE person_id = @PersonId ORDER BY id", new { actor.PersonId });
}
