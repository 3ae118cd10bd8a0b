using CapX.Data.Exchanges;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Wiki;

/// <summary>Stores the tokens of a person who permits CapX to send on the wiki. Requeues recent deliveries that failed without that permission.</summary>
public sealed class GrantWikiAccessCommand(Database database, TimeProvider time)
{
    private const string KeepSql = """
        INSERT INTO wiki_token (person_id, access_token, refresh_token, expires_at, granted_at) VALUES (@PersonId, @Access, @Refresh, @ExpiresAt, @now)
        ON DUPLICATE KEY UPDATE access_token = VALUES(access_token), refresh_token = VALUES(refresh_token), expires_at = VALUES(expires_at), granted_at =
          VALUES(granted_at)
        """;

    private const string AgainSql = $"""
        UPDATE delivery SET state = 'queued', reason = NULL, attempts = 0, next_try_at = @now, ended_at = NULL
         WHERE sender_id = @PersonId AND state = 'failed' AND reason = '{DeliveryReason.WikiAccessGone}' AND queued_at >= @oldest
        """;

    /// <summary>False when the actor is refused, for example because the session has ended.</summary>
    public Task<bool> RunAsync(Actor actor, WikiToken given, CancellationToken token = default) => database.WriteAsync(async transaction =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await Permit.RefusalAsync(transaction, actor, Act.GrantWikiAccess, now) is not null) return false;
        await transaction.Connection!.ExecuteAsync(KeepSql, new { actor.PersonId, given.Access, given.Refresh, given.ExpiresAt, now }, transaction);
        await transaction.Connection!.ExecuteAsync(AgainSql, new { actor.PersonId, now, oldest = now - RecoverDeliveriesCommand.Patience }, transaction);
        return true;
    }, token);
}
