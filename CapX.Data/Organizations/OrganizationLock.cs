using System.Data.Common;
using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Holds an organization's row until the transaction ends, and says what the actor is to it: every command that changes one begins here.</summary>
internal sealed record OrganizationLock(OrganizationState? State, OrganizationStanding? Standing, bool IsCurator)
{
    private const string Sql = "SELECT state FROM organization WHERE id = @id FOR UPDATE";
    private const string ManagersSql = "SELECT person_id FROM organization_person WHERE organization_id = @id AND standing = 'manager' ORDER BY person_id";
    private const string StandingSql = "SELECT standing FROM organization_person WHERE organization_id = @id AND person_id = @personId";

    private bool IsKept => State is OrganizationState.Proposed or OrganizationState.Confirmed or OrganizationState.Hidden;

    public bool IsManager => Standing == OrganizationStanding.Manager && IsKept;

    public bool MayEdit => IsKept && (Standing == OrganizationStanding.Manager || IsCurator);

    public static OrganizationLock Take(DbTransaction transaction, ulong id, ulong personId, DateTime now)
    {
        var connection = transaction.Connection!;
        if (connection.QuerySingleOrDefault<string>(Sql, new { id }, transaction) is not { } state) return new OrganizationLock(null, null, false);
        return new OrganizationLock(Enum.Parse<OrganizationState>(state, ignoreCase: true), Of(transaction, id, personId), RoleQuery.Has(connection, personId, Role.Curator, now, transaction));
    }

    /// <summary>The central ids of who speaks for it.</summary>
    public static List<ulong> Managers(DbTransaction transaction, ulong id) => transaction.Connection!.Query<ulong>(ManagersSql, new { id }, transaction).AsList();

    /// <summary>How somebody stands to it, or null.</summary>
    public static OrganizationStanding? Of(DbTransaction transaction, ulong id, ulong personId) =>
        transaction.Connection!.QuerySingleOrDefault<string>(StandingSql, new { id, personId }, transaction) is { } standing ? Enum.Parse<OrganizationStanding>(standing, ignoreCase: true) : null;
}
