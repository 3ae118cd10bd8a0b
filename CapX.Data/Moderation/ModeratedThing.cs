using System.Data.Common;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Computes from all decisions in force whether the content of a case is hidden or removed. Stores the result on its own row and updates the
/// catalogue.</summary>
internal static class ModeratedThing
{
    // Erased content whose placeholder stays remains removed.
    private static readonly string StateSql = $"""
        SELECT CASE WHEN MAX(d.kind <> 'hide' OR d.erased_at IS NOT NULL) THEN 'removed' WHEN MAX(d.kind = 'hide') THEN 'hidden' END
          FROM decision d
         WHERE d.content_id = @ContentId AND d.kind IN ('hide', 'remove', 'erase')
           AND IF(d.erased_at IS NULL, d.undone_at IS NULL, d.thing IN {CaseContent.PlaceholdersSql})
        """;

    /// <summary>Call after a decision about the case was made or undone.</summary>
    public static async Task WriteAsync(DbTransaction transaction, Vocabulary vocabulary, CaseLock it)
    {
        if (it.ContentId is not { } id) return;
        var connection = transaction.Connection!;
        var state = await connection.ExecuteScalarAsync<string?>(StateSql, it, transaction);
        await connection.ExecuteAsync(it.Content.ModerateSql, new { id, state }, transaction);
        await it.Content.RelistAsync(transaction, vocabulary, id);
    }
}
