using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.SignIn;

[Collection(SharedDatabase.Name)]
public sealed class SignInCommandTests(DatabaseFixture database) : IAsyncLifetime
{
    private readonly TestClock _clock = new();

    private SignInCommand Command => new(database.Database, DatabaseFixture.Hash, _clock);

    public Task InitializeAsync() => database.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Tells_a_first_sign_in_from_the_next()
    {
        var first = await EnterAsync(7, "Ana");
        _clock.Advance(TimeSpan.FromDays(1));
        var next = await EnterAsync(7, "Ana");
        Assert.True(first is { IsFirst: true, IsRenamed: false, HasConsented: false });
        Assert.True(next is { IsFirst: false, IsRenamed: false });
        Assert.Empty(first.ChangedPersonIds);
        Assert.Empty(next.ChangedPersonIds);
        Assert.Equal([TestClock.Start], await database.QueryAsync<DateTime>("SELECT joined_at FROM person"));
        Assert.Equal([_clock.Now], await database.QueryAsync<DateTime>("SELECT signed_in_at FROM person"));
        Assert.Equal(2, (await database.QueryAsync<ulong>("SELECT person_id FROM session")).Count);
    }

    [Fact]
    public async Task Ends_the_session_used_longest_ago_where_an_account_has_more_than_ten()
    {
        var keys = new List<string>();
        for (var day = 0; day < SessionLife.MostOfOne; day++)
        {
            _clock.Advance(TimeSpan.FromHours(2));
            keys.Add(SessionKey.Create());
            await Command.RunAsync(new WikiAccount { Id = 7, Username = "Ana" }, keys[^1]);
        }
        await Command.RunAsync(new WikiAccount { Id = 8, Username = "Ben" }, SessionKey.Create());
        // The first session is used again, so the second is now the oldest.
        await new ProlongSessionCommand(database.Database, _clock).RunAsync(SessionKey.Hash(keys[0]));
        for (var more = 0; more < 2; more++)
        {
            _clock.Advance(TimeSpan.FromHours(2));
            keys.Add(SessionKey.Create());
            await Command.RunAsync(new WikiAccount { Id = 7, Username = "Ana" }, keys[^1]);
        }
        var open = (await database.QueryAsync<string>("SELECT HEX(id) FROM session WHERE person_id = 7")).ToHashSet();
        Assert.Equal(keys.Where((_, place) => place is not (1 or 2)).Select(key => Convert.ToHexString(SessionKey.Hash(key))).Order(), open.Order());
        Assert.Single(await database.QueryAsync<string>("SELECT HEX(id) FROM session WHERE person_id = 8"));
    }

    [Fact]
    public async Task Keeps_the_session_of_the_last_sign_in_where_all_are_of_the_same_moment()
    {
        var last = "";
        for (var i = 0; i < 30; i++) await Command.RunAsync(new WikiAccount { Id = 7, Username = "Ana" }, last = SessionKey.Create());
        var open = await database.QueryAsync<string>("SELECT HEX(id) FROM session");
        Assert.Equal(SessionLife.MostOfOne, open.Count);
        Assert.Contains(Convert.ToHexString(SessionKey.Hash(last)), open);
    }

    [Fact]
    public async Task Tells_a_rename()
    {
        await EnterAsync(7, "Ana");
        var renamed = await EnterAsync(7, "Ana Maria");
        Assert.True(renamed.IsRenamed);
        Assert.Equal([7ul], renamed.ChangedPersonIds);
    }

    [Fact]
    public async Task Tells_a_block_and_its_end()
    {
        await EnterAsync(7, "Ana");
        Assert.Equal([7ul], (await EnterAsync(7, "Ana", blocked: true)).ChangedPersonIds);
        Assert.Equal([7ul], (await EnterAsync(7, "Ana")).ChangedPersonIds);
    }

    [Fact]
    public async Task Gives_a_name_to_whoever_signed_in_with_it_last()
    {
        await EnterAsync(7, "Ana");
        var taker = await EnterAsync(8, "Ana");
        Assert.Equal([7ul], taker.ChangedPersonIds);
        Assert.Equal([7ul], await WithoutNameAsync());
        // The first account logs in again, and the wiki says that it has the name again.
        var back = await EnterAsync(7, "Ana");
        Assert.Equal([7ul, 8ul], back.ChangedPersonIds);
        Assert.Equal([8ul], await WithoutNameAsync());
        // The other account has been renamed since.
        Assert.Equal([8ul], (await EnterAsync(8, "Ana B")).ChangedPersonIds);
        Assert.Empty(await WithoutNameAsync());
    }

    [Fact]
    public async Task Tells_names_apart_by_case_and_accent()
    {
        await EnterAsync(7, "Ana");
        await EnterAsync(8, "ANA");
        await EnterAsync(9, "Aná");
        Assert.Empty(await WithoutNameAsync());
    }

    [Fact]
    public async Task Leaves_the_profile_as_it_was()
    {
        var id = await new PersonBuilder { Username = "Ana", About = "Hello", Visibility = "hidden", Version = 4 }.Offers("technology")
            .InsertAsync(database.Database);
        await EnterAsync(id, "Ana");
        Assert.Equal(["Hello/hidden/4"], await database.QueryAsync<string>("SELECT CONCAT(about, '/', visibility, '/', version) FROM person"));
        Assert.Equal(2, (await database.QueryAsync<string>("SELECT role FROM person_capacity")).Count);
    }

    [Fact]
    public async Task Takes_the_longest_id_and_name_that_the_wiki_has()
    {
        var name = new string('字', 85);
        await EnterAsync(ulong.MaxValue, name);
        Assert.Equal([ulong.MaxValue], await database.QueryAsync<ulong>("SELECT id FROM person WHERE username = @name", new { name }));
    }

    [Fact]
    public async Task Lets_one_account_in_from_many_places_at_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => EnterAsync(7, "Ana")));
        Assert.Contains(all, s => s.IsFirst);
        Assert.Equal(SessionLife.MostOfOne, (await database.QueryAsync<ulong>("SELECT person_id FROM session WHERE person_id = 7")).Count);
    }

    [Fact]
    public async Task Settles_who_owns_a_name_when_two_come_at_once()
    {
        for (var pair = 0UL; pair < 20; pair++)
        {
            await database.EmptyAsync();
            await Task.WhenAll(EnterAsync(2 * pair + 1, "Ana"), EnterAsync(2 * pair + 2, "Ana"));
            Assert.Single(await WithoutNameAsync());
        }
    }

    [Fact]
    public async Task Records_consent_once_with_its_first_time()
    {
        await EnterAsync(7, "Ana");
        var actor = await database.OpenSessionAsync(7);
        var give = new GiveConsentCommand(database.Database, _clock);
        Assert.Equal(ActorStanding.Good, await give.RunAsync(actor));
        _clock.Advance(TimeSpan.FromDays(1));
        await give.RunAsync(actor);
        Assert.Equal([TestClock.Start], await database.QueryAsync<DateTime>("SELECT given_at FROM consent WHERE version = @Version", new { Consent.Version }));
        Assert.True((await EnterAsync(7, "Ana")).HasConsented);
    }

    [Fact]
    public async Task Records_no_consent_for_whoever_is_signed_out()
    {
        await EnterAsync(7, "Ana");
        await EnterAsync(8, "Ben");
        var actor = await database.OpenSessionAsync(7);
        var give = new GiveConsentCommand(database.Database, _clock);
        Assert.Equal(ActorStanding.SignedOut, await give.RunAsync(actor with { PersonId = 8 }));
        await new SignOutEverywhereCommand(database.Database).RunAsync(7);
        Assert.Equal(ActorStanding.SignedOut, await give.RunAsync(actor));
        Assert.Empty(await database.QueryAsync<ulong>("SELECT person_id FROM consent"));
    }

    private Task<SignedIn> EnterAsync(ulong id, string username, bool blocked = false) =>
        Command.RunAsync(new WikiAccount { Id = id, Username = username, Blocked = blocked }, SessionKey.Create());

    private Task<List<ulong>> WithoutNameAsync() => database.QueryAsync<ulong>("SELECT id FROM person WHERE name_lost_at IS NOT NULL ORDER BY id");
}
