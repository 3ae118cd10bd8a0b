using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.SignIn;

/// <summary>A browser in which somebody is signed in.</summary>
public sealed record OpenSession
{
    /// <summary>The session's id in the database; it opens nothing.</summary>
    public required byte[] Id { get; init; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>UTC, if it is not used before.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>UTC, to within <see cref="SessionLife.ProlongAfter"/>; null where the end no longer moves with the use.</summary>
    public DateTime? LastUsedAt => ExpiresAt < CreatedAt + SessionLife.Longest ? ExpiresAt - SessionLife.Sliding : null;
}

/// <summary>Where somebody is signed in.</summary>
public sealed class SessionsQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT id AS {nameof(OpenSession.Id)}, created_at AS {nameof(OpenSession.CreatedAt)}, expires_at AS {nameof(OpenSession.ExpiresAt)}
          FROM session WHERE person_id = @personId AND expires_at > @now ORDER BY created_at DESC, id
        """;

    /// <summary>The latest first. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<OpenSession>> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<OpenSession>>(async connection =>
            (await connection.QueryAsync<OpenSession>(Sql, new { personId, now })).AsList(), token);
    }
}

/// <summary>Ends one of somebody's own sessions, wherever it was opened.</summary>
public sealed class EndSessionCommand(Database database, TimeProvider time)
{
    private const string Sql = "DELETE FROM session WHERE id = @session AND person_id = @PersonId";

    /// <summary>Whether there was such a session of the actor. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<bool> RunAsync(Actor actor, byte[] session, CancellationToken token = default) => database.WriteAsync(async transaction =>
        await Permit.RefusalAsync(transaction, actor, Act.EndSession, time.GetUtcNow().UtcDateTime) is null
        && await transaction.Connection!.ExecuteAsync(Sql, new { session, actor.PersonId }, transaction) > 0, token);
}
