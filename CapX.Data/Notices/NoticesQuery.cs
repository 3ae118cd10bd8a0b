using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using Dapper;

namespace CapX.Data.Notices;

/// <summary>A notice as its owner sees it.</summary>
public sealed record NoticeFound : ExchangeSides
{
    public ulong Id { get; init; }

    /// <summary>One of <see cref="NoticeKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The exchange that it is about; null where it is about something else.</summary>
    public ulong? ExchangeId { get; init; }

    /// <summary>The state of the exchange now.</summary>
    public ExchangeState State => ExchangeLife.State(StateCode);
    internal string StateCode { get; init; } = "proposed";
    public string Capacity { get; init; } = "";

    /// <summary>The address of the organization that it is about, where its owner may see it.</summary>
    public string? OrganizationSlug { get; init; }

    /// <summary>The organization's name in the first language that it gives.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>The listing that it is about, or null.</summary>
    public ulong? ListingId { get; init; }

    /// <summary>Null where its owner does not see the listing; likewise of an event.</summary>
    public string? ListingTitle { get; init; }

    /// <summary>The event that it is about; null where it is about something else, or the event is deleted.</summary>
    public ulong? EventId { get; init; }

    /// <summary>What the event is, or was, called.</summary>
    public string? EventTitle { get; init; }

    /// <summary>The decision that it is about, or null; likewise the key of a report of one's own.</summary>
    public ulong? DecisionId { get; init; }
    public string? ReportKey { get; init; }

    /// <summary>The name of an organization that was removed, and why; of a role its code and last day.</summary>
    public string? RemovedName { get; init; }
    public string? Word { get; init; }

    /// <summary>"accepted" or "declined": what a suggestion became; null where it is about something else.</summary>
    public string? SuggestionState { get; init; }

    public DateTime DueAt { get; init; }
    public bool IsUnread { get; init; }
}

/// <summary>The notices of a person, newest first.</summary>
public sealed class NoticesQuery(Database database, TimeProvider time)
{
    public const int PageSize = 50;

    // A notice is older than what its reader may see: titles are those of now, for who sees the thing now. No block lets the words of the one come to the
    // other.
    private const string EventTitleSql =
        $"(SELECT e.title FROM event e WHERE e.id = n.event_id AND {EventVisibility.SeenSql} AND NOT {EventVisibility.IsPartedSql})";
    private const string ListingTitleSql =
        $"(SELECT l.title FROM listing l WHERE l.id = n.listing_id AND ({ListingVisibility.Sql} OR {ListingVisibility.MineSql}))";

    private const string OrganizationSeenSql = """
        (g.state = 'confirmed' OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = g.id AND m.person_id = @personId
          AND (m.standing = 'manager' OR (m.standing = 'invited' AND g.state = 'proposed'))))
        """;

    // The page is found in the index alone; only its own rows are read, however far down it is.
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

    /// <summary>One page from 1, and how many there are. Two commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<(IReadOnlyList<NoticeFound> Items, int Total)> RunAsync(ulong personId, int page, CancellationToken token = default)
    {
        var now = Now;
        return database.ReadAsync<(IReadOnlyList<NoticeFound>, int)>(async connection => (
            (await connection.QueryAsync<NoticeFound>(Sql, new { personId, Viewer = personId, now, PageSize, Skip = (page - 1) * PageSize })).AsList(),
            (int)await connection.ExecuteScalarAsync<long>(CountSql, new { personId, now })), token);
    }

    /// <summary>How many are unread. Throws <see cref="DatabaseAwayException"/>.</summary>
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

    /// <summary>All that are shown to the person by now; how many there were. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<int> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(Sql, new { personId, now }, transaction), token);
    }
}
