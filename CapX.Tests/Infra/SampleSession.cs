using CapX.Data.Permissions;
using CapX.Data.SignIn;

namespace CapX.Tests.Infra;

/// <summary>Open sessions for commands that check the actor.</summary>
public static class SampleSession
{
    private const string Sql = "INSERT INTO session (id, person_id, created_at, expires_at) VALUES (@Session, @PersonId, @Begun, @Ends)";

    public static async Task<Actor> OpenSessionAsync(this DatabaseFixture fixture, ulong personId, DateTime? ends = null)
    {
        var actor = new Actor { PersonId = personId, Session = SessionKey.Hash(SessionKey.Create()) };
        await fixture.ExecuteAsync(Sql, new { actor.Session, actor.PersonId, Begun = TestClock.Start, Ends = ends ?? TestClock.Start.AddDays(13) });
        return actor;
    }

    /// <summary>The actor of a person who has logged in but not saved a profile yet.</summary>
    public static async Task<Actor> NewcomerAsync(this DatabaseFixture fixture, bool blocked = false) =>
        await fixture.OpenSessionAsync(await new PersonBuilder
        {
            UpdatedAt = null, Version = 0, Visibility = "members",
            Blocked = blocked
        }.InsertAsync(fixture.Database));
}
