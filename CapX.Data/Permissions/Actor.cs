namespace CapX.Data.Permissions;

/// <summary>Who asks for a change: a person, and the session by which they ask.</summary>
public sealed record Actor
{
    public required ulong PersonId { get; init; }

    /// <summary>The session's id: the SHA-256 of the key in the cookie.</summary>
    public required byte[] Session { get; init; }
}

/// <summary>What an actor may do at this moment.</summary>
public enum ActorStanding
{
    /// <summary>The session ended, here or elsewhere, or the account was erased.</summary>
    SignedOut,

    /// <summary>Suspended by moderators: reads, exports and erases one's own, and appeals.</summary>
    Suspended,

    /// <summary>Blocked on the wiki: may read and take back, not publish.</summary>
    Blocked,

    /// <summary>Limited by moderators: no proposals, no listings.</summary>
    Limited,

    Good,
}
