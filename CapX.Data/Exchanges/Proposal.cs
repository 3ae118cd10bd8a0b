namespace CapX.Data.Exchanges;

/// <summary>A proposal as sent by its form: to a person, to an organization, or to the owner of a listing.</summary>
public sealed record Proposal
{
    public const int LongestText = 1000;

    /// <summary>The recipient. Ignored for a proposal about a listing.</summary>
    public ulong? RecipientId { get; init; }

    /// <summary>The recipient organization. Ignored for a proposal about a listing.</summary>
    public ulong? OrganizationId { get; init; }

    /// <summary>The listing that it is about. The proposal goes to its owner.</summary>
    public ulong? ListingId { get; init; }

    /// <summary>The organization on whose behalf it is made. Null for a personal proposal.</summary>
    public ulong? AsOrganizationId { get; init; }

    /// <summary>Ignored for a proposal about a listing, where the listing decides: help is offered for an "ask", and anything else is asked for.</summary>
    public required ExchangeKind Kind { get; init; }
    public required string Capacity { get; init; }
    public string? Method { get; init; }
    public string Hope { get; init; } = "";
    public string Gives { get; init; } = "";
    public required string Message { get; init; }

    /// <summary>The language of the texts.</summary>
    public string? Language { get; init; }

    /// <summary>Makes the request idempotent: sending the same form again returns the first exchange.</summary>
    public required Guid FormKey { get; init; }
}

/// <summary>The result of a proposal. Nothing was changed unless it is <see cref="ProposalMade"/>.</summary>
public abstract record ProposeResult;

/// <summary>The exchange that was created now, or before by the same form, or the open one between the same parties about the same subject.</summary>
public sealed record ProposalMade(ulong Id) : ProposeResult;

/// <summary>Not created. It may succeed with other values.</summary>
public sealed record ProposalRefused(ProposalRefusal Why) : ProposeResult;

public enum ProposalRefusal
{
    SignedOut,

    /// <summary>The proposer's account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>Moderators limited the proposer's account.</summary>
    Limited,

    /// <summary>The person, organization or listing does not exist, or the proposer may not see it.</summary>
    NotFound,

    /// <summary>The proposer also speaks for the recipient, or the recipient for the proposing organization.</summary>
    Own,

    /// <summary>The proposer does not manage the proposing organization.</summary>
    NotSpeaking,

    /// <summary>The recipient organization has no manager.</summary>
    NobodySpeaks,

    /// <summary>The recipient takes no requests now. Also the answer to someone whom the recipient blocked, so as not to reveal the block.</summary>
    NotTaking,

    /// <summary>No such capacity, or not one of the listing's.</summary>
    UnknownCapacity,

    /// <summary>The listing is no longer open.</summary>
    ListingClosed,
    NoMessage,
    BadText,

    /// <summary>The daily limit on proposals is reached.</summary>
    TooMany,

    /// <summary>This recipient recently declined twice.</summary>
    DeclinedTwice,
}
