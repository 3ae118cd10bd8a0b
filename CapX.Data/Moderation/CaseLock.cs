using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>SQL conditions that detect a conflict of interest between the moderator <c>@Handler</c> and a case "c".</summary>
internal static class CaseConflict
{
    private const string ManagedSql =
        $"(SELECT m.organization_id FROM organization_person m WHERE m.person_id = @Handler AND {Managing.Sql})";

    // A proposal that the moderator has not accepted is no conflict. Otherwise anyone could disqualify every moderator by sending proposals.
    public const string AgreedSql = "x.state NOT IN ('proposed', 'declined', 'withdrawn', 'expired')";

    /// <summary>The handler is the person "p", has an exchange with them, or manages an organization that has one.</summary>
    public const string OfPersonSql = $"""
        (p.id <=> @Handler
         OR EXISTS (SELECT 1 FROM exchange x WHERE x.recipient_person_id = p.id
           AND (x.proposer_person_id = @Handler OR x.proposer_organization_id IN {ManagedSql}))
         OR EXISTS (SELECT 1 FROM exchange x WHERE x.proposer_person_id = p.id AND {AgreedSql}
           AND (x.recipient_person_id = @Handler OR x.recipient_organization_id IN {ManagedSql})))
        """;

    // The same for an organization "g". A pending invitation does not count as membership.
    private const string OfOrganizationSql = $"""
        (EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = g.id AND m.person_id = @Handler AND m.standing <> 'invited')
         OR EXISTS (SELECT 1 FROM exchange x WHERE x.recipient_organization_id = g.id
           AND (x.proposer_person_id = @Handler OR x.proposer_organization_id IN {ManagedSql}))
         OR EXISTS (SELECT 1 FROM exchange x WHERE x.proposer_organization_id = g.id AND {AgreedSql}
           AND (x.recipient_person_id = @Handler OR x.recipient_organization_id IN {ManagedSql})))
        """;

    /// <summary>True when the handler has a conflict of interest with the case "c". They own or reported the thing, or made the decision under appeal. Or they
    /// have an exchange with someone responsible for it, or had one with an account erased since.</summary>
    public static readonly string Sql = $"""
        (EXISTS (SELECT 1 FROM person p WHERE p.id = c.person_id AND {OfPersonSql})
         OR EXISTS (SELECT 1 FROM organization_person m JOIN person p ON p.id = m.person_id
           WHERE m.organization_id = c.organization_id AND {Managing.Sql} AND {OfPersonSql})
         OR {CaseContent.Any(OfAnsweringSql)}
         OR EXISTS (SELECT 1 FROM organization g WHERE g.id = c.organization_id AND {OfOrganizationSql})
         OR EXISTS (SELECT 1 FROM report r WHERE r.case_id = c.id AND r.reporter_id = @Handler)
         OR EXISTS (SELECT 1 FROM case_conflict k WHERE k.person_id = @Handler
           AND (k.case_id = c.id OR k.case_id = (SELECT d.case_id FROM decision d WHERE d.id = c.against_id)))
         OR EXISTS (SELECT 1 FROM decision d WHERE d.id = c.against_id AND (d.decided_by = @Handler OR d.person_id = @Handler))
         OR EXISTS (SELECT 1 FROM report r JOIN decision d ON d.case_id = r.case_id WHERE d.id = c.against_id AND r.reporter_id = @Handler)
         OR EXISTS (SELECT 1 FROM appeal a WHERE a.case_id = c.id AND a.person_id = @Handler)
         OR {CaseContent.Any(kind => kind.PartakesSql(CaseContent.IdSql, ManagedSql))})
        """;

    /// <summary>Active moderators: the role has not expired, and they are neither suspended nor blocked.</summary>
    public const string ModeratorsSql = """
        SELECT r.person_id FROM person_role r JOIN person p ON p.id = r.person_id WHERE r.role = 'moderator' AND r.until_at > @now AND p.standing <> 'suspended'
         AND NOT p.blocked
        """;

    private static string? OfAnsweringSql(ContentKind kind) => kind.AnsweringSql(CaseContent.IdSql) is { } people
        ? $"EXISTS (SELECT 1 FROM person p WHERE p.id IN ({people}) AND {OfPersonSql})" : null;
}

/// <summary>A case locked for update by a moderator who may handle it. Every command on cases starts here.</summary>
internal sealed record CaseLock
{
    /// <summary>How long a claim keeps other moderators out.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromHours(24);

    private const string HoldSql = "SELECT id FROM moderation_case WHERE id = @id FOR UPDATE";

    private static readonly string Sql = $"""
        SELECT c.id AS {nameof(Id)}, c.kind AS {nameof(Kind)}, c.thing AS {nameof(Code)}, c.person_id AS {nameof(PersonId)},
               c.organization_id AS {nameof(OrganizationId)}, c.content_id AS {nameof(ContentId)},
               c.against_id AS {nameof(AgainstId)}, c.closed_at AS {nameof(ClosedAt)},
               IF(c.claimed_at > @since, c.claimed_by, NULL) AS {nameof(ClaimedBy)}
          FROM moderation_case c WHERE c.id = @id
        """;

    private static readonly string ConflictSql = $"SELECT {CaseConflict.Sql} FROM moderation_case c WHERE c.id = @id";

    public ulong Id { get; init; }
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public ulong? PersonId { get; init; }
    public ulong? OrganizationId { get; init; }

    /// <summary>The id of the reported content. Null when it is gone.</summary>
    public ulong? ContentId { get; init; }
    public ulong? AgainstId { get; init; }
    public DateTime? ClosedAt { get; init; }

    /// <summary>The moderator with a current claim. Null when there is none or it has expired.</summary>
    public ulong? ClaimedBy { get; init; }

    public ContentKind Content => ContentKind.Of(Code);
    public bool IsAppeal => Kind == "appeal";

    /// <summary>The state for the permission table: Proposed while open, Closed afterwards.</summary>
    public ThingState State => ClosedAt is null ? ThingState.Proposed : ThingState.Closed;

    /// <summary>Locks a case for a moderator. Returns null and the reason when the actor may not handle it. Someone without the role or with a conflict gets
    /// NotFound, so the existence of the case stays hidden.</summary>
    public static async Task<(CaseLock? Held, CaseActResult Why)> TakeAsync(DbTransaction transaction, Actor actor, ulong id, Act act, DateTime now)
    {
        if (await ModerationPermit.RefusalAsync(transaction, actor, act, now) is { } refused) return (null, refused);
        if (await HoldAsync(transaction, id, now) is not { } held) return (null, CaseActResult.NotFound);
        var relation = await transaction.Connection!.ExecuteScalarAsync<bool>(ConflictSql, new { id, Handler = actor.PersonId }, transaction)
            ? Relation.None : Relation.Moderator;
        return Permit.Judge(act, relation, ThingState.Any, actor.PersonId) == Verdict.Allowed ? (held, CaseActResult.Done) : (null, CaseActResult.NotFound);
    }

    /// <summary>All active moderators. Their live queue needs a refresh.</summary>
    public static async Task<List<ulong>> ModeratorsAsync(DbTransaction transaction, DateTime now) =>
        (await transaction.Connection!.QueryAsync<ulong>(CaseConflict.ModeratorsSql, new { now }, transaction)).AsList();

    /// <summary>Locks a case without checking who asks. Null when it does not exist.</summary>
    public static async Task<CaseLock?> HoldAsync(DbTransaction transaction, ulong id, DateTime now)
    {
        var connection = transaction.Connection!;
        // Lock first, then read, so that the read sees what other transactions committed.
        return await connection.QuerySingleOrDefaultAsync<ulong?>(HoldSql, new { id }, transaction) is null
            ? null : await connection.QuerySingleAsync<CaseLock>(Sql, new { id, since = now - Claim }, transaction);
    }
}

/// <summary>Role checks for acts reserved to moderators or stewards.</summary>
internal static class ModerationPermit
{
    /// <summary>The refusal, or null when the act is allowed. An actor without the role gets NotFound.</summary>
    public static async Task<CaseActResult?> RefusalAsync(DbTransaction transaction, Actor actor, Act act, DateTime now) =>
        await Permit.RefusalAsync(transaction, actor, act, now) switch
        {
            ActorStanding.SignedOut => CaseActResult.SignedOut,
            not null => CaseActResult.NotFound,
            null => await Permit.HasRoleAsync(transaction, actor, act, now) ? null : CaseActResult.NotFound,
        };
}
