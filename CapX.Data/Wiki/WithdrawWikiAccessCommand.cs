using CapX.Data.Exchanges;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Wiki;

/// <summary>Deletes the tokens of a person who revokes the permission. Their queued deliveries fail.</summary>
public sealed class WithdrawWikiAccessCommand(Database database, TimeProvider time)
{
    private const string ForgetSql = "DELETE FROM wiki_token WHERE person_id = @PersonId";

    private const string EndSql = $"""
        UPDATE delivery SET state = 'failed', reason = '{DeliveryReason.Revoked}', ended_at = @now WHERE sender_id = @PersonId AND state = 'queued'
        """;

    /// <summary>False when the actor is refused, for example because the session has ended.</summary>
    public Task<bool> RunAsync(Actor actor, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await Permit.RefusalAsync(transaction, actor, Act.WithdrawWikiAccess, now) is not null) return false;
        await transaction.Connection!.ExecuteAsync(ForgetSql, new { actor.PersonId }, transaction);
        await transaction.Connection!.ExecuteAsync(EndSql, new { actor.PersonId, now }, transaction);
        return true;
    }, token);
}
