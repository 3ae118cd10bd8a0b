using System.Data.Common;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Finds confirmed organizations by filter.</summary>
public sealed class FindOrganizationsQuery(Database database, CatalogueQuery catalogue) : FindQuery<OrganizationFound>(database, catalogue)
{
    private const string Sql = $"SELECT {OrganizationRow.ColumnsSql} FROM organization o WHERE o.id IN @ids AND o.state = 'confirmed' ORDER BY o.id";

    protected override async Task<Dictionary<ulong, OrganizationFound>> ReadAsync(DbConnection connection, IReadOnlyList<ulong> ids, Viewer viewer) =>
        (await connection.QueryAsync<OrganizationRow>(Sql, new { ids })).ToDictionary(row => row.Id, row => row.Found());
}
