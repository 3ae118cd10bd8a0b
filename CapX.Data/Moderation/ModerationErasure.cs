using System.Data.Common;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>The data that moderation keeps when an account is erased: that a decision was made, its kind and its date. For active sanctions and open cases it
/// also keeps enough to recognize a returning account. Foreign keys cascade for the rest.</summary>
internal static class ModerationErasure
{
    // A report stays without its text. An appeal is closed, because no one is left to benefit from it.
    private static readonly string Sql = $"""
        UPDATE report SET text = NULL, language = NULL WHERE reporter_id = @personId;
        UPDATE moderation_case c SET c.closed_at = @now, c.claimed_by = NULL, c.claimed_at = NULL
         WHERE c.closed_at IS NULL AND c.kind = 'appeal'
           AND ((c.person_id = @personId AND c.thing IN {CaseContent.EndingSql})
           OR EXISTS (SELECT 1 FROM appeal a WHERE a.case_id = c.id AND a.person_id = @personId));
        UPDATE case_note SET text = '' WHERE author_id = @personId;
        UPDATE flag_word SET added_by = NULL WHERE added_by = @personId;
        """;

    /// <summary>Must run before the person's row is deleted and before they leave their exchanges and events.</summary>
    public static async Task LeaveAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now)
    {
        await KeptSanctions.KeepAsync(transaction, personId, hash, now);
        await ErasedCases.KeepAsync(transaction, personId, hash, now);
        await transaction.Connection!.ExecuteAsync(Sql, new { personId, now }, transaction);
        await ModerationLog.AddAsync(transaction, new LogLine { Act = LogAct.ErasedAccount }, now);
    }
}
