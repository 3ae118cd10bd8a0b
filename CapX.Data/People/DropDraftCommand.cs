using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.People;

/// <summary>Throws a person's draft of a form away.</summary>
public sealed class DropDraftCommand(Database database, TimeProvider time)
{
    internal const string Sql = "DELETE FROM draft WHERE person_id = @PersonId AND form = @Form";

    /// <summary>Whoever is blocked may take back, too. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<ActorStanding> RunAsync(Actor actor, string form, CancellationToken token = default) => database.WriteAsync(transaction =>
    {
        var standing = StandingQuery.Read(transaction, actor, time.GetUtcNow().UtcDateTime);
        if (standing != ActorStanding.SignedOut) transaction.Connection!.Execute(Sql, new { actor.PersonId, Form = form }, transaction);
        return standing;
    }, token);
}
