namespace CapX.Data.Permissions;

/// <summary>What somebody is to a thing, at the moment of asking. One person can be several at once.</summary>
[Flags]
public enum Relation
{
    None = 0,

    /// <summary>Anybody, signed in or not; also who is signed in and parted from the thing's owner by a block, who sees what a visitor sees.</summary>
    Visitor = 1 << 0,

    /// <summary>Anybody signed in whom no block parts from the thing's owner.</summary>
    Member = 1 << 1,

    /// <summary>Whose it is: the person; who posted a listing; who organizes an event; who speaks for the organization that is meant, or to which the thing
    /// belongs.</summary>
    Owner = 1 << 2,

    /// <summary>Asked to become an owner, and has not answered.</summary>
    Invited = 1 << 3,

    /// <summary>Says to be part of the organization, confirmed or not.</summary>
    Part = 1 << 4,

    /// <summary>Has a place at the event, or waits for one.</summary>
    Registered = 1 << 5,

    /// <summary>Speaks for the side that proposed the exchange.</summary>
    Proposer = 1 << 6,

    /// <summary>Speaks for the side that was asked.</summary>
    Recipient = 1 << 7,

    /// <summary>Reported it.</summary>
    Reporter = 1 << 8,

    /// <summary>Whom a decision is about, and who speaks for the organization that it is about.</summary>
    Subject = 1 << 9,

    /// <summary>May read the thing, by the table's own lines about reading it.</summary>
    Reader = 1 << 10,

    Curator = 1 << 11,

    /// <summary>A moderator; of a case only who stands in no conflict with it.</summary>
    Moderator = 1 << 12,

    Steward = 1 << 13,

    Party = Proposer | Recipient,
}

/// <summary>In what state a thing is, as far as it matters to who may do what with it: who it is shown to, and where it stands in its life.</summary>
[Flags]
public enum ThingState
{
    None = 0,

    /// <summary>Shown to everybody.</summary>
    Public = 1 << 0,

    /// <summary>Shown to who is signed in.</summary>
    Members = 1 << 1,

    /// <summary>Its owner shows it to nobody, or a curator has not confirmed it yet.</summary>
    Hidden = 1 << 2,

    /// <summary>Moderators hid it, or suspended whose it is.</summary>
    HeldBack = 1 << 3,

    /// <summary>Asked, and not answered: a proposed exchange, a proposed organization.</summary>
    Proposed = 1 << 4,

    /// <summary>Agreed, and not begun.</summary>
    Accepted = 1 << 5,

    /// <summary>Holds now: an open listing, an event to come, a confirmed organization, an exchange under way.</summary>
    Open = 1 << 6,

    /// <summary>Over as it was meant to be: a past event, an exchange that is done.</summary>
    Over = 1 << 7,

    /// <summary>Ended otherwise: closed, cancelled, declined.</summary>
    Closed = 1 << 8,

    Any = ~0,
}
