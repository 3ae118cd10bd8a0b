using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Notices;

/// <summary>A notice as shown to its recipient.</summary>
public sealed record NoticeFound
{
    public ulong Id { get; init; }

    /// <summary>One of <see cref="NoticeKind"/>, or one that a kind of content declares.</summary>
    public required string Kind { get; init; }

    /// <summary>The exchange concerned, or null.</summary>
    public ulong? ExchangeId { get; init; }

    /// <summary>The code of the kind of content concerned. Null for a notice about something else.</summary>
    public string? Content => NoticeKind.ContentOf(Kind);

    /// <summary>True while the content exists.</summary>
    public bool HasContent { get; init; }

    /// <summary>The public key of the content. Null when it has no page of its own or the recipient may not see it.</summary>
    public string? ContentKey { get; init; }

    /// <summary>The current title of the content. Null when the recipient may not see it.</summary>
    public string? Title { get; init; }

    /// <summary>The decision concerned, or null. <see cref="ReportKey"/> is the key of the recipient's own report.</summary>
    public ulong? DecisionId { get; init; }
    public string? ReportKey { get; init; }

    /// <summary>The last name of something that no longer exists, or a role's code.</summary>
    public string? Name { get; init; }

    /// <summary>The reason why it was removed, the role's last day, or a code for what happened to the content.</summary>
    public string? Word { get; init; }

    public DateTime DueAt { get; init; }
    public bool IsUnread { get; init; }
}

/// <summary>Reads a person's notices, newest first.</summary>
public sealed class NoticesQuery(Database database, TimeProvider time)
{
    public const int PageSize = 50;

    // Permissions may have changed since the notice was made. Titles are the current ones, and only when the recipient may see the content now.
    private static readonly string TitleSql = ContentKind.CaseSql("content.kind", kind => kind.TitleSql("content.id"));
    private static readonly string KeySql = ContentKind.CaseSql("content.kind", kind => kind.PublicKeySql("content.id"));

    // A deferred join: the innermost query finds the page in the index alone, so only its own rows are read at any offset.
    private static readonly string Sql = $"""
        SELECT f.id AS {nameof(NoticeFound.Id)}, f.kind AS {nameof(NoticeFound.Kind)}, f.exchange_id AS {nameof(NoticeFound.ExchangeId)},
               f.content_id IS NOT NULL AS {nameof(NoticeFound.HasContent)}, f.title AS {nameof(NoticeFound.Title)},
               IF(f.title IS NULL, NULL, f.content_key) AS {nameof(NoticeFound.ContentKey)},
               f.decision_id AS {nameof(NoticeFound.DecisionId)},
                 (SELECT LOWER(HEX(o.form_key)) FROM report o WHERE o.id = f.report_id) AS {nameof(NoticeFound.ReportKey)},
               f.name AS {nameof(NoticeFound.Name)}, f.word AS {nameof(NoticeFound.Word)}, f.due_at AS {nameof(NoticeFound.DueAt)},
               f.read_at IS NULL AS {nameof(NoticeFound.IsUnread)}
          FROM (SELECT n.id, n.kind, n.exchange_id, n.content_id, n.decision_id, n.report_id, n.name, n.word, n.due_at, n.read_at, {TitleSql} AS title,
                       {KeySql} AS content_key
                  FROM (SELECT id FROM notice WHERE person_id = @personId AND due_at <= @now ORDER BY due_at DESC, id DESC LIMIT @PageSize OFFSET @Skip) page
                  JOIN notice n ON n.id = page.id
                  LEFT JOIN content ON content.id = n.content_id) f
         ORDER BY f.due_at DESC, f.id DESC
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
