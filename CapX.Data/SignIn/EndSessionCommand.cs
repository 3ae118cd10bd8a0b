using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Ends one of the actor's own sessions, on any device.</summary>
public sealed class EndSessionCommand(Database database, TimeProvider time)
{
    private const string Sql = "DELETE FROM session WHERE id = @session AND person_id = @PersonId";

    /// <summary>False when the actor has no such session.</summary>
    public Task<bool> RunAsync(Actor actor, byte[] session, CancellationToken token = default) => database.WriteAsync(async transaction =>
        await Permit.RefusalAsync(transaction, actor, Act.EndSession, time.GetUtcNow().UtcDateTime) is null
        && await transaction.Connection!.ExecuteAsync(Sql, new { session, actor.PersonId }, transaction) > 0, token);
}
