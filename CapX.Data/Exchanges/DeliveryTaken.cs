using CapX.Data.Notices;

namespace CapX.Data.Exchanges;

/// <summary>What one mail or one edit carries, taken under a lease.</summary>
public sealed record DeliveryTaken
{
    /// <summary>Who holds the lease.</summary>
    public required byte[] LeaseKey { get; init; }

    public required ulong SenderId { get; init; }

    /// <summary>The sender's user name.</summary>
    public required string SenderName { get; init; }

    public required ulong RecipientId { get; init; }

    /// <summary>The recipient's user name as of the last sign-in; null when it is another account's now.</summary>
    public required string? RecipientName { get; init; }

    /// <summary>The recipient's interface language, or null.</summary>
    public string? Language { get; init; }

    /// <summary><see cref="DeliveryChannel.Mail"/> or <see cref="DeliveryChannel.Talk"/>.</summary>
    public required DeliveryChannel Channel { get; init; }

    /// <summary>Where mail is refused, the talk page may serve.</summary>
    public bool TalkInstead { get; init; }

    /// <summary>An edit may have been made before: look for it first.</summary>
    public bool MayBeSent { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Oldest first, at least one.</summary>
    public required IReadOnlyList<DeliveryMessage> Messages { get; init; }

    /// <summary>Names this mail or edit, the same at each try.</summary>
    public ulong Id => Messages[0].DeliveryId;
}

/// <summary>One message on its way.</summary>
public sealed record DeliveryMessage
{
    public required ulong DeliveryId { get; init; }
    public required ulong ExchangeId { get; init; }

    /// <summary>What the exchange is about.</summary>
    public required string CapacityCode { get; init; }
    public required string Text { get; init; }
}
