using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>A report as moderators see it. Does not identify the reporter.</summary>
public sealed record CaseReport
{
    public ulong Id { get; init; }

    /// <summary>One of <see cref="ReportReason"/>.</summary>
    public required string Reason { get; init; }
    public string? Text { get; init; }
    public string? Language { get; init; }
    public bool ForOther { get; init; }

    /// <summary>True for a report by a logged-in user. False for a visitor or the word list.</summary>
    public bool IsByMember { get; init; }

    /// <summary>UTC.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>The reported content as it was at the time. Empty when the account has been erased.</summary>
    public IReadOnlyList<ContentPart> Evidence => ReportedThing.ReadParts(Parts);
    internal string? Parts { get; init; }
}

/// <summary>A moderator's note on a case.</summary>
public sealed record CaseNote
{
    public string? Author { get; init; }

    /// <summary>One of <see cref="Escalation.All"/>, or null for a plain note.</summary>
    public string? EscalatedTo { get; init; }
    public required string Text { get; init; }

    /// <summary>UTC.</summary>
    public DateTime MadeAt { get; init; }
}

/// <summary>A decision as shown to moderators and to the person it concerns.</summary>
public sealed record DecisionFound
{
    public ulong Id { get; init; }
    public required string KindCode { get; init; }
    public DecisionKind Kind => Decisions.Find(KindCode)!.Value;
    public required string ThingCode { get; init; }

    /// <summary>UTC, like all times in this type.</summary>
    public DateTime DecidedAt { get; init; }

    /// <summary>When a returning person could first read the decision. Set when they had erased the account and came back later.</summary>
    public DateTime? ToldAt { get; init; }
    public DateTime? UntilAt { get; init; }
    public DateTime? UndoneAt { get; init; }
    public DateTime? ErasedAt { get; init; }
    public string? Reason { get; init; }
    public string? ReasonLanguage { get; init; }

    /// <summary>The moderator who decided. Shown to moderators only.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The text of the appeal. Null when there is none.</summary>
    public string? AppealText { get; init; }
    public string? AppealLanguage { get; init; }
    public DateTime? AppealedAt { get; init; }

    /// <summary>"kept" or "undone". Null while the appeal is open.</summary>
    public string? AppealOutcome { get; init; }
    public string? AppealReason { get; init; }
    public string? AppealReasonLanguage { get; init; }
    public DateTime? ReviewedAt { get; init; }

    /// <summary>The deadline for an appeal.</summary>
    public DateTime AppealsEndAt => (ToldAt ?? DecidedAt).AddDays(Decisions.DaysToAppeal);

    /// <summary>True while an appeal can be made.</summary>
    public bool MayAppeal(DateTime now) => AppealedAt is null && UndoneAt is null && Kind != DecisionKind.NoAction && AppealsEndAt >= now;
    public bool MayUndo(DateTime now) => UndoneAt is null && ErasedAt is null && Kind.CanBeUndone() && DecidedAt >= now.AddDays(-Decisions.DaysToUndo);

    /// <summary>True while the decision is in force.</summary>
    public bool Holds(DateTime now) => UndoneAt is null && Kind.CanBeUndone() && (UntilAt is null || UntilAt > now);

    internal const string ColumnsSql = """
        d.id AS Id, d.kind AS KindCode, d.thing AS ThingCode, d.decided_at AS DecidedAt, d.told_at AS ToldAt, d.until_at AS UntilAt, d.undone_at AS UndoneAt,
          d.erased_at AS ErasedAt, w.text AS Reason, w.language AS ReasonLanguage,
        a.text AS AppealText, a.language AS AppealLanguage, a.made_at AS AppealedAt, a.outcome AS AppealOutcome, y.text AS AppealReason,
          y.language AS AppealReasonLanguage, a.reviewed_at AS ReviewedAt
        """;

    internal const string JoinsSql = """
        LEFT JOIN log_reason w ON w.entry_id = d.entry_id
        LEFT JOIN appeal a ON a.decision_id = d.id
        LEFT JOIN log_reason y ON y.entry_id = a.entry_id
        """;
}

/// <summary>A person responsible for the thing of a case, or a former member who was and has since erased the account.</summary>
public sealed record CasePerson
{
    public ulong? Id { get; init; }

    /// <summary>Null for a former member, whose identity is not stored.</summary>
    public string? Username { get; init; }

    /// <summary>Current standing: "good", "limited" or "suspended". Null for a former member.</summary>
    public string? Standing { get; init; }

    /// <summary>Identifies a former member in a decision. Null for everyone else.</summary>
    public ulong? FormerId { get; init; }

    /// <summary>When a former member erased the account, in UTC.</summary>
    public DateTime? ErasedAt { get; init; }

    /// <summary>Until when a decision about a former member is possible, in UTC.</summary>
    public DateTime? EndsAt => ErasedAt + ErasedCases.Longest;

    /// <summary>The chosen interface language, or else the language the person speaks best.</summary>
    public string? Language { get; init; }
}

/// <summary>A case with everything that a moderator needs to handle it.</summary>
public sealed record CaseFound
{
    public required QueueRow Row { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<CaseReport> Reports { get; init; }
    public required IReadOnlyList<CaseNote> Notes { get; init; }

    /// <summary>True while the reported thing still exists and can be hidden or removed.</summary>
    public bool HasThing { get; init; }

    /// <summary>People responsible for the thing: the owner first, former members last.</summary>
    public required IReadOnlyList<CasePerson> Responsible { get; init; }

    /// <summary>The decision on this case.</summary>
    public DecisionFound? Decision { get; init; }

    /// <summary>For an appeal: the decision appealed against.</summary>
    public DecisionFound? Against { get; init; }

    /// <summary>Decisions about the same people or the same thing in other cases, newest first.</summary>
    public required IReadOnlyList<DecisionFound> Earlier { get; init; }

    /// <summary>The public key of the reported content. Null when it is gone, or has no page of its own.</summary>
    public string? Key { get; init; }
}

/// <summary>Reads one case for a moderator who may handle it.</summary>
public sealed class CaseQuery(Database database, TimeProvider time)
{
    private static readonly string RowSql = $"""
        SELECT c.id AS {nameof(QueueRow.Id)}, c.kind AS {nameof(QueueRow.Kind)}, c.thing AS {nameof(QueueRow.ThingCode)},
               c.is_emergency AS {nameof(QueueRow.IsEmergency)}, c.opened_at AS {nameof(QueueRow.OpenedAt)},
               c.closed_at AS {nameof(QueueRow.ClosedAt)},
                 (SELECT MAX(k.erased_at) FROM erased_case k WHERE k.case_id = c.id AND k.is_owner) AS {nameof(QueueRow.ErasedAt)},
                 p.username AS {nameof(QueueRow.Username)}, o.slug AS {nameof(QueueRow.Slug)}, b.username AS {nameof(QueueRow.ClaimedBy)},
                 b.id <=> @Handler AS {nameof(QueueRow.IsMine)}
          FROM moderation_case c
          LEFT JOIN person p ON p.id = c.person_id LEFT JOIN organization o ON o.id = c.organization_id LEFT JOIN person b ON b.id = c.claimed_by
            AND c.claimed_at > @since
         WHERE c.id = @id AND NOT {CaseConflict.Sql}
        """;

    private static readonly string IdsSql = $"""
        SELECT c.thing AS Code, c.person_id AS PersonId, c.organization_id AS OrganizationId, c.content_id AS ContentId,
               {CaseContent.KeySql} AS ContentKey, c.against_id AS AgainstId FROM moderation_case c WHERE c.id = @id
        """;

    private const string ReportsSql = $"""
        SELECT r.id AS {nameof(CaseReport.Id)}, r.reason AS {nameof(CaseReport.Reason)}, r.text AS {nameof(CaseReport.Text)},
               r.language AS {nameof(CaseReport.Language)}, r.for_other AS {nameof(CaseReport.ForOther)},
               r.reporter_id IS NOT NULL AS {nameof(CaseReport.IsByMember)}, r.made_at AS {nameof(CaseReport.MadeAt)}, e.parts AS {nameof(CaseReport.Parts)}
          FROM report r LEFT JOIN report_evidence e ON e.report_id = r.id
         WHERE r.case_id = COALESCE((SELECT d.case_id FROM decision d WHERE d.id = @AgainstId), @id)
         ORDER BY r.reason = '{ReportReason.Threats}' DESC, r.id DESC LIMIT 100
        """;

    private const string NotesSql = $"""
        SELECT p.username AS {nameof(CaseNote.Author)}, n.escalated_to AS {nameof(CaseNote.EscalatedTo)}, n.text AS {nameof(CaseNote.Text)},
               n.made_at AS {nameof(CaseNote.MadeAt)}
          FROM case_note n LEFT JOIN person p ON p.id = n.author_id
         WHERE n.case_id IN (@id, (SELECT d.case_id FROM decision d WHERE d.id = @AgainstId)) ORDER BY n.id LIMIT 500
        """;

    private static string ResponsibleSql(ContentKind kind) => $"""
        SELECT p.id AS {nameof(CasePerson.Id)}, p.username AS {nameof(CasePerson.Username)}, p.standing AS {nameof(CasePerson.Standing)},
               COALESCE(p.interface_language,
                 (SELECT l.language FROM person_language l WHERE l.person_id = p.id ORDER BY l.level = 'N' DESC, l.level DESC, l.language
                 LIMIT 1)) AS {nameof(CasePerson.Language)},
               NULL AS {nameof(CasePerson.FormerId)}, NULL AS {nameof(CasePerson.ErasedAt)}, IF(p.id <=> @PersonId, 0, 1) AS place
          FROM person p WHERE p.id IN ({DecideCommand.ResponsibleIdsSql(kind)})
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, k.id, k.erased_at, IF(k.is_owner, 2, 3) FROM erased_case k WHERE k.case_id = @id
         ORDER BY place, {nameof(CasePerson.Username)}, {nameof(CasePerson.Id)}, {nameof(CasePerson.FormerId)}
        """;

    // From other cases, a moderator sees only decisions on cases they could have handled themselves.
    private static readonly string DecisionsSql = $"""
        SELECT {DecisionFound.ColumnsSql}, m.username AS {nameof(DecisionFound.DecidedBy)}, d.case_id AS {nameof(CaseDecision.CaseId)}
          FROM decision d {DecisionFound.JoinsSql} LEFT JOIN person m ON m.id = d.decided_by LEFT JOIN moderation_case c ON c.id = d.case_id
         WHERE d.case_id = @id OR d.id = @AgainstId
            OR (d.id IN (SELECT o.decision_id FROM erased_case k JOIN erased_case o ON o.person = k.person WHERE k.case_id = @id) AND NOT {CaseConflict.Sql})
            OR ((d.person_id IN @people OR d.organization_id = @OrganizationId OR d.content_id = @ContentId)
                AND (c.id IS NULL OR NOT {CaseConflict.Sql}) AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = d.person_id AND {CaseConflict.OfPersonSql}))
         ORDER BY d.id DESC LIMIT 100
        """;

    /// <summary>Null when the case does not exist, or the viewer is not a moderator or has a conflict of interest. Seven queries.</summary>
    public Task<CaseFound?> RunAsync(ulong id, ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(async connection =>
            await Permit.HasRoleAsync(connection, personId, Act.ReadCase, now) ? await ReadAsync(connection, id, personId, now) : null, token);
    }

    private static async Task<CaseFound?> ReadAsync(DbConnection connection, ulong id, ulong personId, DateTime now)
    {
        if (await connection.QuerySingleOrDefaultAsync<QueueRow>(RowSql, new { id, Handler = personId, since = now - CaseLock.Claim }) is not { } row)
            return null;
        var ids = await connection.QuerySingleAsync<Ids>(IdsSql, new { id });
        var responsible = (await connection.QueryAsync<CasePerson>(ResponsibleSql(ContentKind.Of(ids.Code)),
            new { id, ids.PersonId, ids.OrganizationId, ids.ContentId, Handler = personId })).AsList();
        var values = new
        {
            id, Handler = personId, ids.AgainstId, ids.OrganizationId, ids.Code, ids.ContentId,
            people = responsible.Select(p => p.Id).OfType<ulong>().DefaultIfEmpty(ids.PersonId ?? 0).ToList()
        };
        var decisions = (await connection.QueryAsync<DecisionFound, CaseDecision, (DecisionFound Decision, ulong? CaseId)>(DecisionsSql,
            (decision, of) => (decision, of?.CaseId), values, splitOn: nameof(CaseDecision.CaseId))).AsList();
        return new CaseFound
        {
            Row = row,
            Reports = (await connection.QueryAsync<CaseReport>(ReportsSql, values)).AsList(),
            Notes = (await connection.QueryAsync<CaseNote>(NotesSql, values)).AsList(),
            Responsible = responsible,
            HasThing = ids.ContentId is not null,
            Decision = decisions.Where(d => d.CaseId == id).Select(d => d.Decision).FirstOrDefault(),
            Against = decisions.Where(d => d.Decision.Id == ids.AgainstId).Select(d => d.Decision).FirstOrDefault(),
            Earlier = [.. decisions.Where(d => d.CaseId != id && d.Decision.Id != ids.AgainstId).Select(d => d.Decision)],
            Key = ids.ContentKey,
        };
    }

    private sealed record Ids
    {
        public required string Code { get; init; }
        public ulong? PersonId { get; init; }
        public ulong? OrganizationId { get; init; }
        public ulong? ContentId { get; init; }
        public string? ContentKey { get; init; }
        public ulong? AgainstId { get; init; }
    }

    private sealed record CaseDecision
    {
        public ulong? CaseId { get; init; }
    }
}
