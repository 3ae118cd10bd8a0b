using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Gives a role until a date, as the program's operator does it by a verb.</summary>
public sealed class GrantRoleCommand(Database database, TimeProvider time)
{
    private const string PersonSql = "SELECT p.id FROM person p WHERE p.username = @username AND p.name_lost_at IS NULL";

    private const string Sql = """
        INSERT INTO person_role (person_id, role, until_at, granted_at) VALUES (@personId, @role, @until, @now)
        ON DUPLICATE KEY UPDATE until_at = VALUES(until_at), granted_at = VALUES(granted_at), granted_by = NULL
        """;

    /// <summary>Whether there is such a person: who never signed in has no role. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<bool> RunAsync(string username, Role role, DateTime until, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(transaction =>
        {
            var connection = transaction.Connection!;
            if (connection.QuerySingleOrDefault<ulong?>(PersonSql, new { username = username.Replace('_', ' ') }, transaction) is not { } personId) return false;
            connection.Execute(Sql, new { personId, role = role.ToString().ToLowerInvariant(), until, now }, transaction);
            return true;
        }, token);
    }
}
