using System.Data.Common;
using Dapper;

namespace CapX.Data.Content;

/// <summary>Checks inside a transaction whether either of two people has blocked the other.</summary>
internal static class PersonBlock
{
    private const string Sql =
        "SELECT EXISTS (SELECT 1 FROM person_block b WHERE (b.person_id = @one AND b.blocked_id = @other) OR (b.person_id = @other AND b.blocked_id = @one))";

    public static Task<bool> IsBetweenAsync(DbTransaction transaction, ulong one, ulong other) =>
        transaction.Connection!.ExecuteScalarAsync<bool>(Sql, new { one, other }, transaction);
}
