using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using Dapper;

namespace CapX.Data.Notices;

/// <summary>A notice as shown to its recipient.</summary>
public sealed record NoticeFound : ExchangeSides
{
    public ulong Id { get; init; }

    /// <summary>One of <see cref="NoticeKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The exchange concerned, or null.</summary>
    public ulong? ExchangeId { get; init; }

    /// <summary>The current state of the exchange.</summary>
    public ExchangeState State => ExchangeLife.State(StateCode);
    internal string StateCode { get; init; } = "proposed";
    public string Capacity { get; init; } = "";

    /// <summary>The organization's slug. Null when the recipient may not see the organization.</summary>
    public string? OrganizationSlug { get; init; }

    /// <summary>The first of the organization's names.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>The listing concerned, or null.</summary>
    public ulong? ListingId { get; init; }

    /// <summary>Null when the recipient may not see the listing. The same applies to an event.</summary>
    public string? ListingTitle { get; init; }

    /// <summary>The event concerned. Null for other notices and for a deleted event.</summary>
    public ulong? EventId { get; init; }

    /// <summary>The current title, or the last one of a deleted event.</summary>
    public string? EventTitle { get; init; }

    /// <summary>The decision concerned, or null. <see cref="ReportKey"/> is the key of the recipient's own report.</summary>
    public ulong? DecisionId { get; init; }
    public string? ReportKey { get; init; }

    /// <summary>The name of a removed organization, or a role's code. <see cref="Word"/> is the reason for the removal, or the role's last day.</summary>
    public string? RemovedName { get; init; }
    public string? Word { get; init; }

    /// <summary>The outcome of a suggestion, "accepted" or "declined". Null for other notices.</summary>
    public string? SuggestionState { get; init; }

    public DateTime DueAt { get; init; }
    public bool IsUnread { get; init; }
}

/// <summary>Reads a person's notices, newest first.</summary>
public sealed class NoticesQuery(Database database, TimeProvider time)
{
    public const int PageSize = 50;

    // Permissions may have changed since the notice was made. Titles are the current ones, and only when the recipient may see the thing now. A block hides
    // the other person's text.
    private const string EventTitleSql =
        $"(SELECT e.title FROM event e WHERE e.id = n.event_id AND {EventVisibility.SeenSql} AND NOT {EventVisibility.IsPartedSql})";
    private const string ListingTitleSql =
        $"(SELECT l.title FROM listing l WHERE l.id = n.listing_id AND ({ListingVisibility.Sql} OR {ListingVisibility.MineSql}))";

    private const string OrganizationSeenSql = """
        (g.state = 'confirmed' OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = g.id AND m.person_id = @personId
          AND (m.standing = 'manager' OR (m.standing = 'invited' AND g.state = 'proposed'))))
        """;

    // A deferred join: the innermost query finds the page in the index alone, so only its own rows are read at any offset.
    private const string Sql = $"""
        SELECT {ExchangeSides.ColumnsSql}, n.id AS {nameof(NoticeFound.Id)}, n.kind AS {nameof(NoticeFound.Kind)},
               n.exchange_id AS {nameof(NoticeFound.ExchangeId)}, COALESCE(e.state, 'proposed') AS {nameof(NoticeFound.StateCode)},
               COALESCE(c.code, '') AS {nameof(NoticeFound.Capacity)},
               g.slug AS {nameof(NoticeFound.OrganizationSlug)},
                 (SELECT a.name FROM organization_name a WHERE a.organization_id = g.id ORDER BY a.position LIMIT 1) AS {nameof(NoticeFound.OrganizationName)},
               n.listing_id AS {nameof(NoticeFound.ListingId)}, {ListingTitleSql} AS {nameof(NoticeFound.ListingTitle)},
               n.event_id AS {nameof(NoticeFound.EventId)}, IF(n.event_id IS NULL, n.event_title, {EventTitleSql}) AS {nameof(NoticeFound.EventTitle)},
               n.decision_id AS {nameof(NoticeFound.DecisionId)},
                 (SELECT LOWER(HEX(o.form_key)) FROM report o WHERE o.id = n.report_id) AS {nameof(NoticeFound.ReportKey)},
               n.name AS {nameof(NoticeFound.RemovedName)},
                 (SELECT u.state FROM capacity_suggestion u WHERE u.id = n.suggestion_id) AS {nameof(NoticeFound.SuggestionState)},
                 n.word AS {nameof(NoticeFound.Word)}, n.due_at AS {nameof(NoticeFound.DueAt)}, n.read_at IS NULL AS {nameof(NoticeFound.IsUnread)}
          FROM (SELECT page.id, {ExchangeSpeakers.SideSql} AS side
                  FROM (SELECT id FROM notice WHERE person_id = @personId AND due_at <= @now ORDER BY due_at DESC, id DESC LIMIT @PageSize OFFSET @Skip) page
                  JOIN notice n ON n.id = page.id LEFT JOIN exchange e ON e.id = n.exchange_id) mine
          JOIN notice n ON n.id = mine.id
          LEFT JOIN exchange e ON e.id = n.exchange_id
          LEFT JOIN capacity c ON c.id = e.capacity_id
          LEFT JOIN organization g ON g.id = n.organization_id AND {OrganizationSeenSql}
          {ExchangeSides.JoinsSql}
         ORDER BY n.due_at DESC, n.id DESC
        """;

    private const string CountSql = "SELECT COUNT(*) FROM notice n WHERE n.person_id = @personId AND n.due_at <= @now";

    private const string UnreadSql = "SELECT COUNT(*) FROM notice n WHERE n.person_id = @personId AND n.read_at IS NULL AND n.due_at <= @now";

    /// <summary>One page, from 1, and the total. Two queries.</summary>
    public Task<(IReadOnlyList<NoticeFound> Items, int Total)> RunAsync(ulong personId, int page, CancellationToken token = default)
    {
        var now = Now;
        return database.ReadAsync<(IReadOnlyList<NoticeFound>, int)>(async connection => (
            (await connection.QueryAsync<NoticeFound>(Sql, new { personId, Viewer = personId, now, PageSize, Skip = (page - 1) * PageSize })).AsList(),
            (int)await connection.ExecuteScalarAsync<long>(CountSql, new { personId, now })), token);
    }

    /// <summary>The number of unread notices.</summary>
    public Task<int> UnreadAsync(ulong personId, CancellationToken token = default)
    {
        var now = Now;
        return database.ReadAsync(async connection => (int)await connection.ExecuteScalarAsync<long>(UnreadSql, new { personId, now }), token);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <summary>Marks notices as read.</summary>
public sealed class ReadNoticesCommand(Database database, TimeProvider time)
{
    private const string Sql = "UPDATE notice SET read_at = @now WHERE person_id = @personId AND read_at IS NULL AND due_at <= @now";

    /// <summary>Marks all notices that are due as read. Returns their number.</summary>
    public Task<int> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(Sql, new { personId, now }, transaction), token);
    }
}
