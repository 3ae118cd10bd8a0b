using CapX.Data.People;

namespace CapX.Data.Exchanges;

/// <summary>Whether the proposer asks for help or offers it.</summary>
public enum ExchangeKind
{
    Ask,
    Offer,
}

/// <summary>An exchange as one of its parties sees it.</summary>
public sealed record ExchangeFound
{
    public required ulong Id { get; init; }
    public required ExchangeKind Kind { get; init; }
    public required ExchangeState State { get; init; }

    /// <summary>The viewer's side.</summary>
    public required ExchangeSide Side { get; init; }

    /// <summary>The other party. Null when that account was erased or that organization was removed.</summary>
    public required ExchangeParty? Other { get; init; }

    /// <summary>The organization for which the viewer speaks. Null when the viewer takes part personally.</summary>
    public ExchangeParty? Own { get; init; }

    /// <summary>The central ids of the people who speak for the other side. Their open pages show how far the viewer has read.</summary>
    public required IReadOnlyList<ulong?> OtherSpeakers { get; init; }

    /// <summary>The code of the capacity that it is about.</summary>
    public required string Capacity { get; init; }

    /// <summary>The listing from which it came. Null when there is none or the viewer may not see it.</summary>
    public ExchangeListing? Listing { get; init; }

    /// <summary>One of <see cref="Data.Methods"/>, or null.</summary>
    public string? Method { get; init; }
    public string? Hope { get; init; }
    public string? Gives { get; init; }

    /// <summary>The language of the proposer's texts.</summary>
    public string? Language { get; init; }
    public required DateTime ProposedAt { get; init; }
    public required DateTime ChangedAt { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ExchangeChange> Changes { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ExchangeMessage> Messages { get; init; }

    /// <summary>What came of it, according to either side.</summary>
    public required IReadOnlyList<ExchangeOutcome> Outcomes { get; init; }

    /// <summary>The viewer's unsent message, as the body of a draft. Null when there is none.</summary>
    public string? Draft { get; init; }

    /// <summary>True when the viewer blocked the other person.</summary>
    public bool IsBlockedByMe { get; init; }

    /// <summary>True when one of two persons blocked the other, so that nothing more can be written. Never true with an organization, where another manager can
    /// answer.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>True when the viewer has unread messages from the other side.</summary>
    public bool HasUnread => Messages.Any(m => m.IsUnread);

    /// <summary>True when the viewer has an unread notice about it.</summary>
    public bool HasNotices { get; init; }

    public bool IsNews => HasUnread || HasNotices;

    public bool MayWrite => Other is not null && !IsBlocked && ExchangeLife.MayWrite(State);

    /// <summary>True when the viewer can say what came of it.</summary>
    public bool MayDocument => !IsBlocked && ExchangeLife.MayDocument(State);
}

/// <summary>A change of state. <c>IsMine</c> is null when it happened by time or its author's account was erased.</summary>
public sealed record ExchangeChange(ExchangeState State, DateTime At, bool? IsMine, string? Word, string? Author);

/// <summary>One message of the conversation.</summary>
public sealed record ExchangeMessage
{
    public required ulong Id { get; init; }
    public required bool IsMine { get; init; }

    /// <summary>Written on the viewer's side: by the viewer, or by another manager of the same organization.</summary>
    public required bool IsOurs { get; init; }

    public required PersonNames AuthorNames { get; init; }

    /// <summary>The author's names in plain text.</summary>
    public string Author => AuthorNames.Plain;
    public required string Text { get; init; }

    /// <summary>Moderators hid or removed it. Only the author can still read the text of a hidden one.</summary>
    public bool IsHidden { get; init; }
    public string? Language { get; init; }
    public required DateTime SentAt { get; init; }

    /// <summary>Written by the other side, and not yet read by the viewer.</summary>
    public bool IsUnread { get; init; }

    /// <summary>Written on the viewer's side, and read by someone on the other side.</summary>
    public bool IsSeen { get; init; }

    /// <summary>The delivery through the wiki. Only the sender gets it, because it reveals something about the recipient. Null when it was not sent through the
    /// wiki.</summary>
    public Delivery? Delivery { get; init; }
}

/// <summary>What came of an exchange, according to one person of one side.</summary>
public sealed record ExchangeOutcome
{
    public required bool IsMine { get; init; }

    /// <summary>The author's names in plain text.</summary>
    public required string Author { get; init; }
    public required bool Happened { get; init; }

    /// <summary>Time spent in hours, or null.</summary>
    public decimal? Hours { get; init; }
    public string? Method { get; init; }

    /// <summary>From 1 to 5, or null.</summary>
    public int? Satisfaction { get; init; }
    public string? Learned { get; init; }
    public string? TaughtBack { get; init; }
    public bool MayQuote { get; init; }
    public string? Language { get; init; }
    public required DateTime WrittenAt { get; init; }
}
