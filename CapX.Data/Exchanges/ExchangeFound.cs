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

    /// <summary>On which side the viewer is.</summary>
    public required ExchangeSide Side { get; init; }

    /// <summary>The other party, or null when that account was erased, or that organization removed.</summary>
    public required ExchangeParty? Other { get; init; }

    /// <summary>The organization for which the viewer speaks; null where the viewer speaks for nobody else.</summary>
    public ExchangeParty? Own { get; init; }

    /// <summary>The central ids of who speaks for the other side, whose pages show how far the viewer has read.</summary>
    public required IReadOnlyList<ulong?> OtherSpeakers { get; init; }

    /// <summary>The code of the capacity that it is about.</summary>
    public required string Capacity { get; init; }

    /// <summary>The listing that it came from; null where there is none, or none that the viewer may see.</summary>
    public ExchangeListing? Listing { get; init; }

    /// <summary>One of <see cref="Data.Methods"/>, or null.</summary>
    public string? Method { get; init; }
    public string? Hope { get; init; }
    public string? Gives { get; init; }

    /// <summary>The language of what the proposer wrote.</summary>
    public string? Language { get; init; }
    public required DateTime ProposedAt { get; init; }
    public required DateTime ChangedAt { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ExchangeChange> Changes { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ExchangeMessage> Messages { get; init; }

    /// <summary>What came of it, as either side said.</summary>
    public required IReadOnlyList<ExchangeOutcome> Outcomes { get; init; }

    /// <summary>What the viewer typed and did not send, as the body of a draft; null where there is nothing.</summary>
    public string? Draft { get; init; }

    /// <summary>Whether the viewer blocked the other.</summary>
    public bool IsBlockedByMe { get; init; }

    /// <summary>Whether one of two persons blocked the other: nothing more can be written. Of an organization somebody else can answer.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Whether the other wrote something that the viewer has not read.</summary>
    public bool HasUnread => Messages.Any(m => m.IsUnread);

    /// <summary>Whether a notice about it is unread.</summary>
    public bool HasNotices { get; init; }

    /// <summary>Whether seeing it is news to the viewer.</summary>
    public bool IsNews => HasUnread || HasNotices;

    public bool MayWrite => Other is not null && !IsBlocked && ExchangeLife.MayWrite(State);

    /// <summary>Whether the viewer can say what came of it.</summary>
    public bool MayDocument => !IsBlocked && ExchangeLife.MayDocument(State);
}

/// <summary>A change of state: when, whether by the viewer (null: by time, or an account that was erased), with which word, and by whom.</summary>
public sealed record ExchangeChange(ExchangeState State, DateTime At, bool? IsMine, string? Word, string? Author);

/// <summary>One message of the conversation.</summary>
public sealed record ExchangeMessage
{
    public required ulong Id { get; init; }
    public required bool IsMine { get; init; }

    /// <summary>Written for the viewer's side: by the viewer, or by somebody else for the same organization.</summary>
    public required bool IsOurs { get; init; }

    public required PersonNames AuthorNames { get; init; }

    /// <summary>The names of who wrote it, in plain text.</summary>
    public string Author => AuthorNames.Plain;
    public required string Text { get; init; }

    /// <summary>Moderators hid or removed it: of a hidden one only its author reads the text.</summary>
    public bool IsHidden { get; init; }
    public string? Language { get; init; }
    public required DateTime SentAt { get; init; }

    /// <summary>Written for the other side, and not yet read by the viewer.</summary>
    public bool IsUnread { get; init; }

    /// <summary>Written for the viewer's side, and read by somebody of the other.</summary>
    public bool IsSeen { get; init; }

    /// <summary>Its way through the wiki, for its sender only: what that says of the recipient is for nobody else. Null where it went no way but this
    /// tool.</summary>
    public Delivery? Delivery { get; init; }
}

/// <summary>What came of an exchange, as somebody of one side says.</summary>
public sealed record ExchangeOutcome
{
    public required bool IsMine { get; init; }

    /// <summary>The names of who says it, in plain text.</summary>
    public required string Author { get; init; }
    public required bool Happened { get; init; }

    /// <summary>Time spent, in hours; null where not said.</summary>
    public decimal? Hours { get; init; }
    public string? Method { get; init; }

    /// <summary>From 1 to 5; null where not said.</summary>
    public int? Satisfaction { get; init; }
    public string? Learned { get; init; }
    public string? TaughtBack { get; init; }
    public bool MayQuote { get; init; }
    public string? Language { get; init; }
    public required DateTime WrittenAt { get; init; }
}
