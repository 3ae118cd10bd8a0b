using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Lists all current roles, for stewards.</summary>
public sealed class RolesQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT r.person_id AS {nameof(RoleHeld.PersonId)}, p.username AS {nameof(RoleHeld.Username)}, r.role AS {nameof(RoleHeld.Role)},
               r.until_at AS {nameof(RoleHeld.UntilAt)}, g.username AS {nameof(RoleHeld.GivenBy)}
          FROM person_role r JOIN person p ON p.id = r.person_id LEFT JOIN person g ON g.id = r.granted_by
         WHERE r.until_at > @now ORDER BY r.role, p.username, p.id
        """;

    /// <summary>Null when the person is not a steward.</summary>
    public Task<IReadOnlyList<RoleHeld>?> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<RoleHeld>?>(async connection =>
            await Permit.HasRoleAsync(connection, personId, Act.KeepRoles, now) ? (await connection.QueryAsync<RoleHeld>(Sql, new { now })).AsList()
                : null, token);
    }
}
