using Dapper;

namespace CapX.Data.SignIn;

/// <summary>A session and its person, in their current state.</summary>
public sealed record SessionFound
{
    public required ulong PersonId { get; init; }
    public required string Username { get; init; }
    public bool Blocked { get; init; }

    /// <summary>Suspended by moderators.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>True for a moderator or a steward. Ignores the curator role.</summary>
    public bool HasRole { get; init; }
    public string? InterfaceLanguage { get; init; }

    /// <summary>True when the person agreed to the current <see cref="Consent.Version"/>.</summary>
    public bool HasConsented { get; init; }

    /// <summary>True for a current curator.</summary>
    public bool IsCurator { get; init; }

    /// <summary>The number of unread notices.</summary>
    public long Unread { get; init; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public DateTime ExpiresAt { get; init; }
}

/// <summary>Reads a session and its person. Runs on every request with a session cookie, as one query.</summary>
public sealed class SessionQuery(Database database, TimeProvider time)
{
    private const string Sql = """
        SELECT p.id AS PersonId, p.username AS Username, p.blocked AS Blocked, p.standing = 'suspended' AS IsSuspended,
               EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.until_at > @Now AND r.role <> 'curator') AS HasRole,
                 p.interface_language AS InterfaceLanguage,
               EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.version = @Version) AS HasConsented,
               EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role = 'curator' AND r.until_at > @Now) AS IsCurator,
               (SELECT COUNT(*) FROM notice n WHERE n.person_id = p.id AND n.read_at IS NULL AND n.due_at <= @Now) AS Unread,
               s.created_at AS CreatedAt, s.expires_at AS ExpiresAt
          FROM session s JOIN person p ON p.id = s.person_id
         WHERE s.id = @Session AND s.expires_at > @Now
        """;

    /// <summary>Null when the session has ended or never existed.</summary>
    public Task<SessionFound?> RunAsync(byte[] session, CancellationToken token = default) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<SessionFound>(Sql, new { Session = session, Now = time.GetUtcNow().UtcDateTime, Consent.Version }), token);
}
