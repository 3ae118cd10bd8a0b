using System.Data.Common;
using System.Globalization;
using CapX.Data.Content;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Prevents escaping a report by erasing the account. Open cases are kept with their evidence for at most <see cref="Longest"/>, under a keyed hash
/// of the central id. They return to the account if the person comes back.</summary>
internal static class ErasedCases
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    // Evidence and notes pass on with the case.
    private static readonly string HandOverSql = $"""
        {string.Concat(ContentKind.All.Select(kind => kind.HandOverSql is { } sql ? $"{sql};\n" : null))}
        UPDATE report_evidence v JOIN report r ON r.id = v.report_id JOIN moderation_case c ON c.id = r.case_id SET v.person_id = c.person_id
         WHERE v.person_id = @personId AND c.thing IN {CaseContent.HandedOverSql} AND NOT c.person_id <=> @personId;
        UPDATE case_note n JOIN moderation_case c ON c.id = n.case_id SET n.person_id = c.person_id
         WHERE n.person_id = @personId AND c.thing IN {CaseContent.HandedOverSql} AND NOT c.person_id <=> @personId;
        """;

    private static readonly string KeepSql = $"""
        INSERT INTO erased_case (case_id, person, is_owner, seen, erased_at)
        SELECT c.id, @hash, c.person_id <=> @personId,
               (SELECT IF(p.updated_at IS NULL OR p.name_lost_at IS NOT NULL OR p.moderated IS NOT NULL OR p.standing = 'suspended', 'hidden', p.visibility)
               FROM person p WHERE p.id = @personId), @now
          FROM moderation_case c
         WHERE c.closed_at IS NULL AND c.kind = 'reports'
           AND (c.person_id = @personId
                OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = c.organization_id AND m.person_id = @personId
                  AND {Managing.Sql})
                OR {CaseContent.AnswersSql})
        ON DUPLICATE KEY UPDATE is_owner = VALUES(is_owner), seen = VALUES(seen), erased_at = VALUES(erased_at);
        UPDATE case_note n JOIN erased_case k ON k.case_id = n.case_id AND k.person = @hash AND k.is_owner SET n.person_id = NULL WHERE n.person_id = @personId;
        """;

    private const string EvidenceSql = """
        SELECT v.report_id AS Item1, v.parts AS Item2 FROM report_evidence v JOIN report r ON r.id = v.report_id JOIN erased_case k ON k.case_id = r.case_id
         AND k.person = @hash AND k.is_owner
         WHERE v.person_id = @personId ORDER BY v.report_id
        """;

    private const string UnnameSql = "UPDATE report_evidence SET person_id = NULL, parts = @parts WHERE report_id = @id";

    // The same conflicts that CaseConflict finds while the account exists. Erasing the account clears its side of all exchanges.
    private static readonly string ConflictSql = $"""
        INSERT IGNORE INTO case_conflict (case_id, person_id)
        SELECT k.case_id, h.person_id
          FROM erased_case k
          JOIN (SELECT x.proposer_person_id AS person_id FROM exchange x WHERE x.recipient_person_id = @personId
                UNION SELECT m.person_id FROM exchange x JOIN organization_person m ON m.organization_id = x.proposer_organization_id AND {Managing.Sql}
                 WHERE x.recipient_person_id = @personId
                UNION SELECT x.recipient_person_id FROM exchange x WHERE x.proposer_person_id = @personId AND {CaseConflict.AgreedSql}
                UNION SELECT m.person_id FROM exchange x JOIN organization_person m ON m.organization_id = x.recipient_organization_id
                 AND {Managing.Sql}
                       WHERE x.proposer_person_id = @personId AND {CaseConflict.AgreedSql}) h
         WHERE k.person = @hash AND h.person_id IS NOT NULL AND h.person_id <> @personId;
        {string.Concat(ContentKind.All.Select(kind => kind.PartnersSql("(SELECT k.case_id FROM erased_case k WHERE k.person = @hash)") is { } sql
            ? $"INSERT IGNORE INTO case_conflict (case_id, person_id) {sql};\n" : null))}
        """;

    private const string DecidedSql = """
        SELECT k.decision_id AS Item1, d.kind <> 'no-action' AND d.undone_at IS NULL AS Item2 FROM erased_case k JOIN decision d ON d.id = k.decision_id
         WHERE k.person = @hash ORDER BY k.id FOR UPDATE
        """;

    // Conflicts are kept, because the exchanges behind them do not come back. A returning co-responsible person must not handle the case either.
    private static readonly string ReturnSql = $"""
        UPDATE decision d JOIN erased_case k ON k.decision_id = d.id SET d.person_id = @personId, d.told_at = @now WHERE k.person = @hash;
        UPDATE log_reason w JOIN decision d ON d.entry_id = w.entry_id JOIN erased_case k ON k.decision_id = d.id SET w.person_id = @personId
          WHERE k.person = @hash;
        UPDATE report_evidence v JOIN report r ON r.id = v.report_id JOIN erased_case k ON k.case_id = r.case_id AND k.is_owner SET v.person_id = @personId
          WHERE k.person = @hash AND v.person_id IS NULL;
        UPDATE case_note n JOIN erased_case k ON k.case_id = n.case_id AND k.is_owner SET n.person_id = @personId WHERE k.person = @hash
          AND n.person_id IS NULL;
        UPDATE moderation_case c JOIN erased_case k ON k.case_id = c.id AND k.is_owner SET c.person_id = @personId WHERE k.person = @hash;
        {string.Concat(ContentKind.All.Select(ReturnedSql))}
        INSERT IGNORE INTO case_conflict (case_id, person_id) SELECT k.case_id, @personId FROM erased_case k WHERE k.person = @hash;
        DELETE FROM erased_case WHERE person = @hash;
        """;

    // The content that the account has again as soon as it exists.
    private static string? ReturnedSql(ContentKind kind) => kind.ReturnedSql is not { } sql ? null : $"""
        UPDATE moderation_case c JOIN erased_case k ON k.case_id = c.id AND k.is_owner LEFT JOIN decision d ON d.id = k.decision_id
           SET c.content_id = ({sql}), d.content_id = ({sql})
         WHERE k.person = @hash AND c.thing = '{kind.Code}';

        """;

    private static readonly string MostSql = string.Create(CultureInfo.InvariantCulture, $"d.decided_at + INTERVAL {KeptSanctions.Longest.TotalDays} DAY");

    private const string EndedSql = "SELECT k.case_id FROM erased_case k WHERE k.is_owner AND k.erased_at <= @before";

    /// <summary>Statements run by <c>Retention</c> when the period ends. A decision in force becomes a kept sanction, an open case closes without a decision,
    /// and everything that was kept is deleted.</summary>
    public static readonly IReadOnlyList<string> EndSql =
    [
        $"""
        REPLACE INTO sanction (person, kind, until_at)
        SELECT x.person, x.kind, MAX(x.until_at)
          FROM (SELECT k.person, IF(d.kind = 'limit', 'limited', 'suspended') AS kind, LEAST(COALESCE(d.until_at, {MostSql}), {MostSql}) AS until_at
                  FROM erased_case k JOIN decision d ON d.id = k.decision_id WHERE k.erased_at <= @before AND {PersonSanctions.HoldsSql}) x
         WHERE x.until_at > @now AND NOT EXISTS (SELECT 1 FROM sanction s WHERE s.person = x.person AND s.kind = x.kind AND s.until_at >= x.until_at)
         GROUP BY x.person, x.kind ORDER BY x.person, x.kind LIMIT @Portion
        """,
        $"""
        UPDATE moderation_case SET closed_at = @now, claimed_by = NULL, claimed_at = NULL WHERE closed_at IS NULL AND id IN ({EndedSql}) ORDER BY id
          LIMIT @Portion
        """,
        $"DELETE FROM report_evidence WHERE report_id IN (SELECT r.id FROM report r WHERE r.case_id IN ({EndedSql})) ORDER BY report_id LIMIT @Portion",
        $"UPDATE report SET text = NULL, language = NULL WHERE text IS NOT NULL AND case_id IN ({EndedSql}) ORDER BY id LIMIT @Portion",
        $"DELETE FROM case_note WHERE case_id IN ({EndedSql}) ORDER BY id LIMIT @Portion",
        """
        DELETE FROM log_reason WHERE person_id IS NULL
          AND entry_id IN (SELECT d.entry_id FROM erased_case k JOIN decision d ON d.id = k.decision_id WHERE k.erased_at <= @before) ORDER BY entry_id
          LIMIT @Portion
        """,
        """
        DELETE FROM case_conflict WHERE case_id IN (SELECT k.case_id FROM erased_case k WHERE k.erased_at <= @before) ORDER BY case_id, person_id LIMIT @Portion
        """,
        "DELETE FROM erased_case WHERE erased_at <= @before ORDER BY erased_at, id LIMIT @Portion",
    ];

    /// <summary>Must run before the account is erased and before the person leaves their exchanges and events.</summary>
    public static async Task KeepAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now)
    {
        var values = new { personId, hash, now };
        await transaction.Connection!.ExecuteAsync(HandOverSql, values, transaction);
        await transaction.Connection!.ExecuteAsync(KeepSql, values, transaction);
        // The content is evidence. The identity of the account is not kept.
        foreach (var (id, parts) in (await transaction.Connection!.QueryAsync<(ulong, string)>(EvidenceSql, values, transaction)).AsList())
            await transaction.Connection!.ExecuteAsync(UnnameSql,
                new { id, parts = ReportedThing.WriteParts(ReportedThing.ReadParts(parts).Where(part => part.Part != "username")) }, transaction);
        await transaction.Connection!.ExecuteAsync(ConflictSql, values, transaction);
    }

    /// <summary>Called for a new account. Reassigns kept cases and decisions to the person and notifies them of what was decided in the meantime.</summary>
    public static async Task ReturnAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now)
    {
        var values = new { personId, hash, now };
        var decided = (await transaction.Connection!.QueryAsync<(ulong Id, bool IsTold)>(DecidedSql, values, transaction)).AsList();
        await transaction.Connection!.ExecuteAsync(ReturnSql, values, transaction);
        foreach (var (id, _) in decided.Where(d => d.IsTold)) await NewNotice.AddOfDecisionAsync(transaction, personId, id, now);
    }
}
