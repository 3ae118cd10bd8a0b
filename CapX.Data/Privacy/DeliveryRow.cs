using CapX.Data.Exchanges;

namespace CapX.Data.Privacy;

/// <summary>The way of one message through the wiki.</summary>
public sealed record DeliveryRow
{
    public ulong ExchangeId { get; init; }
    public ulong MessageId { get; init; }

    /// <summary>"sender" or "recipient".</summary>
    public required string Side { get; init; }
    public required string Channel { get; init; }

    /// <summary>Whether the talk page may serve where mail is refused.</summary>
    public bool TalkInstead { get; init; }
    public required string State { get; init; }

    /// <summary>A code of <see cref="DeliveryReason"/>; to the recipient only what it says of the recipient.</summary>
    public string? Reason { get; init; }

    /// <summary>How often it was tried; to the sender only.</summary>
    public int? Attempts { get; init; }
    public DateTime QueuedAt { get; init; }

    /// <summary>To the sender only: the wiki's limits are the sender's.</summary>
    public DateTime? NextTryAt { get; init; }

    /// <summary>When the wiki was told to send.</summary>
    public DateTime? BegunAt { get; init; }
    public DateTime? EndedAt { get; init; }
}
