using CapX.Data.Exchanges;

namespace CapX.Data.Privacy;

/// <summary>The delivery of one message through the wiki.</summary>
public sealed record DeliveryRow
{
    public ulong ExchangeId { get; init; }
    public ulong MessageId { get; init; }

    /// <summary>"sender" or "recipient".</summary>
    public required string Side { get; init; }
    public required string Channel { get; init; }

    /// <summary>True when the talk page may be used if mail is refused.</summary>
    public bool TalkInstead { get; init; }
    public required string State { get; init; }

    /// <summary>A code of <see cref="DeliveryReason"/>. The recipient gets only reasons about themselves.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of attempts. For the sender only.</summary>
    public int? Attempts { get; init; }
    public DateTime QueuedAt { get; init; }

    /// <summary>For the sender only, because the wiki's rate limits are the sender's.</summary>
    public DateTime? NextTryAt { get; init; }

    /// <summary>When the send request to the wiki began.</summary>
    public DateTime? BegunAt { get; init; }
    public DateTime? EndedAt { get; init; }
}
