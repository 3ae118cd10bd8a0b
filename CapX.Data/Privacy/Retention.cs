using CapX.Data.Capacities;
using CapX.Data.Editing;
using CapX.Data.Moderation;
using CapX.Data.SignIn;

namespace CapX.Data.Privacy;

/// <summary>A kind of data with a limited retention period.</summary>
/// <param name="Kind">Names its texts on the privacy page: <c>privacy-kept-…</c>.</param>
/// <param name="Period">How long it is kept. The text on the page says from when.</param>
/// <param name="IsAutomatic">True when the program collects it without the user writing, choosing or requesting it. The limit is then 90 days.</param>
/// <param name="Sql">Statements that end due rows: <c>@now</c>, <c>@before</c> (now minus the period), <c>@Portion</c> (rows per run).</param>
public sealed record Retained(string Kind, TimeSpan Period, bool IsAutomatic, params IReadOnlyList<string> Sql);

/// <summary>The retention periods of all data that does not stay until its owner deletes it. Used by the hourly cleanup, the verb <c>retain</c> and the
/// privacy page.</summary>
public static class Retention
{
    /// <summary>The maximum for automatically collected data, after the Wikimedia Foundation's rules.</summary>
    public static readonly TimeSpan LongestAutomatic = TimeSpan.FromDays(90);

    /// <summary>How long backups may contain erased data. <c>toolforge/README.md</c> describes how older ones are deleted.</summary>
    public static readonly TimeSpan Backups = TimeSpan.FromDays(30);

    /// <summary>How long an open report is kept after its subject erases the account.</summary>
    public static TimeSpan OpenCases => ErasedCases.Longest;

    /// <summary>In the order of the privacy page.</summary>
    public static IReadOnlyList<Retained> All { get; } =
    [
        new("sessions", SessionLife.Longest, true, "DELETE FROM session WHERE expires_at <= @now ORDER BY expires_at, id LIMIT @Portion"),
        // Visible to its owner only.
        new("last-login", TimeSpan.FromDays(90), true,
            "UPDATE person SET signed_in_at = NULL WHERE signed_in_at <= @before ORDER BY signed_in_at, id LIMIT @Portion"),
        new("drafts", Draft.Life, false, "DELETE FROM draft WHERE saved_at <= @before ORDER BY saved_at, person_id, form LIMIT @Portion"),
        new("notices-read", TimeSpan.FromDays(90), true, "DELETE FROM notice WHERE read_at <= @before ORDER BY read_at, id LIMIT @Portion"),
        // An unread notice about what others did is a message to the recipient, not data collected about them.
        new("notices", TimeSpan.FromDays(365), false, "DELETE FROM notice WHERE due_at <= @before ORDER BY due_at, id LIMIT @Portion"),
        // Checks the state too, because a delivery queued again may still have the end time of an earlier attempt.
        new("deliveries", TimeSpan.FromDays(90), true,
            "DELETE FROM delivery WHERE state = 'sent' AND ended_at <= @before ORDER BY ended_at, id LIMIT @Portion",
            "DELETE FROM delivery WHERE state = 'failed' AND ended_at <= @before ORDER BY ended_at, id LIMIT @Portion"),
        // A refresh token lasts a year, and each use renews it. Without one, the permission ends with the access token.
        new("wiki-leave", TimeSpan.FromDays(365), false,
            "DELETE FROM wiki_token WHERE expires_at <= @before ORDER BY expires_at, person_id LIMIT @Portion",
            "DELETE FROM wiki_token WHERE expires_at <= @now AND refresh_token IS NULL ORDER BY expires_at, person_id LIMIT @Portion"),
        new("exports", TakeExportCommand.Day, true, "DELETE FROM export_count WHERE began_at <= @before ORDER BY began_at, person_id LIMIT @Portion"),
        new("merges", CapacityMoves.Life, true, CapacityMoves.EndSql),
        new("reports", TimeSpan.FromDays(365), false,
            """
            DELETE FROM report_evidence WHERE report_id IN (SELECT r.id FROM report r JOIN moderation_case c ON c.id = r.case_id WHERE c.closed_at <= @before)
              ORDER BY report_id LIMIT @Portion
            """,
            """
            UPDATE report SET text = NULL, language = NULL WHERE text IS NOT NULL
              AND case_id IN (SELECT c.id FROM moderation_case c WHERE c.closed_at <= @before) ORDER BY id LIMIT @Portion
            """,
            "DELETE FROM case_note WHERE case_id IN (SELECT c.id FROM moderation_case c WHERE c.closed_at <= @before) ORDER BY id LIMIT @Portion",
            """
            DELETE FROM case_conflict WHERE case_id IN (SELECT c.id FROM moderation_case c WHERE c.closed_at <= @before) ORDER BY case_id, person_id
              LIMIT @Portion
            """),
        new("open-cases", ErasedCases.Longest, false, [.. ErasedCases.EndSql]),
        new("report-visitors", TimeSpan.FromDays(90), true,
            "UPDATE report SET visitor = NULL WHERE visitor IS NOT NULL AND made_at <= @before ORDER BY made_at, id LIMIT @Portion"),
        // Kept as long as the sanction, plus one day in which it is ended. Contains no identity.
        new("sanctions", KeptSanctions.Longest, false,
            "DELETE FROM sanction WHERE until_at <= @now - INTERVAL 1 DAY ORDER BY until_at, person, kind LIMIT @Portion"),
        new("limits", KeptForOthers.Longest, true, KeptForOthers.EndSql),
        // Contains no personal data. The oldest encrypted text is a wiki token, kept for a year after the key's last day.
        new("keys", TimeSpan.FromDays(400), false,
            """
            DELETE FROM data_protection_key WHERE STR_TO_DATE(LEFT(ExtractValue(xml, '/key/expirationDate'), 19), '%Y-%m-%dT%H:%i:%s') <= @before ORDER BY name
              LIMIT @Portion
            """),
    ];
}
