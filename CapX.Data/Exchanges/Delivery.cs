namespace CapX.Data.Exchanges;

/// <summary>What became of a message on its way through the wiki.</summary>
public enum DeliveryState
{
    Queued,
    Sending,
    Sent,

    /// <summary>With <see cref="DeliveryReason.Unclear"/> it may have been sent all the same.</summary>
    Failed,
}

/// <summary>The way of one message through the wiki, as its sender sees it.</summary>
public sealed record Delivery
{
    // Of delivery d; what waits for a leave that is not given says so. To several recipients a message goes several ways: what went wrong is told first, then
    // what waits.
    internal const string JoinSql = """
        LEFT JOIN delivery d ON d.id = (
          SELECT w.id FROM delivery w WHERE w.message_id = m.id AND w.sender_id = @personId
           ORDER BY FIELD(w.state, 'failed', 'queued', 'sending', 'sent'), w.id LIMIT 1)
        """;

    internal const string Columns = $"""
        d.channel AS {nameof(Channel)}, d.state AS {nameof(State)},
        CASE WHEN d.state = 'queued' AND NOT EXISTS (SELECT 1 FROM wiki_token t WHERE t.person_id = d.sender_id) THEN '{DeliveryReason.LeaveMissing}'
          ELSE d.reason END AS {nameof(Reason)},
        d.next_try_at AS {nameof(NextTryAt)}, d.ended_at AS {nameof(EndedAt)},
        (SELECT COUNT(*) FROM delivery w WHERE w.message_id = d.message_id AND w.sender_id = d.sender_id) AS {nameof(Ways)},
        (SELECT COUNT(*) FROM delivery w WHERE w.message_id = d.message_id AND w.sender_id = d.sender_id AND w.state = 'sent') AS {nameof(SentWays)}
        """;

    public DeliveryChannel Channel { get; init; }
    public DeliveryState State { get; init; }

    /// <summary>A code of <see cref="DeliveryReason"/>: why it waits or failed, or why it went to the talk page instead; null where there is nothing to
    /// say.</summary>
    public string? Reason { get; init; }

    /// <summary>UTC; for what is queued.</summary>
    public DateTime NextTryAt { get; init; }

    /// <summary>UTC; for what is sent or failed.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>To how many recipients it goes through the wiki: managers of an organization choose each for themselves. All else here is about the one of them
    /// where it went worst.</summary>
    public long Ways { get; init; } = 1;

    /// <summary>To how many of them it was sent.</summary>
    public long SentWays { get; init; }
}
