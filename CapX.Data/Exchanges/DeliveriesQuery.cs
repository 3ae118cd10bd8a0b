using Dapper;

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
    public ulong MessageId { get; init; }
    public DeliveryChannel Channel { get; init; }
    public DeliveryState State { get; init; }

    /// <summary>A code of <see cref="DeliveryReason"/>: why it waits or failed, or why it went to the talk page instead; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>UTC; for what is queued.</summary>
    public DateTime NextTryAt { get; init; }

    /// <summary>UTC; for what is sent or failed.</summary>
    public DateTime? EndedAt { get; init; }
}

/// <summary>The deliveries of one exchange, to their sender only: what they say of the recipient is for nobody else, and nothing for the recipient.</summary>
public sealed class DeliveriesQuery(Database database)
{
    private const string Sql = $"""
        SELECT d.message_id AS {nameof(Delivery.MessageId)}, d.channel AS {nameof(Delivery.Channel)}, d.state AS {nameof(Delivery.State)},
               CASE WHEN d.state = 'queued' AND NOT EXISTS (SELECT 1 FROM wiki_token t WHERE t.person_id = d.sender_id) THEN '{DeliveryReason.LeaveMissing}' ELSE d.reason END AS {nameof(Delivery.Reason)},
               d.next_try_at AS {nameof(Delivery.NextTryAt)}, d.ended_at AS {nameof(Delivery.EndedAt)}
          FROM delivery d
         WHERE d.exchange_id = @exchangeId AND d.sender_id = @senderId
         ORDER BY d.message_id
        """;

    /// <summary>By message. A message without a row went no way but this tool. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<Delivery>> RunAsync(ulong exchangeId, ulong senderId, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<Delivery>>(connection => connection.Query<Delivery>(Sql, new { exchangeId, senderId }).AsList(), token);
}
