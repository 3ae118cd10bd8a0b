using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.People;

/// <summary>Stores in which language a person reads the site. No save of the profile: nothing that others see changes.</summary>
public sealed class SaveInterfaceLanguageCommand(Database database, TimeProvider time)
{
    private const string Sql = "UPDATE person SET interface_language = @language WHERE id = @PersonId";

    /// <summary>Stores nothing for an actor whose session ended. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<ActorStanding> RunAsync(Actor actor, string language, CancellationToken token = default) => database.WriteAsync(transaction =>
    {
        var standing = StandingQuery.Read(transaction, actor, time.GetUtcNow().UtcDateTime);
        if (standing != ActorStanding.SignedOut)
            transaction.Connection!.Execute(Sql, new { actor.PersonId, language }, transaction);
        return standing;
    }, token);
}
