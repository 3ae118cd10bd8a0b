using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>One page of organizations that match a filter, with facet counts.</summary>
public sealed record OrganizationsFound
{
    public required int Total { get; init; }
    public required CatalogueFilter Filter { get; init; }
    public required IReadOnlyList<OrganizationFound> Items { get; init; }
    public required FacetCounts Facets { get; init; }
}

/// <summary>Finds confirmed organizations by filter.</summary>
public sealed class FindOrganizationsQuery(Database database, CatalogueQuery catalogue)
{
    private const string Sql = $"SELECT {OrganizationRow.ColumnsSql} FROM organization o WHERE o.id IN @ids AND o.state = 'confirmed' ORDER BY o.id";

    /// <summary>One page, empty past the end, with the counts. At most three queries.</summary>
    public async Task<OrganizationsFound> RunAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var found = await catalogue.RunAsync(filter, viewer, token).ConfigureAwait(false);
        return new OrganizationsFound
        {
            Total = found.Total, Filter = filter, Items = await ByIdAsync(found.Ids, token).ConfigureAwait(false),
            Facets = found.Facets
        };
    }

    /// <summary>The confirmed organizations with these ids, in the same order. At most one query.</summary>
    public async Task<IReadOnlyList<OrganizationFound>> ByIdAsync(IReadOnlyList<ulong> ids, CancellationToken token = default)
    {
        if (ids.Count == 0) return [];
        var rows = await database.ReadAsync(async connection => (await connection.QueryAsync<OrganizationRow>(Sql, new { ids })).ToDictionary(row => row.Id),
            token).ConfigureAwait(false);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id].Found())];
    }
}
