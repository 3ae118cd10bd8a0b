namespace CapX.Data.Permissions;

/// <summary>The requester of a change: a person and their session.</summary>
public sealed record Actor
{
    public required ulong PersonId { get; init; }

    /// <summary>The session id: the SHA-256 of the key in the cookie.</summary>
    public required byte[] Session { get; init; }
}

/// <summary>An actor's current standing, from least to most rights.</summary>
public enum ActorStanding
{
    /// <summary>The session has ended, or the account was erased.</summary>
    SignedOut,

    /// <summary>Suspended by moderators: can only read, export and erase their own data, and appeal.</summary>
    Suspended,

    /// <summary>Blocked on the wiki: can read and withdraw, but not publish.</summary>
    Blocked,

    /// <summary>Limited by moderators: no proposals or listings.</summary>
    Limited,

    Good,
}
