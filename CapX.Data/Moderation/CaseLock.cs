using System.Data.Common;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Who may handle a case "c", by <c>@Handler</c>.</summary>
internal static class CaseConflict
{
    private const string ManagedSql = "(SELECT s.organization_id FROM organization_person s WHERE s.person_id = @Handler AND s.standing = 'manager')";

    // What somebody only asks of a moderator makes no conflict, as long as the moderator did not agree: else anybody could put all moderators out of the way.
    public const string AgreedSql = "x.state NOT IN ('proposed', 'declined', 'withdrawn', 'expired')";

    /// <summary>The handler is the person "p", or has an exchange with them, or speaks for an organization that has.</summary>
    public const string OfPersonSql = $"""
        (p.id <=> @Handler
         OR EXISTS (SELECT 1 FROM exchange x WHERE x.recipient_person_id = p.id
           AND (x.proposer_person_id = @Handler OR x.proposer_organization_id IN {ManagedSql}))
         OR EXISTS (SELECT 1 FROM exchange x WHERE x.proposer_person_id = p.id AND {AgreedSql}
           AND (x.recipient_person_id = @Handler OR x.recipient_organization_id IN {ManagedSql})))
        """;

    // The same of an organization "g", to which nobody belongs by an invitation only.
    private const string OfOrganizationSql = $"""
        (EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = g.id AND m.person_id = @Handler AND m.standing <> 'invited')
         OR EXISTS (SELECT 1 FROM exchange x WHERE x.recipient_organization_id = g.id
           AND (x.proposer_person_id = @Handler OR x.proposer_organization_id IN {ManagedSql}))
         OR EXISTS (SELECT 1 FROM exchange x WHERE x.proposer_organization_id = g.id AND {AgreedSql}
           AND (x.recipient_person_id = @Handler OR x.recipient_organization_id IN {ManagedSql})))
        """;

    /// <summary>It is about oneself or one's own, one reported it, one decided what the appeal is against, or one has an exchange with whom it is about: whose
    /// it is, or one of those who answer for it; or had one with somebody who has erased the account since.</summary>
    public const string Sql = $"""
        (EXISTS (SELECT 1 FROM person p WHERE p.id = c.person_id AND {OfPersonSql})
         OR (c.thing <> 'message' AND EXISTS (SELECT 1 FROM organization_person a JOIN person p ON p.id = a.person_id
           WHERE a.organization_id = c.organization_id AND a.standing = 'manager' AND {OfPersonSql}))
         OR EXISTS (SELECT 1 FROM event_organizer a JOIN person p ON p.id = a.person_id WHERE a.event_id = c.event_id AND a.standing = 'organizer'
           AND {OfPersonSql})
         OR EXISTS (SELECT 1 FROM organization g WHERE g.id = c.organization_id AND {OfOrganizationSql})
         OR EXISTS (SELECT 1 FROM report r WHERE r.case_id = c.id AND r.reporter_id = @Handler)
         OR EXISTS (SELECT 1 FROM case_conflict k WHERE k.person_id = @Handler
           AND (k.case_id = c.id OR k.case_id = (SELECT d.case_id FROM decision d WHERE d.id = c.against_id)))
         OR EXISTS (SELECT 1 FROM decision d WHERE d.id = c.against_id AND (d.decided_by = @Handler OR d.person_id = @Handler))
         OR EXISTS (SELECT 1 FROM report r JOIN decision d ON d.case_id = r.case_id WHERE d.id = c.against_id AND r.reporter_id = @Handler)
         OR EXISTS (SELECT 1 FROM appeal a WHERE a.case_id = c.id AND a.person_id = @Handler)
         OR EXISTS (SELECT 1 FROM event_organizer o WHERE o.event_id = c.event_id AND o.standing = 'organizer' AND o.organization_id IN {ManagedSql})
         OR EXISTS (SELECT 1 FROM exchange_message w JOIN exchange x ON x.id = w.exchange_id
                     WHERE w.id = c.message_id AND (x.proposer_person_id = @Handler OR x.recipient_person_id = @Handler
                       OR x.proposer_organization_id IN {ManagedSql} OR x.recipient_organization_id IN {ManagedSql})))
        """;

    /// <summary>Moderators whose role has not ended, and who are not suspended themselves.</summary>
    public const string ModeratorsSql = """
        SELECT r.person_id FROM person_role r JOIN person p ON p.id = r.person_id WHERE r.role = 'moderator' AND r.until_at > @now AND p.standing <> 'suspended'
         AND NOT p.blocked
        """;
}

/// <summary>A case held for a change, for a moderator who may handle it: every command on cases begins here.</summary>
internal sealed record CaseLock
{
    /// <summary>For how long a claim keeps others off.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromHours(24);

    private const string HoldSql = "SELECT id FROM moderation_case WHERE id = @id FOR UPDATE";

    private const string Sql = $"""
        SELECT c.id AS {nameof(Id)}, c.kind AS {nameof(Kind)}, c.thing AS {nameof(Code)}, c.person_id AS {nameof(PersonId)},
               c.organization_id AS {nameof(OrganizationId)}, c.listing_id AS {nameof(ListingId)},
               c.event_id AS {nameof(EventId)}, c.message_id AS {nameof(MessageId)}, c.suggestion_id AS {nameof(SuggestionId)},
                 c.against_id AS {nameof(AgainstId)}, c.closed_at AS {nameof(ClosedAt)},
               IF(c.claimed_at > @since, c.claimed_by, NULL) AS {nameof(ClaimedBy)}
          FROM moderation_case c WHERE c.id = @id
        """;

    private const string ConflictSql = $"SELECT {CaseConflict.Sql} FROM moderation_case c WHERE c.id = @id";

    public ulong Id { get; init; }
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public ulong? PersonId { get; init; }
    public ulong? OrganizationId { get; init; }
    public ulong? ListingId { get; init; }
    public ulong? EventId { get; init; }
    public ulong? MessageId { get; init; }
    public ulong? SuggestionId { get; init; }
    public ulong? AgainstId { get; init; }
    public DateTime? ClosedAt { get; init; }

    /// <summary>Who has it in hand at this moment.</summary>
    public ulong? ClaimedBy { get; init; }

    public ReportThing Thing => Enum.Parse<ReportThing>(Code, ignoreCase: true);
    public bool IsAppeal => Kind == "appeal";

    /// <summary>As the permission table knows it: it waits, or is closed.</summary>
    public ThingState State => ClosedAt is null ? ThingState.Proposed : ThingState.Closed;

    /// <summary>Holds a case for a moderator. Null, and why, where there is none that this moderator may handle: who is no moderator, or stands in a conflict,
    /// learns of none.</summary>
    public static async Task<(CaseLock? Held, CaseActed Why)> TakeAsync(DbTransaction transaction, Actor actor, ulong id, Act act, DateTime now)
    {
        if (await ModerationPermit.RefusalAsync(transaction, actor, act, now) is { } refused) return (null, refused);
        if (await HoldAsync(transaction, id, now) is not { } held) return (null, CaseActed.NotFound);
        var relation = await transaction.Connection!.ExecuteScalarAsync<bool>(ConflictSql, new { id, Handler = actor.PersonId }, transaction)
            ? Relation.None : Relation.Moderator;
        return Permit.Judge(act, relation, ThingState.Any, actor.PersonId) == Verdict.Allowed ? (held, CaseActed.Done) : (null, CaseActed.NotFound);
    }

    /// <summary>All moderators, whose live queue changed.</summary>
    public static async Task<List<ulong?>> ModeratorsAsync(DbTransaction transaction, DateTime now) =>
        [.. (await transaction.Connection!.QueryAsync<ulong>(CaseConflict.ModeratorsSql, new { now }, transaction)).Select(id => (ulong?)id)];

    /// <summary>Holds a case, whoever asks.</summary>
    public static async Task<CaseLock?> HoldAsync(DbTransaction transaction, ulong id, DateTime now)
    {
        var connection = transaction.Connection!;
        // First the lock, then the look.
        return await connection.QuerySingleOrDefaultAsync<ulong?>(HoldSql, new { id }, transaction) is null
            ? null : await connection.QuerySingleAsync<CaseLock>(Sql, new { id, since = now - Claim }, transaction);
    }
}

/// <summary>What only moderators, or only stewards, may do.</summary>
internal static class ModerationPermit
{
    /// <summary>Why not, or null; who has no such role learns of nothing.</summary>
    public static async Task<CaseActed?> RefusalAsync(DbTransaction transaction, Actor actor, Act act, DateTime now) =>
        await Permit.RefusalAsync(transaction, actor, act, now) switch
    {
        ActorStanding.SignedOut => CaseActed.SignedOut,
        not null => CaseActed.NotFound,
        null => await Permit.HasRoleAsync(transaction, actor, act, now) ? null : CaseActed.NotFound,
    };
}
