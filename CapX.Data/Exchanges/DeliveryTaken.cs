using CapX.Data.Notices;

namespace CapX.Data.Exchanges;

/// <summary>The content of one mail or one talk page edit, taken under a lease.</summary>
public sealed record DeliveryTaken
{
    /// <summary>Identifies the lease.</summary>
    public required byte[] LeaseKey { get; init; }

    public required ulong SenderId { get; init; }

    public required string SenderName { get; init; }

    public required ulong RecipientId { get; init; }

    /// <summary>The recipient's user name at their last login. Null when it now belongs to another account.</summary>
    public required string? RecipientName { get; init; }

    /// <summary>The recipient's interface language, or null.</summary>
    public string? Language { get; init; }

    /// <see cref="DeliveryChannel.Mail"/> or <see cref="DeliveryChannel.Talk"/>.
    public required DeliveryChannel Channel { get; init; }

    /// <summary>The talk page may be used when mail is refused.</summary>
    public bool TalkInstead { get; init; }

    /// <summary>The edit may have been made before, so look for it first.</summary>
    public bool MayBeSent { get; init; }

    /// <summary>The number of previous attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>Oldest first, at least one.</summary>
    public required IReadOnlyList<DeliveryMessage> Messages { get; init; }

    /// <summary>Identifies this mail or edit, the same at each attempt.</summary>
    public ulong Id => Messages[0].DeliveryId;
}

/// <summary>One message of a delivery.</summary>
public sealed record DeliveryMessage
{
    public required ulong DeliveryId { get; init; }
    public required ulong ExchangeId { get; init; }

    /// <summary>The code of the capacity that the exchange is about.</summary>
    public required string CapacityCode { get; init; }
    public required string Text { get; init; }
}
