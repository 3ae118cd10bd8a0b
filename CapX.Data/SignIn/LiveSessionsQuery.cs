using Dapper;

namespace CapX.Data.SignIn;

/// <summary>How a session stands.</summary>
public enum SessionState
{
    Live,

    /// <summary>It is open, and moderators suspended its person.</summary>
    Suspended,

    /// <summary>Too long unused, or begun too long ago.</summary>
    Expired,

    /// <summary>Ended here or elsewhere.</summary>
    Ended,

    /// <summary>Its person is here no more.</summary>
    Erased,
}

/// <summary>How some sessions stand, each with the person to whom it belongs.</summary>
public sealed class LiveSessionsQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT HEX(s.id) AS {nameof(Row.Session)}, s.expires_at <= @now AS {nameof(Row.IsExpired)}, p.standing = 'suspended' AS {nameof(Row.IsSuspended)}
          FROM session s JOIN person p ON p.id = s.person_id WHERE s.id IN @ids ORDER BY s.id
        """;

    private const string PeopleSql = "SELECT p.id FROM person p WHERE p.id IN @people ORDER BY p.id";

    /// <summary>By the session in upper case hexadecimal digits. One command, or two where a session is gone. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
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
