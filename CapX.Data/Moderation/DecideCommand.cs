using System.Data.Common;
using System.Globalization;
using CapX.Data.Content;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Decides a claimed case: applies the decision, notifies the person with the reason, and tells the reporters that it is decided.</summary>
public sealed class DecideCommand(Database database, Vocabulary vocabulary, PeopleIndex index, LiveUpdates news, KeyedHash hash, TimeProvider time)
{
    private const string InsertSql = """
        INSERT INTO decision (case_id, kind, thing, content_id, person_id, organization_id, until_at, decided_by, decided_at, entry_id, form_key)
        VALUES (@Id, @kind, @Code, @ContentId, @person, @OrganizationId, @until, @PersonId, @now, @entry, @formKey);
        SELECT LAST_INSERT_ID();
        """;

    private const string SameFormSql = "SELECT id FROM decision WHERE form_key = @formKey AND case_id = @Id";

    private const string FormerSql = "SELECT k.id FROM erased_case k WHERE k.case_id = @Id ORDER BY k.is_owner DESC, k.id FOR UPDATE";

    private const string DecidedSql = "UPDATE erased_case SET decision_id = @decision WHERE id = @former";

    private const string CloseSql = "UPDATE moderation_case SET closed_at = @now, claimed_by = NULL, claimed_at = NULL WHERE id = @Id";

    private const string ReportsSql = "SELECT id AS Item1, reporter_id AS Item2 FROM report WHERE case_id = @Id AND reporter_id IS NOT NULL ORDER BY id";

    /// <summary>People responsible for the thing of a case: its owner, the managers of the organization, and whoever else answers for its kind.</summary>
    internal static string ResponsibleIdsSql(ContentKind kind) => $"""
        SELECT @PersonId
        UNION SELECT m.person_id FROM organization_person m WHERE m.organization_id = @OrganizationId AND {Managing.Sql}
        {(kind.AnsweringSql("@ContentId") is { } people ? $"UNION {people}" : null)}
        """;

    /// <summary>Idempotent by form key: a repeated submission keeps the first decision.</summary>
    public async Task<CaseActResult> RunAsync(Actor actor, ulong id, DecisionForm form, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (Decisions.Find(form.Kind) is not { } kind) return CaseActResult.BadChoice;
        if (WrittenText.Lines(form.Reason, Decisions.LongestReason) is not { Length: > 0 } reason
            || vocabulary.Languages.Find(form.ReasonLanguage) is not { } language) return CaseActResult.BadText;
        if (kind == DecisionKind.Erase && !form.IsConfirmed) return CaseActResult.NotConfirmed;
        if (!TryReadUntil(form.Until, kind, now, out var until)) return CaseActResult.BadDate;
        var told = await database.WriteAsync<Told<CaseActResult>>(async transaction =>
        {
            var (held, why) = await CaseLock.TakeAsync(transaction, actor, id, Act.Decide, now);
            if (held is null) return why;
            var connection = transaction.Connection!;
            var formKey = form.FormKey.ToByteArray();
            if (await connection.QuerySingleOrDefaultAsync<ulong?>(SameFormSql, new { held.Id, formKey }, transaction) is not null) return CaseActResult.Done;
            if (PermissionTable.Judge(Act.Decide, Relation.Moderator, held.State) != Verdict.Allowed || held.IsAppeal) return CaseActResult.NotNow;
            if (held.ClaimedBy != actor.PersonId) return CaseActResult.NotClaimed;
            var responsible = (await connection.QueryAsync<ulong>(
                $"SELECT p.id FROM person p WHERE p.id IN ({ResponsibleIdsSql(held.Content)}) ORDER BY p.id <=> @PersonId DESC, p.id", held,
                transaction)).AsList();
            // A decision about content applies to whoever is responsible for it next, not to a former member.
            var former = kind.IsOfContent()
                ? null : Former(form, (await connection.QueryAsync<ulong>(FormerSql, held, transaction)).AsList(), hasOthers: responsible.Count > 0);
            ulong? person = former is not null ? null
                : form.PersonId is { } named && responsible.Contains(named)
                ? named : responsible is [var only] ? only : responsible.Contains(held.PersonId ?? 0) ? held.PersonId : null;
            if (person is null && former is null && (kind.IsOfPerson() || kind == DecisionKind.Advice)) return CaseActResult.BadChoice;
            if (kind.IsOfContent() && held.ContentId is null) return CaseActResult.BadChoice;
            var detail = string.Create(CultureInfo.InvariantCulture, $"case={id} kind={kind.Code()}{(until is { } day ? $" until={day:yyyy-MM-dd}" : "")}");
            var entry = await ModerationLog.AddAsync(transaction,
                new LogLine
                {
                    Act = LogAct.Decided, ActorId = actor.PersonId, SubjectId = person, Detail = detail, Reason = reason,
                    ReasonLanguage = language.Code
                }, now);
            var decision = await connection.ExecuteScalarAsync<ulong>(InsertSql,
                new { held.Id, kind = kind.Code(), held.Code, held.ContentId, person, held.OrganizationId, until, actor.PersonId, now, entry, formKey },
                transaction);
            if (kind.IsOfContent()) await ModeratedThing.WriteAsync(transaction, vocabulary, held);
            if (kind == DecisionKind.Erase) await ErasedThing.EraseAsync(transaction, held, now, withEvidence: true);
            if (former is not null) await connection.ExecuteAsync(DecidedSql, new { decision, former }, transaction);
            // A sanction on a former member has no row to update. It applies when they come back.
            if (kind.IsOfPerson() && person is { } sanctioned) await PersonSanctions.WriteAsync(transaction, sanctioned, hash, now);
            await connection.ExecuteAsync(CloseSql, new { held.Id, now }, transaction);
            return new(CaseActResult.Done,
                [.. await CaseLock.ModeratorsAsync(transaction, now), .. await TellAsync(transaction, held, decision, kind, person, responsible, now)])
            { Changed = person };
        }, token).ConfigureAwait(false);
        if (told.Changed is { } changed) await index.RefreshAsync(changed).ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>Notifies the people concerned and each reporter. Someone who did nothing wrong gets no notice of a report. The decision is still listed among
    /// the decisions about them.</summary>
    private static async Task<List<ulong>> TellAsync(DbTransaction transaction, CaseLock held, ulong decision, DecisionKind kind, ulong? person,
        List<ulong> responsible, DateTime now)
    {
        var told = new List<ulong>();
        if (kind != DecisionKind.NoAction)
            // A decision about content of an organization or event concerns everyone responsible for it.
            foreach (var id in kind.IsOfContent() ? responsible : person is { } one ? [one] : [])
            {
                await NewNotice.AddOfDecisionAsync(transaction, id, decision, now);
                told.Add(id);
            }
        foreach (var (report, reporter) in (await transaction.Connection!.QueryAsync<(ulong, ulong)>(ReportsSql, new { held.Id }, transaction)).AsList())
        {
            await NewNotice.AddOfReportAsync(transaction, reporter, report, now);
            told.Add(reporter);
        }
        return told;
    }

    /// <summary>The former member that the decision is about: the chosen one, or the only candidate left.</summary>
    private static ulong? Former(DecisionForm form, List<ulong> former, bool hasOthers) =>
        form.FormerId is { } chosen && former.Contains(chosen) ? chosen : !hasOthers && former is [var only] ? only : null;

    /// <summary>Required for SuspendUntil, optional for Limit, ignored otherwise. The result is noon UTC of the next day, when the day has ended everywhere on
    /// Earth.</summary>
    private static bool TryReadUntil(string text, DecisionKind kind, DateTime now, out DateTime? until)
    {
        until = null;
        if (kind is not (DecisionKind.Limit or DecisionKind.SuspendUntil)) return true;
        if (text.Length == 0) return kind == DecisionKind.Limit;
        if (WrittenNumber.Day(text) is not { } day) return false;
        var today = DateOnly.FromDateTime(now);
        if (day < today || day.DayNumber - today.DayNumber > Decisions.MostDays) return false;
        until = day.ToDateTime(new TimeOnly(12, 0)).AddDays(1);
        return true;
    }
}
