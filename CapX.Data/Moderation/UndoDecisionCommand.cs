using System.Data.Common;
using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Undoes a decision: restores the content unchanged, or the person's standing. Impossible once removed content has been erased.</summary>
public sealed class UndoDecisionCommand(Database database, Vocabulary vocabulary, PeopleIndex index, LiveUpdates news, KeyedHash hash, TimeProvider time)
{
    /// <summary>For a moderator who may handle the case. Idempotent: returns Done when already undone.</summary>
    public async Task<CaseActResult> RunAsync(Actor actor, ulong decisionId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = await database.WriteAsync<Told<CaseActResult>>(async transaction =>
        {
            if (await ModerationPermit.RefusalAsync(transaction, actor, Act.UndoDecision, now) is { } refused) return refused;
            var row = await DecisionRow.ReadAsync(transaction, decisionId);
            if (row?.CaseId is not { } caseId) return CaseActResult.NotFound;
            var (held, why) = await CaseLock.TakeAsync(transaction, actor, caseId, Act.UndoDecision, now);
            if (held is null) return why;
            row = (await DecisionRow.ReadAsync(transaction, decisionId))!;
            if (row.UndoneAt is not null) return CaseActResult.Done;
            if (row.ErasedAt is not null || !row.Kind.CanBeUndone() || row.DecidedAt < now.AddDays(-Decisions.DaysToUndo)) return CaseActResult.NotNow;
            await row.UndoAsync(transaction, vocabulary, held, actor.PersonId, hash, now);
            await ModerationLog.AddAsync(transaction,
                new LogLine { Act = LogAct.Undone, ActorId = actor.PersonId, SubjectId = row.PersonId, Detail = $"decision={decisionId}" }, now);
            var people = await CaseLock.ModeratorsAsync(transaction, now);
            if (row.PersonId is { } person)
            {
                await NewNotice.AddOfDecisionAsync(transaction, person, decisionId, now);
                people.Add(person);
            }
            return new(CaseActResult.Done, people) { Changed = row.PersonId };
        }, token).ConfigureAwait(false);
        if (told.Changed is { } changed) await index.RefreshAsync(changed).ConfigureAwait(false);
        return told.Tell(news);
    }
}

/// <summary>A decision as stored, for commands.</summary>
internal sealed record DecisionRow
{
    private const string Sql = $"""
        SELECT d.id AS {nameof(Id)}, d.case_id AS {nameof(CaseId)}, d.kind AS {nameof(KindCode)}, d.thing AS {nameof(Code)}, d.person_id AS {nameof(PersonId)},
               d.organization_id AS {nameof(OrganizationId)},
               d.decided_by AS {nameof(DecidedBy)}, d.decided_at AS {nameof(DecidedAt)}, d.told_at AS {nameof(ToldAt)}, d.undone_at AS {nameof(UndoneAt)},
                 d.erased_at AS {nameof(ErasedAt)}
          FROM decision d WHERE d.id = @id FOR UPDATE
        """;

    private const string UndoSql = "UPDATE decision SET undone_at = @now, undone_by = @by WHERE id = @Id";

    public ulong Id { get; init; }
    public ulong? CaseId { get; init; }
    public required string KindCode { get; init; }
    public DecisionKind Kind => Decisions.Find(KindCode)!.Value;
    public required string Code { get; init; }
    public ulong? PersonId { get; init; }
    public ulong? OrganizationId { get; init; }
    public ulong? DecidedBy { get; init; }
    public DateTime DecidedAt { get; init; }
    public DateTime? ToldAt { get; init; }
    public DateTime? UndoneAt { get; init; }
    public DateTime? ErasedAt { get; init; }

    public static Task<DecisionRow?> ReadAsync(DbTransaction transaction, ulong id) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<DecisionRow>(Sql, new { id }, transaction);

    public async Task UndoAsync(DbTransaction transaction, Vocabulary vocabulary, CaseLock held, ulong by, KeyedHash hash, DateTime now)
    {
        await transaction.Connection!.ExecuteAsync(UndoSql, new { Id, by, now }, transaction);
        if (Kind.IsOfContent()) await ModeratedThing.WriteAsync(transaction, vocabulary, held);
        if (PersonId is { } person) await PersonSanctions.WriteAsync(transaction, person, hash, now);
    }
}
