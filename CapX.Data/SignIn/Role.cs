using System.Data.Common;
using Dapper;

namespace CapX.Data.SignIn;

/// <summary>What somebody may do for the whole site.</summary>
public enum Role
{
    /// <summary>Keeps the taxonomy and the organizations.</summary>
    Curator,

    /// <summary>Keeps the place safe.</summary>
    Moderator,

    /// <summary>Gives and takes roles.</summary>
    Steward,
}

/// <summary>The roles that a person has at a moment; each command asks again.</summary>
public static class RoleQuery
{
    private const string Sql = "SELECT EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = @personId AND r.role = @role AND r.until_at > @now)";

    public static bool Has(DbConnection connection, ulong? personId, Role role, DateTime now, DbTransaction? transaction = null) =>
        personId is not null && connection.ExecuteScalar<bool>(Sql, new { personId, role = role.ToString().ToLowerInvariant(), now }, transaction);
}
