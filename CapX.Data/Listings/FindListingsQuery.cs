using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Listings;

/// <summary>One page of the listings that match a filter, with the counts of other filter choices.</summary>
public sealed record ListingsFound
{
    public required int Total { get; init; }
    public required CatalogueFilter Filter { get; init; }
    public required IReadOnlyList<ListingFound> Items { get; init; }
    public required FacetCounts Facets { get; init; }
}

public sealed class FindListingsQuery(Database database, CatalogueQuery catalogue)
{
    private static readonly ViewerSql Sql = new($"""
        SELECT {ListingRow.ColumnsSql} FROM {ListingRow.FromSql} WHERE l.id IN @ids AND {ListingVisibility.Sql} ORDER BY l.id
        """);

    private static readonly ViewerSql PostedSql = new($"""
        SELECT {ListingRow.ColumnsSql} FROM {ListingRow.FromSql}
         WHERE l.id IN (SELECT id FROM (SELECT l.id FROM listing l WHERE (l.person_id = @personId OR l.organization_id = @organizationId) AND l.state = 'open'
           AND {ListingVisibility.Sql} ORDER BY l.created_at DESC, l.id DESC LIMIT @Most) newest)
         ORDER BY l.created_at DESC, l.id DESC
        """);

    private const string MineSql =
        $"SELECT {ListingRow.ColumnsSql} FROM {ListingRow.FromSql} WHERE {ListingVisibility.MineSql} ORDER BY l.state, l.updated_at DESC, l.id LIMIT @MostMine";

    /// <summary>How many listings the page of a person or an organization shows.</summary>
    public const int Most = 10;

    private const int MostMine = 500;

    /// <summary>Returns one page, empty past the last one, with the counts. At most three SQL commands.</summary>
    public async Task<ListingsFound> RunAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var found = await catalogue.RunAsync(filter, viewer, token).ConfigureAwait(false);
        return new ListingsFound
        {
            Total = found.Total, Filter = filter, Items = await ByIdAsync(found.Ids, viewer, token).ConfigureAwait(false),
            Facets = found.Facets
        };
    }

    /// <summary>Returns those of the given listings that the viewer may see, in the given order. At most one SQL command.</summary>
    public async Task<IReadOnlyList<ListingFound>> ByIdAsync(IReadOnlyList<ulong> ids, Viewer viewer, CancellationToken token = default)
    {
        if (ids.Count == 0) return [];
        var rows = await database.ReadAsync(async connection =>
            (await connection.QueryAsync<ListingRow>(Sql.For(viewer), new { ids, Viewer = viewer.PersonId })).ToDictionary(row => row.Id), token)
                .ConfigureAwait(false);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id].Found())];
    }

    /// <summary>Returns the newest open listings of a person or an organization that the viewer may see. One SQL command.</summary>
    public Task<IReadOnlyList<ListingFound>> PostedByAsync(ulong? personId, ulong? organizationId, Viewer viewer, CancellationToken token = default) =>
        ReadAsync(PostedSql.For(viewer), new { personId, organizationId, Viewer = viewer.PersonId, Most }, token);

    /// <summary>Returns all listings that this person owns, personally or as a manager of an organization, the open ones first. One SQL command.</summary>
    public Task<IReadOnlyList<ListingFound>> MineAsync(ulong personId, CancellationToken token = default) =>
        ReadAsync(MineSql, new { Viewer = personId, MostMine }, token);

    private Task<IReadOnlyList<ListingFound>> ReadAsync(string sql, object parameters, CancellationToken token) =>
        database.ReadAsync<IReadOnlyList<ListingFound>>(async connection =>
            [.. (await connection.QueryAsync<ListingRow>(sql, parameters)).Select(row => row.Found())], token);
}
