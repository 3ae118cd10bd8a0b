using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>A case in the moderation queue.</summary>
public sealed record QueueRow
{
    public ulong Id { get; init; }
    public required string Kind { get; init; }
    public bool IsAppeal => Kind == "appeal";
    public required string ThingCode { get; init; }
    public bool IsEmergency { get; init; }

    /// <summary>UTC.</summary>
    public DateTime OpenedAt { get; init; }
    public DateTime? ClosedAt { get; init; }

    /// <summary>The number of reports merged into the case.</summary>
    public long Reports { get; init; }

    /// <summary>The distinct reasons of its reports, as codes of <see cref="ReportReason"/>.</summary>
    public IReadOnlyList<string> Reasons => (ReasonCodes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
    internal string? ReasonCodes { get; init; }

    /// <summary>The owner. Null for an organization, or when the account is gone.</summary>
    public string? Username { get; init; }

    /// <summary>When the owner erased the account, in UTC. Null if they did not.</summary>
    public DateTime? ErasedAt { get; init; }

    /// <summary>The deadline for a decision about an erased account, in UTC.</summary>
    public DateTime? EndsAt => ErasedAt + ErasedCases.Longest;

    /// <summary>The organization's URL slug, or null.</summary>
    public string? Slug { get; init; }

    /// <summary>The moderator with a current claim.</summary>
    public string? ClaimedBy { get; init; }
    public bool IsMine { get; init; }
}

/// <summary>The moderation queue: emergencies first, then oldest first. Leaves out cases in which the viewer has a conflict of interest.</summary>
public sealed class QueueQuery(Database database, TimeProvider time)
{
    public const int PageSize = 50;

    private static readonly string Sql = $"""
        SELECT c.id AS {nameof(QueueRow.Id)}, c.kind AS {nameof(QueueRow.Kind)}, c.thing AS {nameof(QueueRow.ThingCode)},
               c.is_emergency AS {nameof(QueueRow.IsEmergency)}, c.opened_at AS {nameof(QueueRow.OpenedAt)},
               c.closed_at AS {nameof(QueueRow.ClosedAt)}, (SELECT COUNT(*) FROM report r WHERE r.case_id = c.id) AS {nameof(QueueRow.Reports)},
               (SELECT GROUP_CONCAT(DISTINCT r.reason ORDER BY r.reason) FROM report r WHERE r.case_id = c.id) AS {nameof(QueueRow.ReasonCodes)},
               (SELECT MAX(k.erased_at) FROM erased_case k WHERE k.case_id = c.id AND k.is_owner) AS {nameof(QueueRow.ErasedAt)},
               p.username AS {nameof(QueueRow.Username)}, o.slug AS {nameof(QueueRow.Slug)}, b.username AS {nameof(QueueRow.ClaimedBy)},
                 b.id <=> @Handler AS {nameof(QueueRow.IsMine)}
          FROM moderation_case c
          LEFT JOIN person p ON p.id = c.person_id
          LEFT JOIN organization o ON o.id = c.organization_id
          LEFT JOIN person b ON b.id = c.claimed_by AND c.claimed_at > @since
         WHERE NOT {CaseConflict.Sql}
        """;

    private static readonly string OpenSql = $"{Sql} AND c.closed_at IS NULL ORDER BY c.is_emergency DESC, c.opened_at, c.id LIMIT @PageSize OFFSET @skip";
    private static readonly string ClosedSql = $"{Sql} AND c.closed_at IS NOT NULL ORDER BY c.closed_at DESC, c.id DESC LIMIT @PageSize OFFSET @skip";
    private static readonly string CountSql = $"SELECT COUNT(*) FROM moderation_case c WHERE NOT {CaseConflict.Sql} AND (c.closed_at IS NULL) = @isOpen";

    /// <summary>One page, from 1, of open or closed cases, and the total. Null when the person is not a moderator. Three queries.</summary>
    public Task<(IReadOnlyList<QueueRow> Items, int Total)?> RunAsync(ulong personId, bool isOpen, int page, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var values = new { Handler = personId, since = now - CaseLock.Claim, PageSize, skip = (page - 1) * PageSize, isOpen };
        return database.ReadAsync<(IReadOnlyList<QueueRow>, int)?>(async connection =>
            !await Permit.HasRoleAsync(connection, personId, Act.ReadCase, now) ? null
            : ((await connection.QueryAsync<QueueRow>(isOpen ? OpenSql : ClosedSql, values)).AsList(),
                (int)await connection.ExecuteScalarAsync<long>(CountSql, values)), token);
    }
}
