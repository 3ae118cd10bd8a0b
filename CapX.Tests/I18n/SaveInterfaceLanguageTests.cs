using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.I18n;

[Collection(SharedDatabase.Name)]
public sealed class SaveInterfaceLanguageTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly byte[] Session = [.. Enumerable.Repeat((byte)7, 32)];

    public Task InitializeAsync() => fixture.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Stores_the_language_of_the_person_who_asks_and_of_nobody_else()
    {
        var ana = await new PersonBuilder().InsertAsync(fixture.Database);
        await new PersonBuilder().InsertAsync(fixture.Database);
        await fixture.ExecuteAsync("INSERT INTO session (id, person_id, created_at, expires_at) VALUES (@Session, @ana, @Start, @End)",
            new { Session, ana, TestClock.Start, End = TestClock.Start.AddDays(14) });
        Assert.Equal(ActorStanding.Good, await SaveAsync(ana));
        Assert.Equal(["pt-br", ""], await LanguagesAsync());
    }

    [Fact]
    public async Task Stores_nothing_for_an_ended_session()
    {
        Assert.Equal(ActorStanding.SignedOut, await SaveAsync(await new PersonBuilder().InsertAsync(fixture.Database)));
        Assert.Equal([""], await LanguagesAsync());
    }

    private Task<ActorStanding> SaveAsync(ulong person) =>
        new SaveInterfaceLanguageCommand(fixture.Database, new TestClock()).RunAsync(new Actor { PersonId = person, Session = Session }, "pt-br");

    private Task<List<string>> LanguagesAsync() => fixture.QueryAsync<string>("SELECT COALESCE(interface_language, '') FROM person ORDER BY id");
}
