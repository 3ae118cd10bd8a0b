using System.Data.Common;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>What moderation keeps when an account is erased: that something was decided, of what kind and when; of a sanction that holds, and of open cases,
/// enough to know the account again. The rest goes with the row of the person, by its foreign keys.</summary>
internal static class ModerationErasure
{
    // A report stays without its words. Nobody is left whom an appeal could help.
    private const string Sql = """
        UPDATE report SET text = NULL, language = NULL WHERE reporter_id = @personId;
        UPDATE moderation_case c SET c.closed_at = @now, c.claimed_by = NULL, c.claimed_at = NULL
         WHERE c.closed_at IS NULL AND c.kind = 'appeal'
           AND ((c.person_id = @personId AND c.thing IN ('person', 'listing', 'message', 'suggestion'))
           OR EXISTS (SELECT 1 FROM appeal a WHERE a.case_id = c.id AND a.person_id = @personId));
        UPDATE case_note SET text = '' WHERE author_id = @personId;
        UPDATE flag_word SET added_by = NULL WHERE added_by = @personId;
        """;

    /// <summary>Before the row of the person goes, and before their exchanges and events are left.</summary>
    public static async Task LeaveAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now)
    {
        await KeptSanctions.KeepAsync(transaction, personId, hash, now);
        await ErasedCases.KeepAsync(transaction, personId, hash, now);
        await transaction.Connection!.ExecuteAsync(Sql, new { personId, now }, transaction);
        await ModerationLog.AddAsync(transaction, new LogLine { Act = LogAct.ErasedAccount }, now);
    }
}
