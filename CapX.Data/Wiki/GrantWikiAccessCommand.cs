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

/// <summary>Replaces a pair of tokens with the refreshed pair, or deletes a dead one. Does nothing when the permission was renewed or revoked in the
/// meantime.</summary>
public sealed class RenewTokenCommand(Database database)
{
    private const string RenewSql = """
        UPDATE wiki_token SET access_token = @Access, refresh_token = @Refresh, expires_at = @ExpiresAt WHERE person_id = @personId AND access_token = @before
        """;
    private const string DropSql = "DELETE FROM wiki_token WHERE person_id = @personId AND access_token = @before";

    /// <summary>Deletes the pair when <paramref name="renewed"/> is null. False when the old pair was no longer stored.</summary>
    public Task<bool> RunAsync(ulong personId, WikiToken before, WikiToken? renewed, CancellationToken token = default) =>
        database.WriteAsync(async transaction =>
        await transaction.Connection!.ExecuteAsync(renewed is null ? DropSql : RenewSql,
            new { personId, before = before.Access, renewed?.Access, renewed?.Refresh, renewed?.ExpiresAt }, transaction) > 0, token);
}
