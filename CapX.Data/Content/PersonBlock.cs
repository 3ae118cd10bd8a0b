using System.Data.Common;
using Dapper;

namespace CapX.Data.Content;

/// <summary>Checks whether either of two people has blocked the other.</summary>
internal static class PersonBlock
{
    private static readonly string Sql = $"SELECT {BetweenSql("@one", "@other")}";

    /// <summary>The condition for two people, each an SQL expression of an id: a column or a parameter, never a value. <see cref="PersonVisibility"/> has the
    /// opposite for lists of people, as a constant.</summary>
    public static string BetweenSql(string one, string other) => $"""
        EXISTS (SELECT 1 FROM person_block b WHERE (b.person_id = {one} AND b.blocked_id = {other}) OR (b.person_id = {other} AND b.blocked_id = {one}))
        """;

    public static Task<bool> IsBetweenAsync(DbTransaction transaction, ulong one, ulong other) =>
        transaction.Connection!.ExecuteScalarAsync<bool>(Sql, new { one, other }, transaction);
}
