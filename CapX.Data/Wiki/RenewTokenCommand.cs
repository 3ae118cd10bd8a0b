using Dapper;

namespace CapX.Data.Wiki;

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
