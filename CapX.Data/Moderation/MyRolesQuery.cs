using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Reads a person's current roles, for menus.</summary>
public sealed class MyRolesQuery(Database database, TimeProvider time)
{
    private const string Sql = "SELECT r.role FROM person_role r WHERE r.person_id = @personId AND r.until_at > @now";

    public Task<IReadOnlyList<Role>> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<Role>>(async connection =>
            [.. (await connection.QueryAsync<string>(Sql, new { personId, now })).Select(role => Enum.Parse<Role>(role, ignoreCase: true))], token);
    }
}
