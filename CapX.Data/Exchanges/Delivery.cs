using CapX.Data.Notices;

namespace CapX.Data.Exchanges;

/// <summary>The state of a message's delivery through the wiki.</summary>
public enum DeliveryState
{
    Queued,
    Sending,
    Sent,

    /// <summary>With <see cref="DeliveryReason.Unclear"/> it may have been sent nevertheless.</summary>
    Failed,
}

/// <summary>The delivery of one message through the wiki, as its sender sees it.</summary>
public sealed record Delivery
{
    // Delivery "d" of a message "m". With several recipients, shows the worst one: first a failed one, then a queued one. Queued without the sender's
    // authorization is reported as the reason.
    internal const string JoinSql = """
        LEFT JOIN delivery d ON d.id = (
          SELECT w.id FROM delivery w WHERE w.message_id = m.id AND w.sender_id = @personId
           ORDER BY FIELD(w.state, 'failed', 'queued', 'sending', 'sent'), w.id LIMIT 1)
        """;

    internal const string Columns = $"""
        d.channel AS {nameof(Channel)}, d.state AS {nameof(State)},
        CASE WHEN d.state = 'queued' AND NOT EXISTS (SELECT 1 FROM wiki_token t WHERE t.person_id = d.sender_id) THEN '{DeliveryReason.WikiAccessMissing}'
          ELSE d.reason END AS {nameof(Reason)},
        d.next_try_at AS {nameof(NextTryAt)}, d.ended_at AS {nameof(EndedAt)},
        (SELECT COUNT(*) FROM delivery w WHERE w.message_id = d.message_id AND w.sender_id = d.sender_id) AS {nameof(Ways)},
        (SELECT COUNT(*) FROM delivery w WHERE w.message_id = d.message_id AND w.sender_id = d.sender_id AND w.state = 'sent') AS {nameof(SentWays)}
        """;

    public DeliveryChannel Channel { get; init; }
    public DeliveryState State { get; init; }

    /// <summary>A code of <see cref="DeliveryReason"/>: why it waits, failed, or went to the talk page instead. Null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>UTC. Set for queued deliveries.</summary>
    public DateTime NextTryAt { get; init; }

    /// <summary>UTC. Set for sent and failed deliveries.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>The number of recipients reached through the wiki. Each manager of an organization chooses their own channel. The other properties describe the
    /// worst of these deliveries.</summary>
    public long Ways { get; init; } = 1;

    /// <summary>The number of these recipients to whom it was sent.</summary>
    public long SentWays { get; init; }
}
