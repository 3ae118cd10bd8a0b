using CapX.Data.Content;

namespace CapX.Data.Moderation;

/// <summary>A person's reports, the decisions about them, and their work as a moderator. Evidence from other people's reports is included only after the case
/// is closed, and never names the reporter.</summary>
public sealed record ExportedModeration
{
    private const string ReportSql = $"""
        SELECT r.id AS {nameof(ReportRow.Id)}, c.thing AS {nameof(ReportRow.Thing)}, r.reason AS {nameof(ReportRow.Reason)}, r.text AS {nameof(ReportRow.Text)},
               r.language AS {nameof(ReportRow.Language)},
               r.for_other AS {nameof(ReportRow.ForOther)}, r.made_at AS {nameof(ReportRow.MadeAt)}
          FROM report r JOIN moderation_case c ON c.id = r.case_id WHERE r.reporter_id = @personId ORDER BY r.id
        """;

    private const string DecisionSql = $"""
        SELECT d.id AS {nameof(DecisionRow.Id)}, d.kind AS {nameof(DecisionRow.Kind)}, d.thing AS {nameof(DecisionRow.Thing)},
               d.decided_at AS {nameof(DecisionRow.DecidedAt)}, d.told_at AS {nameof(DecisionRow.ToldAt)}, d.until_at AS {nameof(DecisionRow.UntilAt)},
               d.undone_at AS {nameof(DecisionRow.UndoneAt)}, d.erased_at AS {nameof(DecisionRow.ErasedAt)}, w.text AS {nameof(DecisionRow.Reason)},
                 w.language AS {nameof(DecisionRow.ReasonLanguage)}
          FROM decision d LEFT JOIN log_reason w ON w.entry_id = d.entry_id WHERE d.person_id = @personId ORDER BY d.id
        """;

    // Reported content of this person, from closed cases only.
    private const string EvidenceSql = """
        SELECT v.parts FROM report_evidence v JOIN report r ON r.id = v.report_id JOIN moderation_case c ON c.id = r.case_id
         WHERE v.person_id = @personId AND c.closed_at IS NOT NULL ORDER BY v.report_id
        """;

    private const string AppealSql = $"""
        SELECT a.decision_id AS {nameof(AppealRow.DecisionId)}, a.text AS {nameof(AppealRow.Text)}, a.language AS {nameof(AppealRow.Language)},
               a.made_at AS {nameof(AppealRow.MadeAt)}, a.outcome AS {nameof(AppealRow.Outcome)},
               a.reviewed_at AS {nameof(AppealRow.ReviewedAt)}, w.text AS {nameof(AppealRow.Reason)}
          FROM appeal a LEFT JOIN log_reason w ON w.entry_id = a.entry_id WHERE a.person_id = @personId ORDER BY a.decision_id
        """;

    private const string HandledSql = $"""
        SELECT d.case_id AS {nameof(HandledRow.CaseId)}, CONCAT('decided ', d.kind) AS {nameof(HandledRow.What)}, NULL AS {nameof(HandledRow.Text)},
               d.decided_at AS {nameof(HandledRow.At)} FROM decision d WHERE d.decided_by = @personId
        UNION ALL SELECT d.case_id, 'undid', NULL, d.undone_at FROM decision d WHERE d.undone_by = @personId
        UNION ALL SELECT a.case_id, CONCAT('reviewed ', a.outcome), NULL, a.reviewed_at FROM appeal a WHERE a.reviewed_by = @personId
        UNION ALL SELECT c.id, 'has in hand', NULL, c.claimed_at FROM moderation_case c WHERE c.claimed_by = @personId
        UNION ALL SELECT n.case_id, COALESCE(n.escalated_to, 'noted'), n.text, n.made_at FROM case_note n WHERE n.author_id = @personId
        UNION ALL SELECT NULL, 'added a word', w.word, w.added_at FROM flag_word w WHERE w.added_by = @personId
        ORDER BY 4, 1, 2
        """;

    private const string KeySql = "SELECT HEX(subject) FROM log_subject WHERE person_id = @personId";

    public required ExportedRows<ReportRow> Reports { get; init; }
    public required ExportedRows<DecisionRow> Decisions { get; init; }
    public required ExportedRows<ContentPart> Evidence { get; init; }
    public required ExportedRows<AppealRow> Appeals { get; init; }

    /// <summary>The person's acts as a moderator.</summary>
    public required ExportedRows<HandledRow> Handled { get; init; }

    /// <summary>The random key for this person in the moderation log, in hexadecimal.</summary>
    public string? LogKey { get; init; }

    internal static async Task<ExportedModeration> ReadAsync(ExportReader reader) => new()
    {
        Reports = await reader.RowsAsync<ReportRow>(ReportSql),
        Decisions = await reader.RowsAsync<DecisionRow>(DecisionSql),
        Evidence = await reader.RowsAsync<string, ContentPart>(EvidenceSql, ReportedThing.ReadParts),
        Appeals = await reader.RowsAsync<AppealRow>(AppealSql),
        Handled = await reader.RowsAsync<HandledRow>(HandledSql),
        LogKey = await reader.OneAsync<string>(KeySql),
    };

    public sealed record ReportRow
    {
        public ulong Id { get; init; }
        public required string Thing { get; init; }
        public required string Reason { get; init; }
        public string? Text { get; init; }
        public string? Language { get; init; }
        public bool ForOther { get; init; }
        public DateTime MadeAt { get; init; }
    }

    public sealed record DecisionRow
    {
        public ulong Id { get; init; }
        public required string Kind { get; init; }
        public required string Thing { get; init; }
        public DateTime DecidedAt { get; init; }

        /// <summary>When the person could first read the decision, if later than the decision itself.</summary>
        public DateTime? ToldAt { get; init; }
        public DateTime? UntilAt { get; init; }
        public DateTime? UndoneAt { get; init; }
        public DateTime? ErasedAt { get; init; }
        public string? Reason { get; init; }
        public string? ReasonLanguage { get; init; }
    }

    public sealed record AppealRow
    {
        public ulong DecisionId { get; init; }
        public required string Text { get; init; }
        public required string Language { get; init; }
        public DateTime MadeAt { get; init; }

        /// <summary>"kept", "undone", or null while open.</summary>
        public string? Outcome { get; init; }
        public DateTime? ReviewedAt { get; init; }
        public string? Reason { get; init; }
    }

    public sealed record HandledRow
    {
        public ulong? CaseId { get; init; }
        public required string What { get; init; }
        public string? Text { get; init; }
        public DateTime At { get; init; }
    }
}

/// <summary>The part of the export with what a person has at moderation.</summary>
internal sealed class ModerationExport : ExportPart
{
    public override string Key => "moderation";

    internal override async Task<object> ReadAsync(ExportReader reader) => await ExportedModeration.ReadAsync(reader);
}
