using System.Data.Common;
using System.Globalization;
using CapX.Data.Content;
using CapX.Data.Listings;
using CapX.Data.People;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Reads one exchange with its conversation, for people who speak for one of its sides.</summary>
public sealed class ExchangeQuery(Database database)
{
    /// <summary>The maximum number of messages on a page, the newest ones.</summary>
    public const int MostMessages = 500;

    // The other texts of a proposal are hidden together with its first message. Their author can still read hidden ones.
    private const string ProposalHeldBackSql = """
        EXISTS (SELECT 1 FROM exchange_message f WHERE f.id = (SELECT MIN(i.id) FROM exchange_message i WHERE i.exchange_id = e.id)
          AND (f.moderated = 'removed' OR (f.moderated = 'hidden' AND f.author_id <> @personId)))
        """;

    private static readonly string Sql = $"""
        SELECT {ExchangeSides.ColumnsSql}, e.id AS {nameof(Row.Id)}, e.kind AS {nameof(Row.Kind)}, e.state AS {nameof(Row.State)},
               l.id AS {nameof(Row.AboutId)}, l.title AS {nameof(Row.AboutTitle)}, l.language AS {nameof(Row.AboutLanguage)},
               c.code AS {nameof(Row.Capacity)}, e.method AS {nameof(Row.Method)}, IF({ProposalHeldBackSql}, NULL, e.hope) AS {nameof(Row.Hope)},
                 IF({ProposalHeldBackSql}, NULL, e.gives) AS {nameof(Row.Gives)}, e.language AS {nameof(Row.Language)},
               e.proposed_at AS {nameof(Row.ProposedAt)}, e.changed_at AS {nameof(Row.ChangedAt)},
               COALESCE(p.id, (SELECT GROUP_CONCAT(m.person_id) FROM organization_person m WHERE m.organization_id = o.id
                 AND {Managing.Sql})) AS {nameof(Row.OtherSpeakers)},
               EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = @personId AND b.blocked_id = p.id) AS {nameof(Row.IsBlockedByMe)},
               u.id IS NULL AND {PersonBlock.BetweenSql("@personId", "p.id")} AS {nameof(Row.IsBlocked)},
               COALESCE((SELECT r.message_id FROM exchange_reading r WHERE r.exchange_id = e.id AND r.person_id = @personId), 0) AS {nameof(Row.ReadByMe)},
               COALESCE((SELECT MAX(r.message_id) FROM exchange_reading r WHERE r.exchange_id = e.id AND (r.person_id = p.id
                           OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = o.id AND m.person_id = r.person_id
                             AND {Managing.Sql}))), 0) AS {nameof(Row.ReadByOther)},
               EXISTS (SELECT 1 FROM notice n WHERE n.person_id = @personId AND n.exchange_id = e.id AND n.read_at IS NULL) AS {nameof(Row.HasNotices)},
               (SELECT d.body FROM draft d WHERE d.person_id = @personId AND d.form = CONCAT('{SendMessageCommand.DraftPrefix}', e.id)) AS {nameof(Row.Draft)}
          FROM (SELECT e.id, {ExchangeSpeakers.SideSql} AS side FROM exchange e WHERE e.id = @id) mine
          JOIN exchange e ON e.id = mine.id
          JOIN capacity c ON c.id = e.capacity_id
          {ExchangeSides.JoinsSql}
          LEFT JOIN listing l ON l.id = e.listing_id AND {ListingVisibility.Sql}
         WHERE mine.side IS NOT NULL
        """;

    private const string ChangesSql = $"""
        SELECT h.state AS {nameof(ChangeRow.State)}, h.changed_at AS {nameof(ChangeRow.ChangedAt)}, h.author_id AS {nameof(ChangeRow.AuthorId)},
               h.word AS {nameof(ChangeRow.Word)},
               a.username AS {nameof(ChangeRow.Author)}, a.display_name AS {nameof(ChangeRow.AuthorShown)}
          FROM exchange_change h LEFT JOIN person a ON a.id = h.author_id
         WHERE h.exchange_id = @id ORDER BY h.id
        """;

    private const string MessagesSql = $"""
        SELECT m.id AS {nameof(MessageRow.Id)}, m.author_id AS {nameof(MessageRow.AuthorId)}, m.side AS {nameof(MessageRow.Side)},
               a.username AS {nameof(MessageRow.Author)}, a.display_name AS {nameof(MessageRow.AuthorShown)},
               IF(m.moderated IS NULL OR (m.moderated = 'hidden' AND m.author_id = @personId), m.text, '') AS {nameof(MessageRow.Text)},
               m.moderated IS NOT NULL AS {nameof(MessageRow.IsHidden)}, m.language AS {nameof(MessageRow.Language)}, m.sent_at AS {nameof(MessageRow.SentAt)},
               {Delivery.Columns}
          FROM exchange_message m
          JOIN person a ON a.id = m.author_id
          {Delivery.JoinSql}
         WHERE m.exchange_id = @id
         ORDER BY m.id DESC
         LIMIT @MostMessages
        """;

    private const string OutcomesSql = $"""
        SELECT o.person_id AS {nameof(OutcomeRow.PersonId)}, a.username AS {nameof(OutcomeRow.Author)}, a.display_name AS {nameof(OutcomeRow.AuthorShown)},
               happened AS {nameof(OutcomeRow.Happened)}, hours AS {nameof(OutcomeRow.Hours)}, method AS {nameof(OutcomeRow.Method)},
               satisfaction AS {nameof(OutcomeRow.Satisfaction)}, learned AS {nameof(OutcomeRow.Learned)}, taught_back AS {nameof(OutcomeRow.TaughtBack)},
               may_quote AS {nameof(OutcomeRow.MayQuote)}, language AS {nameof(OutcomeRow.Language)}, written_at AS {nameof(OutcomeRow.WrittenAt)}
          FROM exchange_outcome o JOIN person a ON a.id = o.person_id
         WHERE o.exchange_id = @id ORDER BY o.written_at, o.person_id
        """;

    /// <summary>Null when the exchange does not exist or the person speaks for neither side. At most four SQL commands.</summary>
    public Task<ExchangeFound?> RunAsync(ulong id, ulong personId, CancellationToken token = default) =>
        database.ReadAsync(connection => ReadAsync(connection, id, personId), token);

    private static async Task<ExchangeFound?> ReadAsync(DbConnection connection, ulong id, ulong personId)
    {
        if (await connection.QuerySingleOrDefaultAsync<Row>(Sql, new { id, personId, Viewer = personId }) is not { } row) return null;
        bool? IsMine(ulong? author) => author is null ? null : author == personId;
        return new ExchangeFound
        {
            Id = row.Id,
            Kind = Enum.Parse<ExchangeKind>(row.Kind, ignoreCase: true),
            State = ExchangeLife.State(row.State),
            Side = row.ViewerSide,
            Other = row.Other,
            Own = row.Own,
            OtherSpeakers = [.. (row.OtherSpeakers ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(id => (ulong?)ulong.Parse(id, CultureInfo.InvariantCulture))],
            HasNotices = row.HasNotices,
            Capacity = row.Capacity,
            Listing = row.Listing,
            Method = Methods.OneFromBits(row.Method),
            Hope = row.Hope,
            Gives = row.Gives,
            Language = row.Language,
            ProposedAt = row.ProposedAt,
            ChangedAt = row.ChangedAt,
            IsBlockedByMe = row.IsBlockedByMe,
            IsBlocked = row.IsBlocked,
            Changes = [.. (await connection.QueryAsync<ChangeRow>(ChangesSql, new { id })).Select(c =>
                new ExchangeChange(ExchangeLife.State(c.State), c.ChangedAt, IsMine(c.AuthorId), c.Word,
                    c.Author is null ? null : PersonNames.PlainOf(c.Author, c.AuthorShown)))],
            Messages =
            [
                .. (await connection.QueryAsync<MessageRow, Delivery?, ExchangeMessage>(MessagesSql, (m, delivery) => new ExchangeMessage
                {
                    Id = m.Id,
                    IsMine = m.AuthorId == personId,
                    IsOurs = m.Side == row.SideCode,
                    AuthorNames = new PersonNames(m.Author, m.AuthorShown),
                    Text = m.Text,
                    IsHidden = m.IsHidden,
                    Language = m.Language,
                    SentAt = m.SentAt,
                    IsUnread = m.Side != row.SideCode && m.Id > row.ReadByMe,
                    // Across a block, neither person learns anything about the other, not even that something was read.
                    IsSeen = m.Side == row.SideCode && m.Id <= row.ReadByOther && !row.IsBlocked,
                    Delivery = delivery,
                }, new { id, personId, MostMessages }, splitOn: nameof(Delivery.Channel))).Reverse(),
            ],
            Draft = row.Draft,
            Outcomes = !ExchangeLife.MayDocument(ExchangeLife.State(row.State)) ? [] :
            [
                .. (await connection.QueryAsync<OutcomeRow>(OutcomesSql, new { id })).Select(o => new ExchangeOutcome
                {
                    IsMine = o.PersonId == personId,
                    Author = PersonNames.PlainOf(o.Author, o.AuthorShown),
                    Happened = o.Happened,
                    Hours = o.Hours,
                    Method = Methods.OneFromBits(o.Method),
                    Satisfaction = o.Satisfaction,
                    Learned = o.Learned,
                    TaughtBack = o.TaughtBack,
                    MayQuote = o.MayQuote,
                    Language = o.Language,
                    WrittenAt = o.WrittenAt,
                }),
            ],
        };
    }

    private sealed record Row : ExchangeSides
    {
        public ulong Id { get; init; }
        public required string Kind { get; init; }
        public required string State { get; init; }
        public required string Capacity { get; init; }
        public int Method { get; init; }
        public string? Hope { get; init; }
        public string? Gives { get; init; }
        public string? Language { get; init; }
        public DateTime ProposedAt { get; init; }
        public DateTime ChangedAt { get; init; }
        public string? OtherSpeakers { get; init; }
        public bool HasNotices { get; init; }
        public bool IsBlockedByMe { get; init; }
        public bool IsBlocked { get; init; }
        public ulong ReadByMe { get; init; }
        public ulong ReadByOther { get; init; }
        public string? Draft { get; init; }
    }

    private sealed record ChangeRow
    {
        public required string State { get; init; }
        public DateTime ChangedAt { get; init; }
        public ulong? AuthorId { get; init; }
        public string? Word { get; init; }
        public string? Author { get; init; }
        public string? AuthorShown { get; init; }
    }

    private sealed record MessageRow
    {
        public ulong Id { get; init; }
        public ulong AuthorId { get; init; }
        public required string Side { get; init; }
        public required string Author { get; init; }
        public string? AuthorShown { get; init; }
        public required string Text { get; init; }
        public bool IsHidden { get; init; }
        public string? Language { get; init; }
        public DateTime SentAt { get; init; }
    }

    private sealed record OutcomeRow
    {
        public ulong PersonId { get; init; }
        public required string Author { get; init; }
        public string? AuthorShown { get; init; }
        public bool Happened { get; init; }
        public decimal? Hours { get; init; }
        public int Method { get; init; }
        public int? Satisfaction { get; init; }
        public string? Learned { get; init; }
        public string? TaughtBack { get; init; }
        public bool MayQuote { get; init; }
        public string? Language { get; init; }
        public DateTime WrittenAt { get; init; }
    }
}
