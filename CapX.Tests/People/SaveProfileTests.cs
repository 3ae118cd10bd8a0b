using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.People;

[Collection(SharedDatabase.Name)]
public sealed class SaveProfileTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private PeopleIndex _index = null!;
    private SaveProfileCommand _save = null!;

    public Task InitializeAsync()
    {
        _index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
        _save = new SaveProfileCommand(fixture.Database, fixture.Vocabulary, _index, _clock);
        return fixture.EmptyAsync();
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    private Task<MyProfile?> ReadAsync(ulong id) => new ProfileQuery(fixture.Database, _clock).RunAsync(id);

    private ProfileForm Full()
    {
        var codes = fixture.Vocabulary.Capacities.Entries.Select(e => e.Code).ToList();
        var note = string.Concat(Enumerable.Repeat("\U0001F600", 495)) + "\"\\'\n";
        return new ProfileForm
        {
            DisplayName = string.Concat(Enumerable.Repeat("\U0001F600", 100)),
            About = new string('ق', 2000),
            AboutLanguage = "ar",
            Languages = [.. fixture.Vocabulary.Languages.Entries.Take(20).Select(l => new LanguageLevel(l.Code, "N"))],
            Territories = [.. fixture.Vocabulary.Territories.Entries.Take(10).Select(t => t.Code)],
            Projects = [.. fixture.Vocabulary.Projects.Entries.Select(p => p.Code)],
            HomeWiki = "commonswiki",
            Knows = codes[..120],
            Offers = [.. codes[..60].Select(c => new SharedCapacity(c, Methods.All, note + "x"))],
            Wants = [.. codes[60..120].Select(c => new SharedCapacity(c, [], null))],
            NotTakingUntil = DateOnly.FromDateTime(TestClock.Start),
            Visibility = ProfileVisibility.Public,
            Indexable = true,
        };
    }

    [Fact]
    public async Task Keeps_the_fullest_form_as_it_was()
    {
        var actor = await fixture.NewcomerAsync();
        var outcome = await _save.RunAsync(actor, Full(), 0);
        Assert.Equal(new FormSaved(1, TestClock.Start), outcome);
        var stored = (await ReadAsync(actor.PersonId))!;
        Assert.Empty(stored.Form.DiffersIn(Full()));
        Assert.Equal((1u, TestClock.Start), (stored.Version, stored.UpdatedAt));
    }

    [Fact]
    public async Task Replaces_everything_by_an_empty_form()
    {
        var actor = await fixture.NewcomerAsync();
        await _save.RunAsync(actor, Full(), 0);
        Assert.Equal(2u, Assert.IsType<FormSaved>(await _save.RunAsync(actor, new ProfileForm(), 1)).Version);
        Assert.Empty((await ReadAsync(actor.PersonId))!.Form.DiffersIn(new ProfileForm()));
        Assert.Equal([1], await fixture.QueryAsync<long>("""
            SELECT COUNT(*) FROM person WHERE display_name IS NULL AND about IS NULL AND about_language IS NULL AND home_wiki IS NULL
             AND not_taking_until IS NULL
            """));
    }

    [Fact]
    public async Task Knows_what_is_offered()
    {
        var actor = await fixture.NewcomerAsync();
        await _save.RunAsync(actor, new ProfileForm { Offers = [new("technology", [], null)] }, 0);
        Assert.Equal(["knows", "offers"], await fixture.QueryAsync<string>("SELECT role FROM person_capacity ORDER BY role"));
    }

    [Fact]
    public async Task A_new_profile_is_for_members()
    {
        var actor = await fixture.NewcomerAsync();
        Assert.Equal(ProfileVisibility.Members, (await ReadAsync(actor.PersonId))!.Form.Visibility);
        await _save.RunAsync(actor, (await ReadAsync(actor.PersonId))!.Form, 0);
        Assert.Equal(["members"], await fixture.QueryAsync<string>("SELECT visibility FROM person"));
    }

    [Fact]
    public async Task A_day_that_has_passed_is_not_given_back()
    {
        var id = await new PersonBuilder { NotTakingUntil = TestClock.Start.Date.AddDays(-1) }.InsertAsync(fixture.Database);
        Assert.Null((await ReadAsync(id))!.Form.NotTakingUntil);
    }

    [Fact]
    public async Task Of_two_saves_at_once_exactly_one_wins()
    {
        var actor = await fixture.NewcomerAsync();
        for (var version = 0u; version < 5; version++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
                new SaveProfileCommand(fixture.Database, fixture.Vocabulary, _index, _clock).RunAsync(actor,
                    new ProfileForm { DisplayName = $"Writer {version} {n}", Territories = ["BR"] }, version)));
            var winner = Array.FindIndex(outcomes, o => o is FormSaved);
            Assert.Single(outcomes.OfType<FormSaved>());
            Assert.All(outcomes.OfType<FormStale<ProfileForm>>(), s => Assert.Equal($"Writer {version} {winner}", s.Current.DisplayName));
            Assert.Equal(version + 1, (await ReadAsync(actor.PersonId))!.Version);
        }
    }

    [Fact]
    public async Task Gives_back_what_another_window_saved()
    {
        var actor = await fixture.NewcomerAsync();
        await _save.RunAsync(actor, new ProfileForm { DisplayName = "First" }, 0);
        var stale = Assert.IsType<FormStale<ProfileForm>>(await _save.RunAsync(actor, new ProfileForm { DisplayName = "Second" }, 0));
        Assert.Equal(("First", 1u), (stale.Current.DisplayName, stale.Version));
        Assert.Equal("First", (await ReadAsync(actor.PersonId))!.Form.DisplayName);
    }

    [Fact]
    public async Task The_same_save_sent_again_shows_the_first_result()
    {
        var actor = await fixture.NewcomerAsync();
        var first = await _save.RunAsync(actor, Full(), 0);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(first, await _save.RunAsync(actor, Full(), 0));
        Assert.Equal(1u, (await ReadAsync(actor.PersonId))!.Version);
    }

    [Fact]
    public async Task Is_found_as_soon_as_it_is_saved()
    {
        await _index.LoadAsync();
        var actor = await fixture.NewcomerAsync();
        var who = new PeopleFilter { [Facet.Offers] = ["technology"] };
        await _save.RunAsync(actor, new ProfileForm { Offers = [new("technology", [], null)] }, 0);
        Assert.Equal((0, 1), (_index.Count(who, Viewer.Anonymous), _index.Count(who, Viewer.Member(1))));
        await _save.RunAsync(actor, new ProfileForm { Offers = [new("technology", [], null)], Visibility = ProfileVisibility.Hidden }, 1);
        Assert.Equal(0, _index.Count(who, Viewer.Member(1)));
    }

    [Fact]
    public async Task Refuses_a_form_with_errors_whole()
    {
        var actor = await fixture.NewcomerAsync();
        var invalid = Assert.IsType<FormInvalid<ProfileField>>(await _save.RunAsync(actor, Full() with { Territories = ["XX"] }, 0));
        Assert.Equal(ProfileField.Territories, invalid.Errors.Single().Field);
        Assert.Null((await ReadAsync(actor.PersonId))!.UpdatedAt);
    }

    [Fact]
    public async Task Refuses_whoever_is_blocked()
    {
        var actor = await fixture.NewcomerAsync(blocked: true);
        Assert.Equal(new FormRefused(ActorStanding.Blocked), await _save.RunAsync(actor, Full(), 0));
        Assert.Null((await ReadAsync(actor.PersonId))!.UpdatedAt);
    }

    [Fact]
    public async Task Refuses_ended_sessions_and_strangers()
    {
        var owner = await fixture.NewcomerAsync();
        var stranger = await fixture.NewcomerAsync();
        var ended = await fixture.OpenSessionAsync(owner.PersonId, TestClock.Start);
        foreach (var actor in (Actor[])[stranger with { PersonId = owner.PersonId }, ended, owner with { Session = new byte[32] },
            owner with { PersonId = 404 }])
            Assert.Equal(new FormRefused(ActorStanding.SignedOut), await _save.RunAsync(actor, Full(), 0));
        Assert.Equal([0], await fixture.QueryAsync<long>("SELECT COUNT(*) FROM person WHERE updated_at IS NOT NULL"));
    }

    [Fact]
    public async Task Leaves_the_old_rows_when_it_fails_half_way()
    {
        var actor = await fixture.NewcomerAsync();
        await _save.RunAsync(actor, Full(), 0);
        await fixture.ExecuteAsync("""
            CREATE TRIGGER half_way BEFORE INSERT ON person_capacity FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'half way'
            """);
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => _save.RunAsync(actor, new ProfileForm { DisplayName = "New", Knows = ["technology"] }, 1));
        }
        finally
        {
            await fixture.ExecuteAsync("DROP TRIGGER half_way");
        }
        var stored = (await ReadAsync(actor.PersonId))!;
        Assert.Empty(stored.Form.DiffersIn(Full()));
        Assert.Equal(1u, stored.Version);
    }

    [Fact]
    public async Task Drops_the_draft_with_the_save()
    {
        var actor = await fixture.NewcomerAsync();
        var drafts = new SaveDraftCommand(fixture.Database, _clock);
        await drafts.RunAsync(actor, ProfileForm.DraftName, "{}");
        await drafts.RunAsync(actor, SaveListingCommand.NewDraftName, "{}");
        await _save.RunAsync(actor, new ProfileForm(), 0);
        Assert.Equal([SaveListingCommand.NewDraftName], await fixture.QueryAsync<string>("SELECT form FROM draft"));
    }

    [Fact]
    public async Task Limits_how_often_a_person_saves()
    {
        var (eager, calm) = (await fixture.NewcomerAsync(), await fixture.NewcomerAsync());
        for (var version = 0u; version < 20; version++) Assert.IsType<FormSaved>(await _save.RunAsync(eager, new ProfileForm(), version));
        Assert.Equal(new FormTooOften(TimeSpan.FromSeconds(3)), await _save.RunAsync(eager, new ProfileForm(), 20));
        Assert.IsType<FormSaved>(await _save.RunAsync(calm, new ProfileForm(), 0));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.IsType<FormSaved>(await _save.RunAsync(eager, new ProfileForm(), 20));
    }
}
