using System.Data.Common;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Notes that a manager whose account is erased left their organizations.</summary>
internal sealed class OrganizationsWatch : AccountWatch
{
    // Curators use this anonymous history entry to find organizations without a manager.
    private const string Sql = $"""
        INSERT INTO organization_change (organization_id, what, changed_at)
        SELECT m.organization_id, 'left', @now FROM organization_person m WHERE m.person_id = @personId AND {Managing.Sql}
        """;

    protected override Task LeaveAsync(DbTransaction transaction, ulong personId, DateTime now) =>
        transaction.Connection!.ExecuteAsync(Sql, new { personId, now }, transaction);
}
