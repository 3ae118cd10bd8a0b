using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Lists everyone with an open session, to check their accounts on the wiki.</summary>
public sealed class SignedInQuery(Database database, TimeProvider time)
{
    // Leaves out people who lost their user name, because the wiki would return the new owner. Their next login fixes it.
    private const string Sql = $"""
        SELECT p.id AS {nameof(SignedInPerson.Id)}, p.username AS {nameof(SignedInPerson.Username)}
          FROM person p
         WHERE p.name_lost_at IS NULL AND EXISTS (SELECT 1 FROM session s WHERE s.person_id = p.id AND s.expires_at > @now)
         ORDER BY p.id
        """;

    /// <summary>All of them, ordered by id.</summary>
    public Task<IReadOnlyList<SignedInPerson>> RunAsync(CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<SignedInPerson>>(async connection =>
            (await connection.QueryAsync<SignedInPerson>(Sql, new { now })).AsList(), token);
    }
}

/// <summary>A logged-in person: the central id, and the user name as of the last login.</summary>
public sealed record SignedInPerson
{
    public ulong Id { get; init; }
    public required string Username { get; init; }
}
