using System.Data.Common;
using Dapper;

namespace CapX.Data.SignIn;

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

/// <summary>Asks again, inside a command's transaction: the principal of a circuit may be hours old.</summary>
public static class StandingQuery
{
    private const string Sql = """
        SELECT IF(p.standing = 'suspended', 'suspended', IF(p.blocked, 'blocked', p.standing)) FROM session s JOIN person p ON p.id = s.person_id
         WHERE s.id = @Session AND s.person_id = @PersonId AND s.expires_at > @now
        """;

    /// <summary>As far as most acts ask: who is limited may do them.</summary>
    public static ActorStanding Read(DbTransaction transaction, Actor actor, DateTime now) =>
        ReadToPost(transaction, actor, now) is not ActorStanding.Limited and var standing ? standing : ActorStanding.Good;

    /// <summary>For proposals and listings, which a limit forbids.</summary>
    public static ActorStanding ReadToPost(DbTransaction transaction, Actor actor, DateTime now) =>
        transaction.Connection!.QuerySingleOrDefault<string>(Sql, new { actor.Session, actor.PersonId, now }, transaction) is { } standing
            ? Enum.Parse<ActorStanding>(standing, ignoreCase: true)
            : ActorStanding.SignedOut;
}
