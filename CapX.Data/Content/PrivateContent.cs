using System.Data.Common;
using Dapper;

namespace CapX.Data.Content;

/// <summary>A kind of content that only its owner sees. It ends with the account, and can be neither reported nor moderated. Its table has a column
/// <c>person_id</c>.</summary>
public abstract class PrivateContent : ContentKind
{
    private const string EraseSql = "DELETE FROM content WHERE id = @id";

    internal sealed override Task<bool> MayReadAsync(DbConnection connection, Viewer viewer, DateTime now, DbTransaction? transaction) =>
        Task.FromResult(false);

    // No one but the owner finds it, and no one reports their own content.
    internal sealed override string FoundSql => $"{OwnersSql} AND FALSE";

    internal sealed override string OwnersSql => $"""
        SELECT t.{IdColumn} AS {nameof(ContentFound.Id)}, t.person_id AS {nameof(ContentFound.PersonId)}, FALSE AS {nameof(ContentFound.IsSeen)}
          FROM {Table} t WHERE t.{IdColumn} = @id
        """;

    internal sealed override string OwnedSql(string people) => $"SELECT t.{IdColumn} AS id FROM {Table} t WHERE t.person_id IN {people}";

    internal sealed override Task EraseAsync(DbTransaction transaction, ulong id, DateTime now) =>
        transaction.Connection!.ExecuteAsync(EraseSql, new { id }, transaction);
}
