using CapX.Data.Content;
using CapX.Data.Index;
using Dapper;

namespace CapX.Data.People;

/// <summary>Finds people by filter. The index provides ids, order and total. SQL reads the rows of the page and checks visibility again.</summary>
public sealed class FindPeopleQuery(Database database, PeopleIndex index)
{
    private static readonly ViewerSql Sql = new($"""
        SELECT {PersonRow.ColumnsSql}
          FROM person p
         WHERE p.id IN @Ids AND {PersonVisibility.ListedSql}
         ORDER BY p.id
        """);

    /// <summary>One page, empty past the end. At most two queries at any page size, none for an empty page.</summary>
    public async Task<PeopleFound> RunAsync(PeopleFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var matched = index.Find(filter, viewer);
        return new PeopleFound
        {
            Total = matched.Total,
            Page = filter.Page,
            PageSize = filter.PageSize,
            Order = filter.Order,
            Items = matched.Ids.Count == 0 ? [] : await ByIdAsync(matched.Ids, viewer, token).ConfigureAwait(false),
            Facets = matched.Facets,
        };
    }

    /// <summary>The people with these ids whom the viewer may see in lists, in the same order. At most two queries.</summary>
    public Task<IReadOnlyList<PersonFound>> ByIdAsync(IReadOnlyList<ulong> ids, Viewer viewer, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<PersonFound>>(async connection =>
    {
        var rows = (await connection.QueryAsync<PersonRow>(Sql.For(viewer), new { Ids = ids, Viewer = viewer.PersonId })).ToDictionary(row => row.Id);
        var vocabulary = await index.Kept<RecentLists>().OfAsync(connection, rows.Values, viewer);
        return [.. ids.Where(id => rows.ContainsKey(id) && vocabulary.ContainsKey(id)).Select(id => rows[id].With(vocabulary[id]))];
    }, token);
}
