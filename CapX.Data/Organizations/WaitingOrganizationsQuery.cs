using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>For curators: organizations waiting for confirmation, and those whose last manager has left.</summary>
public sealed class WaitingOrganizationsQuery(Database database, TimeProvider time)
{
    public const int Most = 100;

    private const string Sql = $"SELECT {OrganizationRow.ColumnsSql} FROM organization o WHERE o.state = 'proposed' ORDER BY o.created_at, o.id LIMIT @Most";

    // Imported organizations that never had a manager are not listed.
    private const string UnspokenOnesSql = $"""
        o.state = 'confirmed' AND NOT {Managing.ByAnyoneSql}
        AND EXISTS (SELECT 1 FROM organization_change h WHERE h.organization_id = o.id AND h.what = 'left')
        """;

    private const string UnspokenSql =
        $"SELECT {OrganizationRow.ColumnsSql} FROM organization o WHERE {UnspokenOnesSql} ORDER BY o.updated_at, o.id LIMIT @Most";

    private const string CountSql =
        $"SELECT (SELECT COUNT(*) FROM organization o WHERE o.state = 'proposed') + (SELECT COUNT(*) FROM organization o WHERE {UnspokenOnesSql})";

    /// <summary>Oldest first. Null when the viewer is not a curator. Two queries.</summary>
    public Task<IReadOnlyList<OrganizationFound>?> RunAsync(Viewer viewer, CancellationToken token = default) => ListAsync(Sql, viewer, token);

    /// <summary>Organizations without a manager, longest unchanged first. Null when the viewer is not a curator. Two queries.</summary>
    public Task<IReadOnlyList<OrganizationFound>?> UnspokenAsync(Viewer viewer, CancellationToken token = default) => ListAsync(UnspokenSql, viewer, token);

    /// <summary>The total of both lists. Null when the viewer is not a curator. At most two queries.</summary>
    public Task<int?> CountAsync(Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(async connection =>
            await Permit.HasRoleAsync(connection, viewer.PersonId, Act.ReadWaitingOrganizations, now) ? (int)await connection.ExecuteScalarAsync<long>(CountSql)
                : default(int?), token);
    }

    private Task<IReadOnlyList<OrganizationFound>?> ListAsync(string sql, Viewer viewer, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<OrganizationFound>?>(async connection =>
            !await Permit.HasRoleAsync(connection, viewer.PersonId, Act.ReadWaitingOrganizations, now) ? null
            : [.. (await connection.QueryAsync<OrganizationRow>(sql, new { Most })).Select(row => row.Found())], token);
    }
}
