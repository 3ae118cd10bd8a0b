using System.Data.Common;
using CapX.Data.Exchanges;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>Keeps what protects others after an account is erased: blocks by others, declined proposals, and counts for rate limits. Prevents escaping them by
/// erasing the account and logging in again. Stored under a keyed hash of the central id, and reassigned to the person at their next first login.</summary>
internal static class KeptForOthers
{
    /// <summary>The maximum time for limits. Blocks are kept as long as the account of the person who blocked.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(ProposeCommand.DaysAfterDeclines);

    /// <summary>Statements that delete each kind when its limit ends. A waiting organization counts only while it waits, and no longer than the
    /// period.</summary>
    public static readonly string[] EndSql =
    [
        """
        DELETE FROM kept_limit WHERE kind IN ('proposal', 'listing', 'suggestion', 'report', 'export') AND made_at <= @now - INTERVAL 1 DAY ORDER BY made_at, id
          LIMIT @Portion
        """,
        "DELETE FROM kept_limit WHERE kind IN ('declined', 'organization') AND made_at <= @before ORDER BY made_at, id LIMIT @Portion",
        """
        DELETE FROM kept_limit WHERE kind = 'organization' AND organization_id NOT IN (SELECT o.id FROM organization o WHERE o.state = 'proposed')
          ORDER BY made_at, id LIMIT @Portion
        """,
    ];

    // Locks the proposals, so that no one can decline one between reading them here and ending them all.
    private const string LockSql = "SELECT e.id FROM exchange e WHERE e.proposer_person_id = @personId AND e.state = 'proposed' ORDER BY e.id FOR UPDATE";

    private const string KeepSql = $"""
        INSERT IGNORE INTO kept_block (id, person_id, hash, blocked_at)
        SELECT UNHEX(MD5(CONCAT(UUID(), RAND()))), b.person_id, @hash, b.blocked_at FROM person_block b WHERE b.blocked_id = @personId;
        UPDATE kept_limit SET hash = @hash, person_id = NULL WHERE person_id = @personId;
        INSERT INTO kept_limit (hash, kind, made_at)
        SELECT @hash, 'proposal', h.changed_at FROM exchange_change h WHERE h.author_id = @personId AND h.state = 'proposed' AND h.changed_at > @dayAgo
        UNION ALL SELECT @hash, 'listing', l.created_at FROM listing l WHERE l.person_id = @personId AND l.created_at > @dayAgo
        UNION ALL SELECT @hash, 'suggestion', s.made_at FROM capacity_suggestion s WHERE s.person_id = @personId AND s.made_at > @dayAgo
        UNION ALL SELECT @hash, 'report', r.made_at FROM report r WHERE r.reporter_id = @personId AND r.made_at > @dayAgo
        UNION ALL SELECT @hash, 'export', x.began_at FROM export_count x
         JOIN (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) five ON five.n <= x.count
         WHERE x.person_id = @personId AND x.began_at > @dayAgo;
        INSERT INTO kept_limit (hash, kind, by_person_id, organization_id, made_at)
        SELECT @hash, 'declined', e.recipient_person_id, e.recipient_organization_id, e.changed_at FROM exchange e
         WHERE e.proposer_person_id = @personId AND e.state = 'declined' AND e.changed_at > @oldest
           AND (e.recipient_person_id IS NOT NULL OR e.recipient_organization_id IS NOT NULL)
        UNION ALL SELECT @hash, 'organization', NULL, o.id, @now FROM organization_person m JOIN organization o ON o.id = m.organization_id
         AND o.state = 'proposed'
         WHERE m.person_id = @personId AND {Managing.Sql}
           AND NOT EXISTS (SELECT 1 FROM kept_limit k WHERE k.hash = @hash AND k.kind = 'organization' AND k.organization_id = o.id);
        """;

    // Locks the rows, so that no one can withdraw a block between the two statements below.
    private const string BlocksSql = "SELECT k.id FROM kept_block k WHERE k.hash = @hash ORDER BY k.id FOR UPDATE";

    private const string RestoreBlocksSql = """
        INSERT IGNORE INTO person_block (person_id, blocked_id, blocked_at) SELECT k.person_id, @personId, k.blocked_at FROM kept_block k WHERE k.hash = @hash;
        DELETE FROM kept_block WHERE hash = @hash;
        """;

    private const string RestoreLimitsSql = "UPDATE kept_limit SET hash = NULL, person_id = @personId WHERE hash = @hash";

    /// <summary>Must run before anything of the account is changed or erased.</summary>
    public static async Task KeepAsync(DbTransaction transaction, ulong personId, byte[] hash, DateTime now)
    {
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(LockSql, new { personId }, transaction);
        await connection.ExecuteAsync(KeepSql, new { personId, hash, now, dayAgo = now.AddDays(-1), oldest = now - Longest }, transaction);
    }

    /// <summary>Call after the person's row was created. Returns true when blocks were restored, in which case the people index must reload them.</summary>
    public static async Task<bool> RestoreAsync(DbTransaction transaction, ulong personId, byte[] hash)
    {
        var connection = transaction.Connection!;
        var values = new { personId, hash };
        await connection.ExecuteAsync(RestoreLimitsSql, values, transaction);
        if ((await connection.QueryAsync<byte[]>(BlocksSql, values, transaction)).AsList().Count == 0) return false;
        await connection.ExecuteAsync(RestoreBlocksSql, values, transaction);
        return true;
    }
}

/// <summary>A count toward a person's limits, from before they erased their account and came back.</summary>
public sealed record ExportedLimit
{
    internal const string Sql = $"""
        SELECT k.kind AS {nameof(Kind)}, p.username AS {nameof(DeclinedBy)}, o.slug AS {nameof(Organization)}, k.made_at AS {nameof(MadeAt)}
          FROM kept_limit k LEFT JOIN person p ON p.id = k.by_person_id LEFT JOIN organization o ON o.id = k.organization_id
         WHERE k.person_id = @personId ORDER BY k.made_at, k.id
        """;

    /// <summary>"proposal", "listing", "suggestion", "report", "export", "declined" or "organization".</summary>
    public required string Kind { get; init; }

    /// <summary>The person who declined a proposal.</summary>
    public string? DeclinedBy { get; init; }

    /// <summary>The slug of the organization that declined a proposal, or that waits for a curator.</summary>
    public string? Organization { get; init; }
    public DateTime MadeAt { get; init; }
}
