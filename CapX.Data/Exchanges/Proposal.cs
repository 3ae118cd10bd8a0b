namespace CapX.Data.Exchanges;

/// <summary>A proposal as its form has it: to a person, to an organization, or to whoever posted a listing.</summary>
public sealed record Proposal
{
    public const int LongestText = 1000;

    /// <summary>The person to whom it goes; not asked where it is about a listing.</summary>
    public ulong? RecipientId { get; init; }

    /// <summary>The organization to which it goes; not asked where it is about a listing.</summary>
    public ulong? OrganizationId { get; init; }

    /// <summary>The listing that it is about: it goes to whoever posted that.</summary>
    public ulong? ListingId { get; init; }

    /// <summary>The organization in whose name it is made, or null for the proposer's own.</summary>
    public ulong? AsOrganizationId { get; init; }

    /// <summary>Of a proposal about a listing the listing says it: an ask is offered help, all else is asked for.</summary>
    public required ExchangeKind Kind { get; init; }
    public required string Capacity { get; init; }
    public string? Method { get; init; }
    public string Hope { get; init; } = "";
    public string Gives { get; init; } = "";
    public required string Message { get; init; }

    /// <summary>The language of the texts.</summary>
    public string? Language { get; init; }

    /// <summary>Used once: the same form sent again finds what it made.</summary>
    public required Guid FormKey { get; init; }
}

/// <summary>What became of a proposal; whatever is not <see cref="ProposalMade"/> has changed nothing.</summary>
public abstract record ProposeOutcome;

/// <summary>The exchange that was made, now or by the same form before, or that is open between the two about the same.</summary>
public sealed record ProposalMade(ulong Id) : ProposeOutcome;

/// <summary>Not made. Sent again with other words it may be.</summary>
public sealed record ProposalRefused(ProposalRefusal Why) : ProposeOutcome;

public enum ProposalRefusal
{
    SignedOut,

    /// <summary>The proposer's account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>Moderators limited the proposer's account.</summary>
    Limited,

    /// <summary>There is no such person, organization or listing, or the proposer may not know.</summary>
    NotFound,

    /// <summary>The proposer speaks for the recipient too, or the recipient for the organization that proposes.</summary>
    Own,

    /// <summary>The proposer does not speak for the organization that is to propose.</summary>
    NotSpeaking,

    /// <summary>Nobody speaks for the organization that is asked.</summary>
    NobodySpeaks,

    /// <summary>The recipient takes no requests now. Also said to somebody whom the recipient blocked, who is not to know.</summary>
    NotTaking,

    /// <summary>No capacity, or none of the listing's.</summary>
    UnknownCapacity,

    /// <summary>The listing that it is about is not open any more.</summary>
    ListingClosed,
    NoMessage,
    BadText,

    /// <summary>As many proposals as one may make in a day.</summary>
    TooMany,

    /// <summary>This recipient declined twice lately.</summary>
    DeclinedTwice,
}
