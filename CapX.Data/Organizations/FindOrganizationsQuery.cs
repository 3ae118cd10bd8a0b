using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>One page of the organizations that a filter finds, and what else could be chosen.</summary>
public sealed record OrganizationsFound
{
    public required int Total { get; init; }
    public required CatalogueFilter Filter { get; init; }
    public required IReadOnlyList<OrganizationFound> Items { get; init; }
    public required IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<FacetCount>> Facets { get; init; }
}

/// <summary>The confirmed organizations that a filter finds.</summary>
public sealed class FindOrganizationsQuery(Database database, CatalogueQuery catalogue)
{
    /// <summary>What organizations can be filtered by, in the order in which filters stand on the page.</summary>
    public static readonly IReadOnlyList<CatalogueFacet> Facets =
        [CatalogueFacet.Type, CatalogueFacet.Offers, CatalogueFacet.Wants, CatalogueFacet.Knows, CatalogueFacet.Territory, CatalogueFacet.Method,
        CatalogueFacet.Project];

    private const string Sql = $"SELECT {OrganizationRow.ColumnsSql} FROM organization o WHERE o.id IN @ids AND o.state = 'confirmed' ORDER BY o.id";

    /// <summary>One page, empty past the end. At most three commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<OrganizationsFound> RunAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var found = await catalogue.RunAsync(filter, viewer, Facets, token).ConfigureAwait(false);
        return new OrganizationsFound { Total = found.Total, Filter = filter, Items = await ByIdAsync(found.Ids, token).ConfigureAwait(false),
            Facets = found.Facets };
    }

    /// <summary>The confirmed organizations of these ids, in their order. At most one command.</summary>
    public async Task<IReadOnlyList<OrganizationFound>> ByIdAsync(IReadOnlyList<ulong> ids, CancellationToken token = default)
    {
        if (ids.Count == 0) return [];
        var rows = await database.ReadAsync(async connection => (await connection.QueryAsync<OrganizationRow>(Sql, new { ids })).ToDictionary(row => row.Id),
            token).ConfigureAwait(false);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id].Found())];
    }
}
