using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Organizations that wait for a curator, for curators.</summary>
public sealed class WaitingOrganizationsQuery(Database database, TimeProvider time)
{
    public const int Most = 100;

    private const string Sql = $"SELECT {OrganizationRow.ColumnsSql} FROM organization o WHERE o.state = 'proposed' ORDER BY o.created_at, o.id LIMIT @Most";

    private const string CountSql = "SELECT COUNT(*) FROM organization o WHERE o.state = 'proposed'";

    /// <summary>Oldest first; null for who is no curator. Two commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<OrganizationFound>?> RunAsync(Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<OrganizationFound>?>(connection => !RoleQuery.Has(connection, viewer.PersonId, Role.Curator, now) ? null
            : [.. connection.Query<OrganizationRow>(Sql, new { Most }).Select(row => row.Found())], token);
    }

    /// <summary>How many there are; null for who is no curator. At most two commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<int?> CountAsync(Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(connection => RoleQuery.Has(connection, viewer.PersonId, Role.Curator, now) ? (int)connection.ExecuteScalar<long>(CountSql) : default(int?), token);
    }
}
