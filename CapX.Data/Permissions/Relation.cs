namespace CapX.Data.Permissions;

/// <summary>A person's relations to a thing at the time of the request. Several can apply at once.</summary>
[Flags]
public enum Relation
{
    None = 0,

    /// <summary>Anyone, logged in or not. A logged-in user separated from the owner by a block counts only as a visitor.</summary>
    Visitor = 1 << 0,

    /// <summary>Any logged-in user without a block between them and the owner.</summary>
    Member = 1 << 1,

    /// <summary>The owner: the person, the author of a listing, an organizer of an event, or a manager of the (owning) organization.</summary>
    Owner = 1 << 2,

    /// <summary>Invited to become an owner, without an answer yet.</summary>
    Invited = 1 << 3,

    /// <summary>Claims membership of the organization, confirmed or not.</summary>
    Part = 1 << 4,

    /// <summary>Has a place at the event or is on the waiting list.</summary>
    Registered = 1 << 5,

    /// <summary>Represents the side that proposed the exchange.</summary>
    Proposer = 1 << 6,

    /// <summary>Represents the side that received the proposal.</summary>
    Recipient = 1 << 7,

    /// <summary>Made the report.</summary>
    Reporter = 1 << 8,

    /// <summary>The person a decision is about, or a manager of the organization it is about.</summary>
    Subject = 1 << 9,

    /// <summary>May read the thing, according to the table's reading lines.</summary>
    Reader = 1 << 10,

    Curator = 1 << 11,

    /// <summary>A moderator. For a case, only one without a conflict of interest.</summary>
    Moderator = 1 << 12,

    Steward = 1 << 13,

    Party = Proposer | Recipient,
}

/// <summary>The state of a thing as far as permissions depend on it: its visibility and its stage.</summary>
[Flags]
public enum ThingState
{
    None = 0,

    /// <summary>Visible to everyone.</summary>
    Public = 1 << 0,

    /// <summary>Visible to logged-in users.</summary>
    Members = 1 << 1,

    /// <summary>Hidden by its owner, or not yet confirmed by a curator.</summary>
    Hidden = 1 << 2,

    /// <summary>Hidden by moderators, or its owner is suspended.</summary>
    HeldBack = 1 << 3,

    /// <summary>Waiting for an answer: a proposed exchange or organization.</summary>
    Proposed = 1 << 4,

    /// <summary>Agreed but not started.</summary>
    Accepted = 1 << 5,

    /// <summary>Active: an open listing, a future event, a confirmed organization, an exchange under way.</summary>
    Open = 1 << 6,

    /// <summary>Completed: a past event, a finished exchange.</summary>
    Over = 1 << 7,

    /// <summary>Ended early: closed, cancelled, declined.</summary>
    Closed = 1 << 8,

    Any = ~0,
}
