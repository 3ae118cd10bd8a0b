using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Which of some sessions are still open to whom they belong.</summary>
public sealed class LiveSessionsQuery(Database database, TimeProvider time)
{
    private const string Sql = "SELECT HEX(s.id) FROM session s JOIN person p ON p.id = s.person_id WHERE s.id IN @sessions AND s.expires_at > @now AND p.standing <> 'suspended'";

    /// <summary>In upper case hexadecimal digits. One command. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlySet<string>> RunAsync(IReadOnlyList<byte[]> sessions, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlySet<string>>(connection => connection.Query<string>(Sql, new { sessions, now }).ToHashSet(StringComparer.Ordinal), token);
    }
}
