using System.Data.Common;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Permanently erases the content of a case, including its drafts. The decision and its reason stay.</summary>
internal static class ErasedThing
{
    // Earlier decisions about the same content can no longer be undone either.
    private const string ErasedSql = """
        UPDATE decision d SET d.erased_at = @now
         WHERE d.content_id = @ContentId AND d.kind IN ('hide', 'remove', 'erase') AND d.undone_at IS NULL AND d.erased_at IS NULL
        """;

    private const string EvidenceSql = """
        DELETE v FROM report_evidence v JOIN report r ON r.id = v.report_id JOIN moderation_case c ON c.id = r.case_id WHERE c.content_id = @ContentId
        """;

    // What the organization owned was erased with it.
    private const string EvidenceOfOwnSql = """
        DELETE v FROM report_evidence v JOIN report r ON r.id = v.report_id JOIN moderation_case c ON c.id = r.case_id
         WHERE c.organization_id = @OrganizationId AND c.thing <> @Code AND c.content_id IS NULL
        """;

    /// <summary><paramref name="withEvidence"/> also deletes the frozen evidence. Otherwise the evidence is kept for its normal retention period.</summary>
    public static async Task EraseAsync(DbTransaction transaction, CaseLock held, DateTime now, bool withEvidence)
    {
        var connection = transaction.Connection!;
        var it = new { held.Code, held.ContentId, held.OrganizationId, now };
        // Must run first: deleting the content clears its id in the cases.
        await connection.ExecuteAsync(ErasedSql, it, transaction);
        if (withEvidence) await connection.ExecuteAsync(EvidenceSql, it, transaction);
        if (held.ContentId is not { } id) return;
        var isOwnErased = withEvidence && await held.Content.ErasesItsOwnAsync(transaction, id);
        await held.Content.EraseAsync(transaction, id, now);
        if (isOwnErased) await connection.ExecuteAsync(EvidenceOfOwnSql, it, transaction);
    }
}
