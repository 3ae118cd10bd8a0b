using Dapper;

namespace CapX.Data.SignIn;

/// <summary>The state of a session.</summary>
public enum SessionState
{
    Live,

    /// <summary>The session is open, but moderators suspended the person.</summary>
    Suspended,

    /// <summary>Unused for too long, or past the maximum lifetime.</summary>
    Expired,

    /// <summary>Ended by a logout.</summary>
    Ended,

    /// <summary>The account was erased.</summary>
    Erased,
}

/// <summary>Reads the state of sessions, each given with its person.</summary>
public sealed class LiveSessionsQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT HEX(s.id) AS {nameof(Row.Session)}, s.expires_at <= @now AS {nameof(Row.IsExpired)}, p.standing = 'suspended' AS {nameof(Row.IsSuspended)}
          FROM session s JOIN person p ON p.id = s.person_id WHERE s.id IN @ids ORDER BY s.id
        """;

    private const string PeopleSql = "SELECT p.id FROM person p WHERE p.id IN @people ORDER BY p.id";

    /// <summary>Keyed by the session id in upper-case hexadecimal. One query, or two when a session is gone.</summary>
    public Task<IReadOnlyDictionary<string, SessionState>> RunAsync(IReadOnlyList<(byte[] Session, ulong PersonId)> sessions, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyDictionary<string, SessionState>>(async connection =>
        {
            var states = (await connection.QueryAsync<Row>(Sql,
                new { now, ids = sessions.Select(s => s.Session).DistinctBy(Convert.ToHexString) })).ToDictionary(row => row.Session, State,
                    StringComparer.Ordinal);
            var gone = sessions.Where(s => !states.ContainsKey(Convert.ToHexString(s.Session))).ToList();
            if (gone.Count == 0) return states;
            var here = (await connection.QueryAsync<ulong>(PeopleSql, new { people = gone.Select(s => s.PersonId).Distinct() })).ToHashSet();
            foreach (var (session, person) in gone) states[Convert.ToHexString(session)] = here.Contains(person) ? SessionState.Ended : SessionState.Erased;
            return states;
        }, token);
    }

    private static SessionState State(Row row) => row.IsExpired ? SessionState.Expired : row.IsSuspended ? SessionState.Suspended : SessionState.Live;

    private sealed record Row
    {
        public required string Session { get; init; }
        public bool IsExpired { get; init; }
        public bool IsSuspended { get; init; }
    }
}
