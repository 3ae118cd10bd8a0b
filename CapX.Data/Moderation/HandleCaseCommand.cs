using System.Data.Common;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Bodies to which moderators can escalate a case that CapX cannot settle.</summary>
public static class Escalation
{
    public static readonly IReadOnlyList<string> All = ["affiliate", "u4c", "trust-and-safety"];
}

/// <summary>Claims and releases cases, and adds notes for other moderators.</summary>
public sealed class HandleCaseCommand(Database database, LiveUpdates news, TimeProvider time)
{
    public const int LongestNote = 4000;

    private const string ClaimSql = "UPDATE moderation_case SET claimed_by = @PersonId, claimed_at = @now WHERE id = @id";

    private const string ReleaseSql = "UPDATE moderation_case SET claimed_by = NULL, claimed_at = NULL WHERE id = @id";

    private const string NoteSql = """
        INSERT IGNORE INTO case_note (case_id, author_id, person_id, escalated_to, text, made_at, form_key)
         VALUES (@id, @PersonId, @about, @to, @text, @now, @formKey)
        """;

    /// <summary>Claims a case for this moderator alone, for <see cref="CaseLock.Claim"/>. Idempotent: claiming again renews the claim.</summary>
    public Task<CaseActResult> ClaimAsync(Actor actor, ulong id, CancellationToken token = default) => RunAsync(actor, id, async (transaction, held, now) =>
    {
        if (held.ClosedAt is not null) return CaseActResult.NotNow;
        if (held.ClaimedBy is { } by && by != actor.PersonId) return CaseActResult.NotClaimed;
        if (held.ClaimedBy is null) await LogAsync(transaction, LogAct.Claimed, actor, held, now);
        await transaction.Connection!.ExecuteAsync(ClaimSql, new { id, actor.PersonId, now }, transaction);
        return CaseActResult.Done;
    }, token);

    /// <summary>Idempotent: returns Done when no one has claimed the case.</summary>
    public Task<CaseActResult> ReleaseAsync(Actor actor, ulong id, CancellationToken token = default) => RunAsync(actor, id, async (transaction, held, now) =>
    {
        if (held.ClosedAt is not null) return CaseActResult.NotNow;
        if (held.ClaimedBy is null) return CaseActResult.Done;
        if (held.ClaimedBy != actor.PersonId) return CaseActResult.NotClaimed;
        await LogAsync(transaction, LogAct.Released, actor, held, now);
        await transaction.Connection!.ExecuteAsync(ReleaseSql, new { id }, transaction);
        return CaseActResult.Done;
    }, token);

    /// <summary>Adds a note, or escalates to one of <see cref="Escalation.All"/>. Idempotent by form key.</summary>
    public Task<CaseActResult> NoteAsync(Actor actor, ulong id, string text, string? to, Guid formKey, CancellationToken token = default) =>
        RunAsync(actor, id, async (transaction, held, now) =>
    {
        if (WrittenText.Lines(text, LongestNote) is not { Length: > 0 } clean) return CaseActResult.BadText;
        if (to is not null && !Escalation.All.Contains(to)) return CaseActResult.BadChoice;
        var isNew = await transaction.Connection!.ExecuteAsync(NoteSql,
            new { id, actor.PersonId, about = held.PersonId, to, text = clean, now, formKey = formKey.ToByteArray() }, transaction) > 0;
        if (isNew && to is not null)
            await ModerationLog.AddAsync(transaction,
                new LogLine { Act = LogAct.Escalated, ActorId = actor.PersonId, SubjectId = held.PersonId, Detail = $"case={id} to={to}" }, now);
        return CaseActResult.Done;
    }, token);

    private async Task<CaseActResult> RunAsync(Actor actor, ulong id, Func<DbTransaction, CaseLock, DateTime, Task<CaseActResult>> act, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = await database.WriteAsync<Told<CaseActResult>>(async transaction =>
        {
            var (held, why) = await CaseLock.TakeAsync(transaction, actor, id, Act.HandleCase, now);
            if (held is null) return why;
            var acted = await act(transaction, held, now);
            return acted == CaseActResult.Done ? new Told<CaseActResult>(acted, await CaseLock.ModeratorsAsync(transaction, now)) : acted;
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }

    private static async Task LogAsync(DbTransaction transaction, string act, Actor actor, CaseLock held, DateTime now) =>
        await ModerationLog.AddAsync(transaction,
            new LogLine { Act = act, ActorId = actor.PersonId, SubjectId = held.PersonId, Detail = $"case={held.Id}" }, now);
}
