using CapX.Data.Content;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Blocks or unblocks a person. The other person is not notified.</summary>
public sealed class BlockCommand(Database database, PeopleIndex index, LiveUpdates news, TimeProvider time)
{
    public const int Most = 500;

    // Only people whom the viewer can see, or with whom they share an exchange, can be blocked. The latter lets them block a hidden person who keeps writing.
    private const string TargetSql = $"""
        SELECT p.id FROM person p
         WHERE p.id = @blockedId AND p.id <> @Viewer
           AND (({PersonVisibility.ListedSql} AND (NOT @isSuspended OR p.visibility = 'public'))
             OR EXISTS (SELECT 1 FROM exchange e WHERE (e.proposer_person_id = @Viewer AND e.recipient_person_id = p.id)
                                                                              OR (e.recipient_person_id = @Viewer AND e.proposer_person_id = p.id))
                OR EXISTS (SELECT 1 FROM exchange e JOIN organization_person m ON m.organization_id = e.recipient_organization_id
                            WHERE e.proposer_person_id = p.id AND m.person_id = @Viewer AND {Managing.Sql})
                OR EXISTS (SELECT 1 FROM exchange e JOIN organization_person m ON m.organization_id = e.proposer_organization_id
                            WHERE e.recipient_person_id = p.id AND m.person_id = @Viewer AND {Managing.Sql})
                OR EXISTS (SELECT 1 FROM exchange_message w JOIN exchange e ON e.id = w.exchange_id WHERE w.author_id = p.id
                  AND @Viewer IN (e.proposer_person_id, e.recipient_person_id)))
        """;

    private const string CountSql =
        "SELECT (SELECT COUNT(*) FROM person_block WHERE person_id = @Viewer) + (SELECT COUNT(*) FROM kept_block WHERE person_id = @Viewer)";

    private const string BlockSql = "INSERT IGNORE INTO person_block (person_id, blocked_id, blocked_at) VALUES (@Viewer, @blockedId, @now)";

    private const string IsBlockedSql = "SELECT COUNT(*) FROM person_block WHERE person_id = @Viewer AND blocked_id = @blockedId";

    private const string UnblockSql = "DELETE FROM person_block WHERE person_id = @Viewer AND blocked_id = @blockedId";

    private const string LiftSql = "DELETE FROM kept_block WHERE person_id = @Viewer AND id = @kept";

    /// <summary>Ends the block of an erased account, identified by <see cref="BlockFound.Kept"/>. Idempotent.</summary>
    public Task<ExchangeActResult> LiftAsync(Actor actor, Guid kept, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.Block, now) is not null) return ExchangeActResult.SignedOut;
            await transaction.Connection!.ExecuteAsync(LiftSql, new { Viewer = actor.PersonId, kept = kept.ToByteArray() }, transaction);
            return ExchangeActResult.Done;
        }, token);
    }

    /// <summary>Idempotent. Also works for accounts blocked on the wiki.</summary>
    public async Task<ExchangeActResult> RunAsync(Actor actor, ulong blockedId, bool isBlocked, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var answer = await database.WriteAsync(async transaction =>
        {
            var connection = transaction.Connection!;
            await Permit.LockAsync(transaction, actor.PersonId);
            if (await Permit.RefusalAsync(transaction, actor, Act.Block, now) is not null) return ExchangeActResult.SignedOut;
            // Suspended users see only what visitors see.
            var parameters = new
            {
                Viewer = actor.PersonId, blockedId, now,
                isSuspended = await Permit.ReadAsync(transaction, actor, now) == ActorStanding.Suspended
            };
            if (!isBlocked)
            {
                await connection.ExecuteAsync(UnblockSql, parameters, transaction);
                return ExchangeActResult.Done;
            }
            if (await connection.QuerySingleOrDefaultAsync<ulong?>(TargetSql, parameters, transaction) is null) return ExchangeActResult.NotFound;
            if (await connection.ExecuteScalarAsync<long>(CountSql, parameters, transaction) >= Most) return ExchangeActResult.TooOften;
            // No row is inserted when the block exists already or the account was erased meanwhile.
            return await connection.ExecuteAsync(BlockSql, parameters, transaction) > 0
                || await connection.ExecuteScalarAsync<long>(IsBlockedSql, parameters, transaction) > 0 ? ExchangeActResult.Done : ExchangeActResult.NotFound;
        }, token).ConfigureAwait(false);
        if (answer != ExchangeActResult.Done) return answer;
        await index.RefreshBlocksAsync().ConfigureAwait(false);
        news.Tell(0, actor.PersonId, blockedId);
        return answer;
    }
}
