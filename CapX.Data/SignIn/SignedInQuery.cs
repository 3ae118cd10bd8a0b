using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Who is signed in anywhere at this moment, for asking the wiki about their accounts.</summary>
public sealed class SignedInQuery(Database database, TimeProvider time)
{
    // Whose name went to somebody else cannot be asked for by it; the next sign-in sets that right.
    private const string Sql = $"""
        SELECT p.id AS {nameof(SignedInPerson.Id)}, p.username AS {nameof(SignedInPerson.Username)}
          FROM person p
         WHERE p.name_lost_at IS NULL AND EXISTS (SELECT 1 FROM session s WHERE s.person_id = p.id AND s.expires_at > @now)
         ORDER BY p.id
        """;

    /// <summary>Every one of them, by id. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<SignedInPerson>> RunAsync(CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<SignedInPerson>>(async connection =>
            (await connection.QueryAsync<SignedInPerson>(Sql, new { now })).AsList(), token);
    }
}

/// <summary>A person who is signed in: the central id and the user name as of the last sign-in.</summary>
public sealed record SignedInPerson
{
    public ulong Id { get; init; }
    public required string Username { get; init; }
}
