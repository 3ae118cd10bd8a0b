using System.Data.Common;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Prevents escaping a limit or suspension by erasing the account and logging in again. Keeps a row without identity, under a keyed hash of the
/// central id. It expires with the sanction, and after <see cref="Longest"/> at most.</summary>
internal static class KeptSanctions
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(730);

    // The longest of several decisions of one kind applies. A sanction kept earlier is never shortened.
    private const string KeepSql = $"""
        INSERT INTO sanction (person, kind, until_at)
        SELECT @hash, IF(d.kind = 'limit', 'limited', 'suspended') AS standing, IF(SUM(d.until_at IS NULL) > 0, @most, LEAST(MAX(d.until_at), @most))
          FROM decision d WHERE d.person_id = @personId AND {PersonSanctions.HoldsSql}
         GROUP BY standing
        ON DUPLICATE KEY UPDATE until_at = GREATEST(sanction.until_at, VALUES(until_at))
        """;

    /// <summary>Must run before the account is erased.</summary>
    public static Task KeepAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now) =>
        transaction.Connection!.ExecuteAsync(KeepSql, new { personId, hash, now, most = now + Longest }, transaction);
}
