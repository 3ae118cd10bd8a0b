using System.Data.Common;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Makes an appeal and reviews it. Anyone a decision concerns can appeal once, within <see cref="Decisions.DaysToAppeal"/> days, even when suspended.
/// The reviewer must not be the moderator who decided.</summary>
public sealed class AppealCommand(Database database, Vocabulary vocabulary, PeopleIndex index, LiveUpdates news, KeyedHash hash, TimeProvider time)
{
    public const int LongestText = 4000;

    private static readonly string MineSql = $"SELECT {MyDecisionsQuery.MineSql} FROM decision d WHERE d.id = @decisionId";

    private const string ExistsSql = "SELECT person_id FROM appeal WHERE decision_id = @decisionId";

    private static readonly string CaseSql = $"""
        INSERT INTO moderation_case (kind, thing, content_id, person_id, organization_id, against_id, opened_at)
        SELECT 'appeal', thing, content_id, person_id, organization_id, @decisionId, @now FROM moderation_case WHERE id = @CaseId;
        SELECT LAST_INSERT_ID();
        """;

    private const string AppealSql =
        "INSERT INTO appeal (case_id, decision_id, person_id, text, language, made_at) VALUES (@caseId, @decisionId, @PersonId, @text, @language, @now)";

    private const string ReviewSql =
        "UPDATE appeal SET outcome = @outcome, reviewed_by = @PersonId, reviewed_at = @now, entry_id = @entry WHERE case_id = @id AND outcome IS NULL";

    private const string AppellantSql = "SELECT person_id FROM appeal WHERE case_id = @id";

    private const string CloseSql = "UPDATE moderation_case SET closed_at = @now, claimed_by = NULL, claimed_at = NULL WHERE id = @id";

    private const string ReportersSql =
        "SELECT r.id AS Item1, r.reporter_id AS Item2 FROM report r WHERE r.case_id = @CaseId AND r.reporter_id IS NOT NULL ORDER BY r.id";

    public async Task<CaseActResult> RunAsync(Actor actor, ulong decisionId, string text, string language, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (WrittenText.Lines(text, LongestText) is not { Length: > 0 } clean || vocabulary.Languages.Find(language) is not { } known)
            return CaseActResult.BadText;
        var told = await database.WriteAsync<Told<CaseActResult>>(async transaction =>
        {
            var connection = transaction.Connection!;
            if (await Permit.RefusalAsync(transaction, actor, Act.Appeal, now) is not null) return CaseActResult.SignedOut;
            if (await DecisionRow.ReadAsync(transaction, decisionId) is not { } row) return CaseActResult.NotFound;
            if (!await MayAppealAsync(transaction, actor, decisionId)) return CaseActResult.NotFound;
            // A repeated submission: the response to the first one may have been lost.
            if (await connection.QuerySingleOrDefaultAsync<ulong?>(ExistsSql, new { decisionId }, transaction) is { } before)
                return before == actor.PersonId ? CaseActResult.Done : CaseActResult.NotNow;
            if (row.UndoneAt is not null || row.CaseId is null || row.Kind == DecisionKind.NoAction
                || (row.ToldAt ?? row.DecidedAt) < now.AddDays(-Decisions.DaysToAppeal)) return CaseActResult.NotNow;
            var caseId = await connection.ExecuteScalarAsync<ulong>(CaseSql, new { decisionId, row.CaseId, now }, transaction);
            await connection.ExecuteAsync(AppealSql, new { caseId, decisionId, actor.PersonId, text = clean, language = known.Code, now }, transaction);
            await ModerationLog.AddAsync(transaction,
                new LogLine { Act = LogAct.Appealed, ActorId = actor.PersonId, SubjectId = row.PersonId, Detail = $"decision={decisionId} case={caseId}" },
                now);
            return new(CaseActResult.Done, await CaseLock.ModeratorsAsync(transaction, now));
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>True when the decision is one that the actor can appeal. Does not check the deadline.</summary>
    internal static async Task<bool> MayAppealAsync(DbTransaction transaction, Actor actor, ulong decisionId)
    {
        var relation = await transaction.Connection!.ExecuteScalarAsync<bool>(MineSql, new { decisionId, personId = actor.PersonId }, transaction)
            ? Relation.Subject : Relation.None;
        return Permit.Judge(Act.Appeal, relation, ThingState.Any, actor.PersonId) == Verdict.Allowed;
    }

    /// <summary>Upholds or undoes the decision and notifies the person and the reporters. Only the moderator who claimed the appeal can review it, and never
    /// the one who made the decision.</summary>
    public async Task<CaseActResult> ReviewAsync(Actor actor, ulong id, bool isKept, string reason, string reasonLanguage, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (WrittenText.Lines(reason, Decisions.LongestReason) is not { Length: > 0 } clean || vocabulary.Languages.Find(reasonLanguage) is not { } language)
            return CaseActResult.BadText;
        var told = await database.WriteAsync<Told<CaseActResult>>(async transaction =>
        {
            var (held, why) = await CaseLock.TakeAsync(transaction, actor, id, Act.ReviewAppeal, now);
            if (held is null) return why;
            if (!held.IsAppeal || PermissionTable.Judge(Act.ReviewAppeal, Relation.Moderator, held.State) != Verdict.Allowed) return CaseActResult.NotNow;
            if (held.ClaimedBy != actor.PersonId) return CaseActResult.NotClaimed;
            var row = await DecisionRow.ReadAsync(transaction, held.AgainstId!.Value);
            // CaseConflict already excludes the decider. Checked again so that a change there cannot let them review.
            if (row is null || row.DecidedBy == actor.PersonId) return CaseActResult.NotFound;
            var connection = transaction.Connection!;
            var appellant = await connection.QuerySingleOrDefaultAsync<ulong?>(AppellantSql, new { id }, transaction);
            var outcome = isKept ? "kept" : "undone";
            var entry = await ModerationLog.AddAsync(transaction,
                new LogLine
                {
                    Act = LogAct.Reviewed, ActorId = actor.PersonId, SubjectId = row.PersonId ?? appellant,
                    Detail = $"decision={row.Id} case={id} outcome={outcome}", Reason = clean, ReasonLanguage = language.Code
                }, now);
            await connection.ExecuteAsync(ReviewSql, new { id, outcome, actor.PersonId, now, entry }, transaction);
            await connection.ExecuteAsync(CloseSql, new { id, now }, transaction);
            if (!isKept && row.UndoneAt is null)
                await row.UndoAsync(transaction, vocabulary, (await CaseLock.HoldAsync(transaction, row.CaseId!.Value, now))!, actor.PersonId, hash, now);
            var people = await CaseLock.ModeratorsAsync(transaction, now);
            foreach (var person in new[] { appellant, row.PersonId }.OfType<ulong>().Distinct())
            {
                await NewNotice.AddOfDecisionAsync(transaction, person, row.Id, now);
                people.Add(person);
            }
            foreach (var (report, reporter) in (await connection.QueryAsync<(ulong, ulong)>(ReportersSql, new { row.CaseId }, transaction)).AsList())
            {
                await NewNotice.AddOfReportAsync(transaction, reporter, report, now);
                people.Add(reporter);
            }
            return new(CaseActResult.Done, people) { Changed = row.PersonId };
        }, token).ConfigureAwait(false);
        if (told.Changed is { } changed) await index.RefreshAsync(changed).ConfigureAwait(false);
        return told.Tell(news);
    }
}
