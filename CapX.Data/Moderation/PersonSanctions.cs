using System.Data.Common;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>How a person stands by all decisions that hold at a moment: written into the person's row, where every page and command reads it.</summary>
internal static class PersonSanctions
{
    private const string Sql = """
        UPDATE person p
           SET p.standing = COALESCE((SELECT IF(MAX(d.kind IN ('suspend', 'suspend-until')), 'suspended', 'limited') FROM decision d
                                       WHERE d.person_id = p.id AND d.kind IN ('limit', 'suspend-until', 'suspend') AND d.undone_at IS NULL AND (d.until_at IS NULL OR d.until_at > @now)
                                      HAVING COUNT(*) > 0), 'good')
         WHERE p.id = @personId
        """;

    /// <summary>After a decision about the person was made, undone or ran out.</summary>
    public static void Write(DbTransaction transaction, ulong personId, DateTime now) => transaction.Connection!.Execute(Sql, new { personId, now }, transaction);
}
