using System.Data.Common;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Computes a person's standing from all decisions in force and from sanctions kept from an erased account. Stores it in the person's row, where
/// every page and command reads it.</summary>
internal static class PersonSanctions
{
    /// <summary>A decision "d" that limits or suspends and is in force at <c>@now</c>.</summary>
    public const string HoldsSql = "d.kind IN ('limit', 'suspend-until', 'suspend') AND d.undone_at IS NULL AND (d.until_at IS NULL OR d.until_at > @now)";

    private const string Sql = $"""
        UPDATE person p
           SET p.standing = COALESCE((SELECT IF(MAX(x.kind = 'suspended'), 'suspended', 'limited')
                                        FROM (SELECT IF(d.kind = 'limit', 'limited', 'suspended') AS kind FROM decision d WHERE d.person_id = @personId
                                          AND {HoldsSql}
                                              UNION ALL SELECT s.kind FROM sanction s WHERE s.person = @hash AND s.until_at > @now) x
                                      HAVING COUNT(*) > 0), 'good')
         WHERE p.id = @personId
        """;

    /// <summary>Call after a decision about the person was made, undone or expired, and for a new account.</summary>
    public static async Task WriteAsync(DbTransaction transaction, ulong personId, KeyedHash hash, DateTime now) =>
        await transaction.Connection!.ExecuteAsync(Sql, new { personId, now, hash = await hash.OfAsync(transaction, personId, now) }, transaction);
}
