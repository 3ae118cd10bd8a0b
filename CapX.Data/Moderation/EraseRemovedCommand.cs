using System.Data.Common;
using CapX.Data.Index;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Erases removed content once the removal can no longer be undone. Waits while an appeal is open.</summary>
public sealed class EraseRemovedCommand(Database database, PeopleIndex index, TimeProvider time)
{
    private const string DueSql = """
        SELECT d.id FROM decision d
         WHERE d.kind = 'remove' AND d.undone_at IS NULL AND d.erased_at IS NULL AND d.decided_at < @before
           AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.decision_id = d.id AND a.outcome IS NULL)
         ORDER BY d.id LIMIT 500
        """;

    // The case may have been deleted, and with it the link to the content.
    private const string ErasedSql = "UPDATE decision SET erased_at = @now WHERE id = @id";

    /// <summary>Returns the number of removals that were due.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await database.ReadAsync(async connection =>
            (await connection.QueryAsync<ulong>(DueSql, new { before = now.AddDays(-Decisions.DaysToUndo) })).AsList(), token).ConfigureAwait(false);
        foreach (var id in due)
        {
            var person = await database.WriteAsync(transaction => EraseAsync(transaction, id, now), token).ConfigureAwait(false);
            if (person is { } changed) await index.RefreshAsync(changed).ConfigureAwait(false);
        }
        return due.Count;
    }

    private static async Task<ulong?> EraseAsync(DbTransaction transaction, ulong id, DateTime now)
    {
        var connection = transaction.Connection!;
        if (await DecisionRow.ReadAsync(transaction, id) is not { UndoneAt: null, ErasedAt: null } row) return null;
        var held = row.CaseId is { } caseId ? await CaseLock.HoldAsync(transaction, caseId, now) : null;
        if (held is null) await connection.ExecuteAsync(ErasedSql, new { id, now }, transaction);
        else await ErasedThing.EraseAsync(transaction, held, now, withEvidence: false);
        await ModerationLog.AddAsync(transaction, new LogLine { Act = LogAct.Erased, SubjectId = row.PersonId, Detail = $"decision={id}" }, now);
        return held?.PersonId;
    }
}
