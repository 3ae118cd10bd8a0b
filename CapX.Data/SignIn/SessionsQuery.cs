using Dapper;

namespace CapX.Data.SignIn;

/// <summary>A browser in which a person is logged in.</summary>
public sealed record OpenSession
{
    /// <summary>The session id in the database. Cannot be used to log in.</summary>
    public required byte[] Id { get; init; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>UTC. Moves when the session is used.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>UTC, accurate to <see cref="SessionLife.ProlongAfter"/>. Null once the expiry has reached the maximum lifetime and no longer moves.</summary>
    public DateTime? LastUsedAt => ExpiresAt < CreatedAt + SessionLife.Longest ? ExpiresAt - SessionLife.Sliding : null;
}

/// <summary>Reads a person's open sessions.</summary>
public sealed class SessionsQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT id AS {nameof(OpenSession.Id)}, created_at AS {nameof(OpenSession.CreatedAt)}, expires_at AS {nameof(OpenSession.ExpiresAt)}
          FROM session WHERE person_id = @personId AND expires_at > @now ORDER BY created_at DESC, id
        """;

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<OpenSession>> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<OpenSession>>(async connection =>
            (await connection.QueryAsync<OpenSession>(Sql, new { personId, now })).AsList(), token);
    }
}
