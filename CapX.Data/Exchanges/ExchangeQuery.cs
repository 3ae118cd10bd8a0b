using System.Data.Common;
using CapX.Data.People;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>One exchange with its conversation, for one of its two parties.</summary>
public sealed class ExchangeQuery(Database database)
{
    /// <summary>The newest messages that a page shows.</summary>
    public const int MostMessages = 500;

    // The other party is named whatever its visibility: whoever agreed on something keeps knowing with whom.
    private const string Sql = $"""
        SELECT e.id AS {nameof(Row.Id)}, e.kind AS {nameof(Row.Kind)}, e.state AS {nameof(Row.State)}, e.proposer_person_id <=> @personId AS {nameof(Row.IsProposer)},
               c.code AS {nameof(Row.Capacity)}, e.method AS {nameof(Row.Method)}, e.hope AS {nameof(Row.Hope)}, e.gives AS {nameof(Row.Gives)}, e.language AS {nameof(Row.Language)},
               e.proposed_at AS {nameof(Row.ProposedAt)}, e.changed_at AS {nameof(Row.ChangedAt)},
               p.id AS {nameof(Row.OtherId)}, p.username AS {nameof(Row.OtherUsername)}, p.display_name AS {nameof(Row.OtherDisplayName)},
               (SELECT COUNT(*) FROM person_block b WHERE b.person_id = @personId AND b.blocked_id = p.id) AS {nameof(Row.BlockedByMe)},
               (SELECT COUNT(*) FROM person_block b WHERE b.blocked_id = @personId AND b.person_id = p.id) AS {nameof(Row.BlockedMe)},
               COALESCE((SELECT r.message_id FROM exchange_reading r WHERE r.exchange_id = e.id AND r.person_id = @personId), 0) AS {nameof(Row.ReadByMe)},
               COALESCE((SELECT r.message_id FROM exchange_reading r WHERE r.exchange_id = e.id AND r.person_id = p.id), 0) AS {nameof(Row.ReadByOther)},
               (SELECT d.body FROM draft d WHERE d.person_id = @personId AND d.form = CONCAT('{SendMessageCommand.DraftPrefix}', e.id)) AS {nameof(Row.Draft)}
          FROM exchange e
          JOIN capacity c ON c.id = e.capacity_id
          LEFT JOIN person p ON p.id = IF(e.proposer_person_id <=> @personId, e.recipient_person_id, e.proposer_person_id)
         WHERE e.id = @id AND @personId IN (e.proposer_person_id, e.recipient_person_id)
        """;

    private const string ChangesSql = $"""
        SELECT state AS {nameof(ChangeRow.State)}, changed_at AS {nameof(ChangeRow.ChangedAt)}, author_id AS {nameof(ChangeRow.AuthorId)}, word AS {nameof(ChangeRow.Word)}
          FROM exchange_change WHERE exchange_id = @id ORDER BY id
        """;

    private const string MessagesSql = $"""
        SELECT m.id AS {nameof(MessageRow.Id)}, m.author_id AS {nameof(MessageRow.AuthorId)}, m.text AS {nameof(MessageRow.Text)}, m.language AS {nameof(MessageRow.Language)}, m.sent_at AS {nameof(MessageRow.SentAt)},
               {Delivery.Columns}
          FROM exchange_message m
          LEFT JOIN delivery d ON d.message_id = m.id AND d.sender_id = @personId
         WHERE m.exchange_id = @id
         ORDER BY m.id DESC
         LIMIT @MostMessages
        """;

    private const string OutcomesSql = $"""
        SELECT person_id AS {nameof(OutcomeRow.PersonId)}, happened AS {nameof(OutcomeRow.Happened)}, hours AS {nameof(OutcomeRow.Hours)}, method AS {nameof(OutcomeRow.Method)},
               satisfaction AS {nameof(OutcomeRow.Satisfaction)}, learned AS {nameof(OutcomeRow.Learned)}, taught_back AS {nameof(OutcomeRow.TaughtBack)},
               may_quote AS {nameof(OutcomeRow.MayQuote)}, language AS {nameof(OutcomeRow.Language)}, written_at AS {nameof(OutcomeRow.WrittenAt)}
          FROM exchange_outcome WHERE exchange_id = @id ORDER BY written_at, person_id
        """;

    /// <summary>Null where there is none, or the person is no party of it. At most four commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<ExchangeFound?> RunAsync(ulong id, ulong personId, CancellationToken token = default) => database.ReadAsync(connection => Read(connection, id, personId), token);

    private static ExchangeFound? Read(DbConnection connection, ulong id, ulong personId)
    {
        if (connection.QuerySingleOrDefault<Row>(Sql, new { id, personId }) is not { } row) return null;
        bool? IsMine(ulong? author) => author is null ? null : author == personId;
        return new ExchangeFound
        {
            Id = row.Id,
            Kind = Enum.Parse<ExchangeKind>(row.Kind, ignoreCase: true),
            State = ExchangeLife.State(row.State),
            Side = row.IsProposer ? ExchangeSide.Proposer : ExchangeSide.Recipient,
            Other = row.OtherId is { } other ? new ExchangeParty { Id = other, Username = row.OtherUsername!, DisplayName = row.OtherDisplayName } : null,
            Capacity = row.Capacity,
            Method = Methods.OneFromBits(row.Method),
            Hope = row.Hope,
            Gives = row.Gives,
            Language = row.Language,
            ProposedAt = row.ProposedAt,
            ChangedAt = row.ChangedAt,
            IsBlockedByMe = row.BlockedByMe > 0,
            IsBlocked = row.BlockedByMe + row.BlockedMe > 0,
            Changes = [.. connection.Query<ChangeRow>(ChangesSql, new { id }).Select(c => new ExchangeChange(ExchangeLife.State(c.State), c.ChangedAt, IsMine(c.AuthorId), c.Word))],
            Messages =
            [
                .. connection.Query<MessageRow, Delivery?, ExchangeMessage>(MessagesSql, (m, delivery) => new ExchangeMessage
                {
                    Id = m.Id,
                    IsMine = m.AuthorId == personId,
                    Text = m.Text,
                    Language = m.Language,
                    SentAt = m.SentAt,
                    IsUnread = m.AuthorId != personId && m.Id > row.ReadByMe,
                    IsSeen = m.AuthorId == personId && m.Id <= row.ReadByOther,
                    Delivery = delivery,
                }, new { id, personId, MostMessages }, splitOn: nameof(Delivery.Channel)).Reverse(),
            ],
            Draft = row.Draft,
            Outcomes = !ExchangeLife.MayDocument(ExchangeLife.State(row.State)) ? [] :
            [
                .. connection.Query<OutcomeRow>(OutcomesSql, new { id }).Select(o => new ExchangeOutcome
                {
                    IsMine = o.PersonId == personId,
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

    private sealed record Row
    {
        public ulong Id { get; init; }
        public required string Kind { get; init; }
        public required string State { get; init; }
        public bool IsProposer { get; init; }
        public required string Capacity { get; init; }
        public int Method { get; init; }
        public string? Hope { get; init; }
        public string? Gives { get; init; }
        public string? Language { get; init; }
        public DateTime ProposedAt { get; init; }
        public DateTime ChangedAt { get; init; }
        public ulong? OtherId { get; init; }
        public string? OtherUsername { get; init; }
        public string? OtherDisplayName { get; init; }
        public long BlockedByMe { get; init; }
        public long BlockedMe { get; init; }
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
    }

    private sealed record MessageRow
    {
        public ulong Id { get; init; }
        public ulong AuthorId { get; init; }
        public required string Text { get; init; }
        public string? Language { get; init; }
        public DateTime SentAt { get; init; }
    }

    private sealed record OutcomeRow
    {
        public ulong PersonId { get; init; }
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
