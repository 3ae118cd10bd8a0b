using System.Data.Common;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Listings;

/// <summary>Finds the listings that match a filter, or that someone posted.</summary>
public sealed class FindListingsQuery(Database database, CatalogueQuery catalogue) : FindQuery<ListingFound>(database, catalogue)
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

    /// <summary>Returns the newest open listings of a person or an organization that the viewer may see. One SQL command.</summary>
    public Task<IReadOnlyList<ListingFound>> PostedByAsync(ulong? personId, ulong? organizationId, Viewer viewer, CancellationToken token = default) =>
        ReadAsync(PostedSql.For(viewer), new { personId, organizationId, Viewer = viewer.PersonId, Most }, token);

    /// <summary>Returns all listings that this person owns, personally or as a manager of an organization, the open ones first. One SQL command.</summary>
    public Task<IReadOnlyList<ListingFound>> MineAsync(ulong personId, CancellationToken token = default) =>
        ReadAsync(MineSql, new { Viewer = personId, MostMine }, token);

    protected override async Task<Dictionary<ulong, ListingFound>> ReadAsync(DbConnection connection, IReadOnlyList<ulong> ids, Viewer viewer) =>
        (await connection.QueryAsync<ListingRow>(Sql.For(viewer), new { ids, Viewer = viewer.PersonId })).ToDictionary(row => row.Id, row => row.Found());

    private Task<IReadOnlyList<ListingFound>> ReadAsync(string sql, object parameters, CancellationToken token) =>
        Database.ReadAsync<IReadOnlyList<ListingFound>>(async connection =>
            [.. (await connection.QueryAsync<ListingRow>(sql, parameters)).Select(row => row.Found())], token);
}
