using CapX.Data.Content;

namespace CapX.Data.Exchanges;

/// <summary>Data stored about a person's exchanges: what they wrote and did, but not what others wrote.</summary>
public sealed record ExportedExchanges
{
    // The person's own exchanges, and those they proposed for an organization. Other exchanges of an organization are not personal data of this person.
    private const string ExchangeIdsSql = """
        SELECT e.id FROM exchange e WHERE e.proposer_person_id = @personId
        UNION ALL SELECT e.id FROM exchange e WHERE e.recipient_person_id = @personId
        UNION ALL SELECT e.id FROM exchange_change h JOIN exchange e ON e.id = h.exchange_id AND e.proposer_organization_id IS NOT NULL
         AND NOT e.recipient_person_id <=> @personId
                   WHERE h.author_id = @personId AND h.state = 'proposed'
        """;

    private const string ExchangeSql = $"""
        SELECT e.id AS {nameof(ExchangeRow.Id)}, IF(e.recipient_person_id <=> @personId, 'recipient', 'proposer') AS {nameof(ExchangeRow.Side)},
               e.kind AS {nameof(ExchangeRow.Kind)},
               c.code AS {nameof(ExchangeRow.Capacity)}, e.method AS {nameof(ExchangeRow.MethodBits)},
                 IF(e.recipient_person_id <=> @personId, NULL, e.hope) AS {nameof(ExchangeRow.Hope)},
               IF(e.recipient_person_id <=> @personId, NULL, e.gives) AS {nameof(ExchangeRow.Gives)},
               IF(e.recipient_person_id <=> @personId, NULL, e.language) AS {nameof(ExchangeRow.Language)},
               p.username AS {nameof(ExchangeRow.Other)}, g.slug AS {nameof(ExchangeRow.OtherOrganization)}, u.slug AS {nameof(ExchangeRow.ForOrganization)},
               e.listing_id AS {nameof(ExchangeRow.ListingId)}, e.state AS {nameof(ExchangeRow.State)}, e.proposed_at AS {nameof(ExchangeRow.ProposedAt)},
               e.changed_at AS {nameof(ExchangeRow.ChangedAt)}
          FROM exchange e
          JOIN capacity c ON c.id = e.capacity_id
          LEFT JOIN person p ON p.id = IF(e.recipient_person_id <=> @personId, e.proposer_person_id, e.recipient_person_id)
          LEFT JOIN organization g ON g.id = IF(e.recipient_person_id <=> @personId, e.proposer_organization_id, e.recipient_organization_id)
          LEFT JOIN organization u ON u.id = IF(e.recipient_person_id <=> @personId, NULL, e.proposer_organization_id)
         WHERE e.id IN @ids ORDER BY e.id
        """;

    private const string ChangeSql = $"""
        SELECT exchange_id AS {nameof(ChangeRow.ExchangeId)}, state AS {nameof(ChangeRow.State)}, word AS {nameof(ChangeRow.Word)},
               changed_at AS {nameof(ChangeRow.ChangedAt)}
          FROM exchange_change WHERE author_id = @personId ORDER BY id
        """;

    private const string MessageSql = $"""
        SELECT id AS {nameof(MessageRow.Id)}, exchange_id AS {nameof(MessageRow.ExchangeId)}, side AS {nameof(MessageRow.Side)},
               text AS {nameof(MessageRow.Text)}, language AS {nameof(MessageRow.Language)}, sent_at AS {nameof(MessageRow.SentAt)}
          FROM exchange_message WHERE author_id = @personId ORDER BY id
        """;

    private const string OutcomeSql = $"""
        SELECT exchange_id AS {nameof(OutcomeRow.ExchangeId)}, side AS {nameof(OutcomeRow.Side)}, happened AS {nameof(OutcomeRow.Happened)},
               hours AS {nameof(OutcomeRow.Hours)}, method AS {nameof(OutcomeRow.MethodBits)},
               satisfaction AS {nameof(OutcomeRow.Satisfaction)}, learned AS {nameof(OutcomeRow.Learned)}, taught_back AS {nameof(OutcomeRow.TaughtBack)},
                 may_quote AS {nameof(OutcomeRow.MayQuote)},
               language AS {nameof(OutcomeRow.Language)}, written_at AS {nameof(OutcomeRow.WrittenAt)}
          FROM exchange_outcome WHERE person_id = @personId ORDER BY exchange_id
        """;

    private const string ReadingSql = $"""
        SELECT exchange_id AS {nameof(ReadingRow.ExchangeId)}, message_id AS {nameof(ReadingRow.MessageId)} FROM exchange_reading WHERE person_id = @personId
         ORDER BY exchange_id
        """;

    private const string BlockSql = $"""
        SELECT b.blocked_id AS {nameof(BlockRow.BlockedId)}, p.username AS {nameof(BlockRow.Username)}, b.blocked_at AS {nameof(BlockRow.BlockedAt)}
          FROM person_block b JOIN person p ON p.id = b.blocked_id WHERE b.person_id = @personId ORDER BY b.blocked_id
        """;

    private const string KeptBlockSql =
        $"SELECT k.blocked_at AS {nameof(KeptBlockRow.BlockedAt)} FROM kept_block k WHERE k.person_id = @personId ORDER BY k.blocked_at, k.id";

    private const string NoticeSql = $"""
        SELECT id AS {nameof(NoticeRow.Id)}, kind AS {nameof(NoticeRow.Kind)}, exchange_id AS {nameof(NoticeRow.ExchangeId)},
               (SELECT k.kind FROM content k WHERE k.id = notice.content_id) AS {nameof(NoticeRow.Content)}, content_id AS {nameof(NoticeRow.ContentId)},
               name AS {nameof(NoticeRow.Name)}, word AS {nameof(NoticeRow.Word)}, made_at AS {nameof(NoticeRow.MadeAt)}, due_at AS {nameof(NoticeRow.DueAt)},
                 read_at AS {nameof(NoticeRow.ReadAt)}
          FROM notice IGNORE INDEX FOR ORDER BY (PRIMARY) WHERE person_id = @personId ORDER BY id
        """;

    private const string ContactSql = $"""
        SELECT channel AS {nameof(ContactRow.Channel)}, talk_instead AS {nameof(ContactRow.TalkInstead)}, gathered AS {nameof(ContactRow.Gathered)},
               shows_count AS {nameof(ContactRow.ShowsCount)}, silent AS {nameof(ContactRow.Silent)}
          FROM contact_choice WHERE person_id = @personId
        """;

    public required ExportedRows<ExchangeRow> Exchanges { get; init; }
    public required ExportedRows<ChangeRow> Changes { get; init; }
    public required ExportedRows<MessageRow> Messages { get; init; }
    public required ExportedRows<OutcomeRow> Outcomes { get; init; }
    public required ExportedRows<ReadingRow> Readings { get; init; }
    public required ExportedRows<BlockRow> Blocks { get; init; }

    /// <summary>Blocks against accounts that were erased since. Former members have no name.</summary>
    public required ExportedRows<KeptBlockRow> KeptBlocks { get; init; }
    public required ExportedRows<NoticeRow> Notices { get; init; }

    /// <summary>The contact settings. Null when the person uses the defaults.</summary>
    public required ContactRow? Contact { get; init; }

    internal static async Task<ExportedExchanges> ReadAsync(ExportReader reader) => new()
    {
        Exchanges = await reader.RowsByIdAsync<ExchangeRow>(ExchangeIdsSql, ExchangeSql),
        Changes = await reader.RowsAsync<ChangeRow>(ChangeSql),
        Messages = await reader.RowsAsync<MessageRow>(MessageSql),
        Outcomes = await reader.RowsAsync<OutcomeRow>(OutcomeSql),
        Readings = await reader.RowsAsync<ReadingRow>(ReadingSql),
        Blocks = await reader.RowsAsync<BlockRow>(BlockSql),
        KeptBlocks = await reader.RowsAsync<KeptBlockRow>(KeptBlockSql),
        Notices = await reader.RowsAsync<NoticeRow>(NoticeSql),
        Contact = await reader.OneAsync<ContactRow>(ContactSql),
    };

    public sealed record ExchangeRow
    {
        public ulong Id { get; init; }

        /// <summary>"proposer" or "recipient".</summary>
        public required string Side { get; init; }

        /// <summary>The other person's user name. Null when that account was erased.</summary>
        public string? Other { get; init; }

        /// <summary>The slug of the other organization. Null when the other side is a person.</summary>
        public string? OtherOrganization { get; init; }

        /// <summary>The slug of the organization for which the person made the proposal.</summary>
        public string? ForOrganization { get; init; }

        /// <summary>The listing concerned.</summary>
        public ulong? ListingId { get; init; }
        public required string Kind { get; init; }
        public required string Capacity { get; init; }
        public string? Method => Data.Methods.OneFromBits(MethodBits);
        internal int MethodBits { get; init; }
        public string? Hope { get; init; }
        public string? Gives { get; init; }
        public string? Language { get; init; }
        public required string State { get; init; }
        public DateTime ProposedAt { get; init; }
        public DateTime ChangedAt { get; init; }
    }

    public sealed record ChangeRow
    {
        public ulong ExchangeId { get; init; }
        public required string State { get; init; }
        public string? Word { get; init; }
        public DateTime ChangedAt { get; init; }
    }

    public sealed record MessageRow
    {
        public ulong Id { get; init; }
        public ulong ExchangeId { get; init; }

        /// <summary>The side for which it was written.</summary>
        public required string Side { get; init; }
        public required string Text { get; init; }
        public string? Language { get; init; }
        public DateTime SentAt { get; init; }
    }

    public sealed record OutcomeRow
    {
        public ulong ExchangeId { get; init; }

        /// <summary>The side for which it was written.</summary>
        public required string Side { get; init; }
        public bool Happened { get; init; }
        public decimal? Hours { get; init; }
        public string? Method => Data.Methods.OneFromBits(MethodBits);
        internal int MethodBits { get; init; }
        public int? Satisfaction { get; init; }
        public string? Learned { get; init; }
        public string? TaughtBack { get; init; }
        public bool MayQuote { get; init; }
        public string? Language { get; init; }
        public DateTime WrittenAt { get; init; }
    }

    /// <summary>The last message the person has read in an exchange.</summary>
    public sealed record ReadingRow
    {
        public ulong ExchangeId { get; init; }
        public ulong MessageId { get; init; }
    }

    /// <summary>A person blocked by the exporting person.</summary>
    public sealed record BlockRow
    {
        public ulong BlockedId { get; init; }
        public required string Username { get; init; }
        public DateTime BlockedAt { get; init; }
    }

    /// <summary>A block against an account that was erased since.</summary>
    public sealed record KeptBlockRow
    {
        public DateTime BlockedAt { get; init; }
    }

    public sealed record NoticeRow
    {
        public ulong Id { get; init; }
        public required string Kind { get; init; }
        public ulong? ExchangeId { get; init; }

        /// <summary>The kind of the content concerned, such as "listing", and its id. Null for a notice about something else.</summary>
        public string? Content { get; init; }
        public ulong? ContentId { get; init; }

        /// <summary>The name of a removed organization, or a role's code. <see cref="Word"/> is the reason, or the role's last day.</summary>
        public string? Name { get; init; }
        public string? Word { get; init; }
        public DateTime MadeAt { get; init; }
        public DateTime DueAt { get; init; }
        public DateTime? ReadAt { get; init; }
    }

    public sealed record ContactRow
    {
        public required string Channel { get; init; }
        public bool TalkInstead { get; init; }
        public bool Gathered { get; init; }
        public bool ShowsCount { get; init; }
        public required string Silent { get; init; }
    }
}

/// <summary>The part of the export with what a person has at exchanges.</summary>
internal sealed class ExchangesExport : ExportPart
{
    public override string Key => "exchanges";

    internal override async Task<object> ReadAsync(ExportReader reader) => await ExportedExchanges.ReadAsync(reader);
}
