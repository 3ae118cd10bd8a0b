using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Data.Search;
using CapX.Tests.Content;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Events;

/// <summary>The permissions to act on an event, and its visibility.</summary>
[Collection(SharedDatabase.Name)]
public sealed class EventTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly LiveUpdates _news = new();
    private Actor _organizer = null!;
    private Actor _other = null!;
    private Actor _stranger = null!;

    private SaveEventCommand Save => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private OrganizeEventCommand Organize => new(fixture.Database, fixture.Vocabulary, _news, _clock);
    private AnswerEventCommand Answer => new(fixture.Database, fixture.Vocabulary, _clock);
    private EventQuery Query => new(fixture.Database);
    private FindEventsQuery Find => new(fixture.Database, new CatalogueQuery(fixture.Database, _clock));

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        (_organizer, _other, _stranger) = (await AddAsync("Sample Organizer"), await AddAsync("Sample Other"), await AddAsync("Sample Stranger"));
    }

    public async Task DisposeAsync() => Assert.Empty(await OrphanedContent.FindAsync(fixture));

    [Fact]
    public async Task Somebody_announces_one_and_it_stands_in_the_list()
    {
        var id = await AnnouncedAsync(Form() with { Capacities = ["OpenRefine"], Methods = ["training"], Languages = ["pt-br", "en"], Seats = " 20 " });
        var found = Assert.Single((await FoundAsync(Viewer.Anonymous)).Items);
        Assert.Equal((id, "Sample meeting", new DateTime(2026, 12, 1, 17, 0, 0, DateTimeKind.Utc), "Europe/Berlin", 20, false),
            (found.Id, found.Title, found.StartsAt, found.Zone, found.Seats, found.IsFull));
        Assert.Equal(["openrefine", "training", "en", "pt-br"], [.. found.Capacities, .. found.Methods, .. found.Languages]);
        Assert.Equal("Sample Organizer", Assert.Single(found.People).Name);
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one()
    {
        var key = Guid.NewGuid();
        var both = await Task.WhenAll(Save.CreateAsync(_organizer, Form(), key), Save.CreateAsync(_organizer, Form(), key));
        Assert.Single(both.Cast<EventSaved>().Select(s => s.Id).Distinct());
        Assert.Equal(1, (await FoundAsync(Viewer.Anonymous)).Total);
        // Form keys are separate for each person.
        Assert.NotEqual(((EventSaved)both[0]).Id, Assert.IsType<EventSaved>(await Save.CreateAsync(_other, Form() with { People = ["Sample Other"] }, key)).Id);
    }

    [Fact]
    public async Task Only_organizers_save_and_a_stale_save_says_what_is_stored()
    {
        var id = await AnnouncedAsync();
        Assert.IsType<FormNotFound>(await Save.RunAsync(_stranger, id, Form(), 1));
        Assert.IsType<FormNotFound>(await Save.RunAsync(_organizer, id + 1000, Form(), 1));
        Assert.Equal(2u, Assert.IsType<EventSaved>(await Save.RunAsync(_organizer, id, Form() with { Title = "Changed" }, 1)).Version);
        Assert.Equal("Changed", Assert.IsType<FormStale<EventForm>>(await Save.RunAsync(_organizer, id, Form(), 1)).Current.Title);
        // The client sends the same save again because the first response was lost.
        Assert.Equal(2u, Assert.IsType<EventSaved>(await Save.RunAsync(_organizer, id, Form() with { Title = "Changed" }, 1)).Version);
        await fixture.ExecuteAsync("UPDATE person SET blocked = 1 WHERE id = @PersonId", new { _organizer.PersonId });
        Assert.Equal(ActorStanding.Blocked, Assert.IsType<FormRefused>(await Save.RunAsync(_organizer, id, Form(), 2)).Why);
        await fixture.ExecuteAsync("DELETE FROM session");
        Assert.Equal(ActorStanding.SignedOut, Assert.IsType<FormRefused>(await Save.RunAsync(_organizer, id, Form(), 2)).Why);
        Assert.Equal(ActorStanding.SignedOut, Assert.IsType<FormRefused>(await Save.CreateAsync(_organizer, Form(), Guid.NewGuid())).Why);
    }

    [Fact]
    public async Task Further_persons_organize_when_they_agree_and_can_go_but_not_the_last_one()
    {
        var id = await AnnouncedAsync(Form() with { People = ["Sample Organizer", "Sample_Other"] });
        Assert.Equal([EventNotice.Organizer], await NoticesOfAsync(_other));
        Assert.Equal(EventActResult.Done, await Answer.AcceptAsync(_other, id));
        Assert.IsType<EventSaved>(await Save.RunAsync(_other, id, Form() with { Title = "By the other", People = ["Sample Organizer", "Sample Other"] }, 1));
        Assert.Equal(EventActResult.Done, await Organize.GoAsync(_organizer, id));
        // A former organizer has no more rights than anyone else.
        Assert.IsType<FormNotFound>(await Save.RunAsync(_organizer, id, Form(), 2));
        Assert.Equal(EventActResult.NotFound, await Organize.CancelAsync(_organizer, id));
        Assert.Equal(EventActResult.LastOrganizer, await Organize.GoAsync(_other, id));
        // A person who is only invited does not count as another organizer.
        Assert.IsType<EventSaved>(await Save.RunAsync(_other, id, Form() with { People = ["Sample Organizer", "Sample Other"] }, 3));
        Assert.Equal(EventActResult.LastOrganizer, await Organize.GoAsync(_other, id));
        var invalid = Assert.IsType<FormInvalid<EventField>>(await Save.RunAsync(_other, id, Form() with { People = [] }, 4));
        Assert.Contains(invalid.Errors, e => e.Field == EventField.People);
    }

    [Fact]
    public async Task Nobody_is_made_an_organizer_whom_one_may_not_see()
    {
        await AddAsync("Sample Hidden", "hidden");
        await BlockAsync(_other, _organizer);
        foreach (var name in new[] { "Sample Hidden", "Sample Other", "No such person" })
            Assert.Equal(name, Assert.Single(Assert.IsType<FormInvalid<EventField>>(await Save.CreateAsync(_organizer, Form() with { People = [name] },
                Guid.NewGuid())).Errors).Arguments[0]);
    }

    [Fact]
    public async Task An_organization_organizes_by_its_managers_and_a_former_manager_is_a_stranger()
    {
        var (group, slug) = await new OrganizationBuilder { Name = "Sample Group" }.Having(_organizer.PersonId, "manager").Having(_other.PersonId, "manager")
            .Having(_stranger.PersonId, "member").InsertAsync(fixture);
        var form = Form() with { People = [], Organizations = [slug] };
        Assert.Equal(EventField.Organizations,
            Assert.Single(Assert.IsType<FormInvalid<EventField>>(await Save.CreateAsync(_stranger, form, Guid.NewGuid())).Errors).Field);
        var id = await AnnouncedAsync(form);
        Assert.IsType<EventSaved>(await Save.RunAsync(_other, id, form with { Title = "By another manager" }, 1));
        Assert.IsType<FormNotFound>(await Save.RunAsync(_stranger, id, form, 2));
        await fixture.ExecuteAsync("DELETE FROM organization_person WHERE organization_id = @group AND person_id = @PersonId", new { group, _other.PersonId });
        Assert.IsType<FormNotFound>(await Save.RunAsync(_other, id, form, 2));
        Assert.Equal(EventActResult.NotFound, await Organize.DeleteAsync(_other, id));
        Assert.Equal("Sample Group", Assert.Single((await Query.RunAsync(id, Viewer.Anonymous))!.Event.Organizations).Names[0].Name);
    }

    [Fact]
    public async Task An_event_goes_with_its_organization_into_the_one_that_it_becomes()
    {
        await fixture.GrantAsync("Sample Stranger", Role.Curator);
        var (group, slug) = await new OrganizationBuilder { Name = "Sample Group" }.Having(_organizer.PersonId, "manager").InsertAsync(fixture);
        await new OrganizationBuilder { Name = "Sample Whole" }.InsertAsync(fixture);
        var id = await AnnouncedAsync(Form() with { People = [], Organizations = [slug] });
        Assert.Equal(OrganizationActResult.Done,
            await new ConfirmOrganizationCommand(fixture.Database, fixture.Vocabulary, _news, _clock).MergeAsync(_stranger, group, "sample-whole"));
        var shown = await Query.RunAsync(id, Viewer.Member(_organizer.PersonId));
        Assert.Equal(("sample-whole", true), (Assert.Single(shown!.Event.Organizations).Slug, shown.IsOrganizer));
    }

    [Theory]
    [InlineData("public", true, true, true, true)]
    [InlineData("public", false, false, true, false)]
    [InlineData("members", true, false, true, false)]
    [InlineData("hidden", true, false, false, false)]
    public async Task Of_one_persons_event_nobody_sees_more_than_of_that_person(string visibility, bool isPublic, bool byVisitors,
        bool byMembers, bool byBlocked)
    {
        await fixture.ExecuteAsync("UPDATE person SET visibility = @visibility WHERE id = @PersonId", new { visibility, _organizer.PersonId });
        await BlockAsync(_organizer, _stranger);
        var id = await AnnouncedAsync(Form() with { IsPublic = isPublic });
        foreach (var (viewer, isSeen) in new[] { (Viewer.Anonymous, byVisitors), (Viewer.Member(_other.PersonId), byMembers),
            (Viewer.Member(_stranger.PersonId), byBlocked) })
        {
            Assert.Equal(isSeen, await Query.RunAsync(id, viewer) is not null);
            Assert.Equal(isSeen ? 1 : 0, (await FoundAsync(viewer)).Total);
            Assert.Equal(isSeen ? 1 : 0, (await FoundAsync(viewer)).Items.Count);
        }
        Assert.Equal(visibility == "hidden", (await Query.RunAsync(id, Viewer.Member(_organizer.PersonId)))!.IsUnseen);
    }

    [Fact]
    public async Task Of_several_organizers_a_reader_sees_those_whom_they_may_see()
    {
        await fixture.ExecuteAsync("UPDATE person SET visibility = 'hidden' WHERE id = @PersonId", new { _organizer.PersonId });
        var id = await AnnouncedAsync(Form() with { People = ["Sample Organizer", "Sample Other"] });
        await Answer.AcceptAsync(_other, id);
        Assert.Equal(["Sample Other"], (await Query.RunAsync(id, Viewer.Anonymous))!.Event.People.Select(p => p.Name));
        Assert.Equal(["Sample Organizer", "Sample Other"], (await Query.RunAsync(id, Viewer.Member(_other.PersonId)))!.Event.People.Select(p => p.Name));
        // Saving does not drop the other organizer, although their profile is hidden.
        Assert.IsType<EventSaved>(await Save.RunAsync(_other, id, (await Query.RunAsync(id, Viewer.Member(_other.PersonId)))!.Event.ToForm(null), 1));
    }

    [Fact]
    public async Task Cancelling_and_deleting_are_for_organizers_and_everybody_who_comes_is_told()
    {
        var id = await new EventBuilder { Title = "Sample meeting" }.By(_organizer.PersonId).Registered(_other.PersonId).Waiting(_stranger.PersonId)
            .InsertAsync(fixture);
        foreach (var act in new[] { Organize.CancelAsync(_stranger, id), Organize.DeleteAsync(_stranger, id), Organize.GoAsync(_stranger, id) })
            Assert.Equal(EventActResult.NotFound, await act);
        Assert.Equal(EventActResult.Done, await Organize.CancelAsync(_organizer, id));
        Assert.Equal(EventActResult.Done, await Organize.CancelAsync(_organizer, id));
        Assert.Equal([EventNotice.Cancelled], await NoticesOfAsync(_other));
        Assert.Equal([EventNotice.Cancelled], await NoticesOfAsync(_stranger));
        Assert.True((await Query.RunAsync(id, Viewer.Anonymous))!.Event.IsCancelled);

        var second = await new EventBuilder { Title = "Sample evening" }.By(_organizer.PersonId).Registered(_other.PersonId).InsertAsync(fixture);
        Assert.Equal(EventActResult.Done, await Organize.DeleteAsync(_organizer, second));
        Assert.Null(await Query.RunAsync(second, Viewer.Member(_organizer.PersonId)));
        Assert.Equal(1, (await FoundAsync(Viewer.Anonymous)).Total);
        var notices = (await new NoticesQuery(fixture.Database, _clock).RunAsync(_other.PersonId, 1)).Items;
        Assert.Equal([(null, "Sample evening"), ($"{id}", "Sample meeting")], notices.Select(n => (n.ContentKey, n.Title ?? n.Name!)));
    }

    [Fact]
    public async Task Erasing_an_account_takes_what_it_organizes_alone_and_gives_its_places_to_who_waits()
    {
        var alone = await new EventBuilder { Title = "Alone" }.By(_organizer.PersonId).Registered(_other.PersonId).InsertAsync(fixture);
        var together = await new EventBuilder { Title = "Together" }.By(_organizer.PersonId, _other.PersonId).With(f => f with { Seats = "1" })
            .Registered(_organizer.PersonId).Waiting(_stranger.PersonId).InsertAsync(fixture);
        await fixture.ExecuteAsync("""
            INSERT INTO event_learned (event_id, event_title, person_id, text, language, written_at)
             VALUES (@alone, 'Alone', @PersonId, 'Much', 'en', '2026-01-01')
            """, new { alone, _other.PersonId });
        using var index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
        await index.LoadAsync();
        Assert.Equal(EraseAccountResult.Erased,
            await new EraseAccountCommand(fixture.Database, index, DatabaseFixture.Hash, _clock).RunAsync(_organizer, "Sample Organizer"));

        Assert.Null(await Query.RunAsync(alone, Viewer.Member(_other.PersonId)));
        Assert.Equal(EventStanding.Registered, (await Query.RunAsync(together, Viewer.Member(_stranger.PersonId)))!.Mine);
        Assert.Equal([EventNotice.Place], await NoticesOfAsync(_stranger));
        Assert.Equal([EventNotice.Cancelled], await NoticesOfAsync(_other));
        Assert.Equal(["Much"], await fixture.QueryAsync<string>("SELECT text FROM event_learned WHERE event_id IS NULL AND event_title IS NULL"));
        Assert.Equal([_other.PersonId], await fixture.QueryAsync<ulong>("SELECT owner_id FROM catalogue WHERE kind = 'event'"));
    }

    private static EventForm Form() => new()
    {
        Title = "Sample meeting",
        Language = "en",
        Kind = EventKind.Online,
        Starts = "2026-12-01T18:00",
        Ends = "2026-12-01T20:00",
        Zone = "Europe/Berlin",
        IsPublic = true,
        People = ["Sample Organizer"],
    };

    private async Task<Actor> AddAsync(string name, string visibility = "public") =>
        await fixture.OpenSessionAsync(await new PersonBuilder { Username = name, Visibility = visibility }.InsertAsync(fixture.Database),
            TestClock.Start.AddYears(1));

    private async Task<ulong> AnnouncedAsync(EventForm? form = null) =>
        Assert.IsType<EventSaved>(await Save.CreateAsync(_organizer, form ?? Form(), Guid.NewGuid())).Id;

    private Task<CataloguePage<EventFound>> FoundAsync(Viewer viewer) =>
        Find.RunAsync(new CatalogueFilter { Kind = EventContent.Kind, Order = CatalogueOrder.Start }, viewer);

    private Task<int> BlockAsync(Actor blocker, Actor blocked) =>
        fixture.ExecuteAsync("INSERT INTO person_block (person_id, blocked_id, blocked_at) VALUES (@One, @Two, UTC_TIMESTAMP(6))",
            new { One = blocker.PersonId, Two = blocked.PersonId });

    private Task<List<string>> NoticesOfAsync(Actor actor) =>
        fixture.QueryAsync<string>("SELECT kind FROM notice WHERE person_id = @PersonId ORDER BY id", new { actor.PersonId });
}
