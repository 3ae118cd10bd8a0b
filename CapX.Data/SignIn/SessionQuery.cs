using Dapper;

namespace CapX.Data.SignIn;

/// <summary>A session with the person it belongs to, as both stand now.</summary>
public sealed record SessionFound
{
    public required ulong PersonId { get; init; }
    public required string Username { get; init; }
    public bool Blocked { get; init; }

    /// <summary>Suspended by moderators.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>A moderator or a steward.</summary>
    public bool HasRole { get; init; }
    public string? InterfaceLanguage { get; init; }

    /// <summary>Agreed to the current <see cref="Consent.Version"/>.</summary>
    public bool HasConsented { get; init; }

    /// <summary>Keeps taxonomy and organizations at this moment.</summary>
    public bool IsCurator { get; init; }

    /// <summary>Notices in the tool that are unread.</summary>
    public long Unread { get; init; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public DateTime ExpiresAt { get; init; }
}

/// <summary>Whose session it is: one command, asked on every request with a cookie.</summary>
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

    /// <summary>Null when the session ended or never was. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<SessionFound?> RunAsync(byte[] session, CancellationToken token = default) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<SessionFound>(Sql, new { Session = session, Now = time.GetUtcNow().UtcDateTime, Consent.Version }), token);
}
