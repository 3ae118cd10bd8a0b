using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Index;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.People;

/// <summary>No display name can pass for another person's user name, a role or CapX.</summary>
[Collection(SharedDatabase.Name)]
public sealed class DisplayNameTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private PeopleIndex _index = null!;
    private SaveProfileCommand _save = null!;

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        _index = new PeopleIndex(fixture.Database, fixture.Vocabulary, _clock);
        await _index.LoadAsync();
        _save = new SaveProfileCommand(fixture.Database, fixture.Vocabulary, _index, _clock);
    }

    public Task DisposeAsync()
    {
        _index.Dispose();
        return Task.CompletedTask;
    }

    private async Task<SignedIn> EnterAsync(ulong id, string username)
    {
        var entered = await new SignInCommand(fixture.Database, DatabaseFixture.Hash, _clock).RunAsync(new WikiAccount { Id = id, Username = username },
            SessionKey.Create());
        foreach (var changed in entered.ChangedPersonIds) await _index.RefreshAsync(changed);
        return entered;
    }

    private async Task<Actor> MemberAsync(ulong id, string username)
    {
        await EnterAsync(id, username);
        return await fixture.OpenSessionAsync(id);
    }

    private async Task<SaveResult> SaveAsync(Actor actor, string displayName)
    {
        var version = (await fixture.QueryAsync<uint>("SELECT version FROM person WHERE id = @PersonId", new { actor.PersonId })).Single();
        return await _save.RunAsync(actor, new ProfileForm { DisplayName = displayName, Visibility = ProfileVisibility.Public }, version);
    }

    private async Task<MyProfile> ReadAsync(ulong id) => (await new ProfileQuery(fixture.Database, _clock).RunAsync(id))!;

    private int Found(string word) => _index.Count(new PeopleFilter { Queries = [word] }, Viewer.Anonymous);

    private static void AssertRefused(SaveResult outcome)
    {
        var error = Assert.Single(Assert.IsType<FormInvalid<ProfileField>>(outcome).Errors);
        Assert.Equal((ProfileField.DisplayName, "people-edit-error-display-name"), (error.Field, error.Message));
    }

    [Theory]
    [InlineData("Ana Example")]
    [InlineData("Аnа Ехаmple")]
    [InlineData("ana_example ★")]
    public async Task Refuses_a_display_name_that_looks_like_the_user_name_of_another(string name)
    {
        await EnterAsync(7, "Ana Example");
        var other = await MemberAsync(8, "Bob");
        AssertRefused(await SaveAsync(other, name));
        Assert.Equal("", (await ReadAsync(8)).Form.DisplayName);
    }

    [Theory]
    [InlineData("Moderator Bob")]
    [InlineData("CapX Team")]
    public async Task Refuses_a_display_name_that_promises_a_role_or_CapX(string name) => AssertRefused(await SaveAsync(await MemberAsync(8, "Bob"), name));

    [Fact]
    public async Task Lets_everybody_show_their_own_user_name()
    {
        await EnterAsync(7, "Sample moderator");
        Assert.IsType<FormSaved>(await SaveAsync(await MemberAsync(8, "Sample Moderator"), "Sample Moderator"));
        Assert.IsType<FormSaved>(await SaveAsync(await MemberAsync(9, "Ana (WMF)"), "Ana Example (WMF)"));
    }

    [Fact]
    public async Task Lets_two_people_show_the_same_name()
    {
        Assert.IsType<FormSaved>(await SaveAsync(await MemberAsync(7, "First"), "Ana"));
        Assert.IsType<FormSaved>(await SaveAsync(await MemberAsync(8, "Second"), "Ana"));
    }

    [Fact]
    public async Task A_first_login_hides_display_names_that_look_like_the_user_name()
    {
        await SaveAsync(await MemberAsync(8, "Bob"), "Аna Example");
        Assert.Equal(1, Found("example"));
        var entered = await EnterAsync(7, "Ana Example");
        Assert.Equal([8UL], entered.ChangedPersonIds);
        var mine = await ReadAsync(8);
        Assert.Equal(("", "Аna Example"), (mine.Form.DisplayName, mine.HiddenDisplayName));
        Assert.Null((await new FindPersonQuery(fixture.Database).RunAsync("Bob", Viewer.Anonymous))!.Person.DisplayName);
        Assert.Equal((0, 1), (Found("example"), Found("bob")));
    }

    [Fact]
    public async Task A_rename_hides_display_names_that_look_like_the_new_user_name()
    {
        await EnterAsync(7, "Earlier");
        await SaveAsync(await MemberAsync(8, "Bob"), "Later");
        await EnterAsync(7, "Earlier");
        Assert.Equal("Later", (await ReadAsync(8)).Form.DisplayName);
        Assert.Equal([7UL, 8UL], (await EnterAsync(7, "Later")).ChangedPersonIds);
        Assert.Equal("Later", (await ReadAsync(8)).HiddenDisplayName);
        // The earlier user name is free again.
        Assert.IsType<FormSaved>(await SaveAsync(await fixture.OpenSessionAsync(8), "Earlier"));
    }

    [Fact]
    public async Task A_rename_hides_the_own_display_name_that_only_the_own_user_name_allowed()
    {
        await SaveAsync(await MemberAsync(8, "Sample Moderator"), "Sample Moderator");
        await EnterAsync(8, "Bob");
        Assert.Equal("Sample Moderator", (await ReadAsync(8)).HiddenDisplayName);
    }

    [Fact]
    public async Task What_is_hidden_stays_so_until_its_owner_saves()
    {
        await SaveAsync(await MemberAsync(8, "Bob"), "Ana");
        await EnterAsync(7, "Ana");
        await fixture.ExecuteAsync("DELETE FROM person WHERE id = 7");
        await EnterAsync(8, "Bob");
        await new SettleNamesCommand(fixture.Database).RunAsync();
        Assert.Equal("Ana", (await ReadAsync(8)).HiddenDisplayName);
        Assert.IsType<FormSaved>(await SaveAsync(await fixture.OpenSessionAsync(8), "Ana"));
        Assert.Equal(("Ana", (string?)null), (await ReadAsync(8)) is var mine ? (mine.Form.DisplayName, mine.HiddenDisplayName) : default);
    }

    [Fact]
    public async Task A_login_that_wins_a_name_back_hides_what_looks_like_it()
    {
        await EnterAsync(7, "Ana");
        await EnterAsync(9, "Ana");
        await EnterAsync(9, "Other");
        await SaveAsync(await MemberAsync(8, "Bob"), "ANA");
        await EnterAsync(7, "Ana");
        Assert.Equal("ANA", (await ReadAsync(8)).HiddenDisplayName);
    }

    [Fact]
    public async Task A_login_and_a_save_at_the_same_time_never_both_get_the_name()
    {
        for (var round = 0UL; round < 12; round++)
        {
            var (owner, other, name) = (100 + (2 * round), 101 + (2 * round), $"Name {(char)('A' + round)}");
            var actor = await MemberAsync(other, $"Other {(char)('A' + round)}");
            var saving = Task.Run(() => SaveAsync(actor, name));
            var entering = Task.Run(() => EnterAsync(owner, name));
            await Task.WhenAll(saving, entering);
            Assert.Equal("", (await ReadAsync(other)).Form.DisplayName);
        }
    }

    [Fact]
    public async Task The_start_takes_down_names_of_before_and_finds_nothing_to_do_afterwards()
    {
        await new PersonBuilder { Id = 7, Username = "Ana Example" }.InsertAsync(fixture.Database);
        await new PersonBuilder { Id = 8, Username = "Bob", DisplayName = "Аnа Example" }.InsertAsync(fixture.Database);
        await new PersonBuilder { Id = 9, Username = "Carl", DisplayName = "CapX moderator" }.InsertAsync(fixture.Database);
        await new PersonBuilder { Id = 10, Username = "Dora", DisplayName = "Dora of Lisbon" }.InsertAsync(fixture.Database);
        await new PersonBuilder { Id = 11, Username = "Eve", DisplayName = "Left", }.InsertAsync(fixture.Database);
        await new PersonBuilder { Id = 12, Username = "Left", NameLostAt = TestClock.Start }.InsertAsync(fixture.Database);
        var settle = new SettleNamesCommand(fixture.Database);
        Assert.Equal(2, await settle.RunAsync());
        Assert.Equal(["8 Аnа Example", "9 CapX moderator"],
            await fixture.QueryAsync<string>("""
                SELECT CONCAT(id, ' ', display_name_hidden) FROM person WHERE display_name_hidden IS NOT NULL AND display_name IS NULL ORDER BY id
                """));
        Assert.Equal(["Dora of Lisbon", "Left"],
            await fixture.QueryAsync<string>("SELECT display_name FROM person WHERE display_name IS NOT NULL ORDER BY id"));
        Assert.Equal(0, await settle.RunAsync());
        // With an outdated skeleton version, the command checks all names again.
        await fixture.ExecuteAsync("UPDATE person SET skeleton_version = 5; UPDATE person SET display_name = 'Ana Example' WHERE id = 10");
        Assert.Equal(1, await settle.RunAsync());
        Assert.Equal([NameSkeleton.Version], await fixture.QueryAsync<uint>("SELECT DISTINCT skeleton_version FROM person"));
    }

    [Fact]
    public async Task The_program_settles_names_before_it_serves()
    {
        await new PersonBuilder { Username = "Ana Example" }.InsertAsync(fixture.Database);
        await new PersonBuilder { Username = "Bob", DisplayName = "Аnа Ехаmple" }.InsertAsync(fixture.Database);
        await using var app = new StartedApp(fixture);
        await app.InitializeAsync();
        var page = await app.Open().TextAsync("/people/Bob");
        Assert.Contains("Bob", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Аnа", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Аnа", await app.Open().TextAsync("/people"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_through_the_wiki_takes_the_name_from_lists_at_once()
    {
        await new PersonBuilder { Username = "Bob", DisplayName = "sample_mеmber" }.InsertAsync(fixture.Database);
        await using var app = new StartedApp(fixture);
        await app.InitializeAsync();
        Assert.Contains("sample_mеmber", await app.Open().TextAsync("/people"), StringComparison.Ordinal);
        await app.OpenAsAsync("member");
        Assert.DoesNotContain("sample_mеmber", await app.Open().TextAsync("/people"), StringComparison.Ordinal);
        Assert.Contains("Bob", await app.Open().TextAsync("/people"), StringComparison.Ordinal);
    }

    private sealed class StartedApp(DatabaseFixture data) : TestApp(data), IAsyncDisposable
    {
        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }

    [Fact]
    public async Task The_skeletons_are_found_by_their_index()
    {
        var plan = await fixture.QueryAsync<string>("""
            SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'name_skeleton' AND column_name = 'skeleton'
             AND seq_in_index = 1
            """);
        Assert.Equal(["name_skeleton_skeleton"], plan);
    }
}
