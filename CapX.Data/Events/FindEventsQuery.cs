using System.Data.Common;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Finds the upcoming or past events that match a filter.</summary>
public sealed class FindEventsQuery(Database database, CatalogueQuery catalogue) : FindQuery<EventFound>(database, catalogue)
{
    /// <summary>In one calendar feed.</summary>
    public const int MostInFeed = 500;

    // Past events stay in the feed for a while. People look them up, and calendar programs delete whatever is missing from the feed.
    private const int MonthsInFeed = 6;

    private static readonly ViewerSql Sql = new($"SELECT {EventRow.ColumnsSql} FROM event e WHERE e.id IN @ids AND {EventVisibility.ListedSql} ORDER BY e.id");

    /// <summary>Returns the events of a calendar feed: upcoming ones and those of the last six months. When the filter asks for past events, returns only
    /// those, of any age. Returns at most <see cref="MostInFeed"/>, those nearest to today. At most five SQL commands.</summary>
    public async Task<IReadOnlyList<EventFound>> FeedAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var all = filter with { Page = 1, PageSize = MostInFeed, Order = CatalogueOrder.Start, Counted = [] };
        var ids = (await Catalogue.RunAsync(all, viewer, token).ConfigureAwait(false)).Ids;
        if (!filter.Past && ids.Count < MostInFeed)
        {
            var over = all with { Past = true, PastMonths = MonthsInFeed, PageSize = MostInFeed - ids.Count };
            ids = [.. ids, .. (await Catalogue.RunAsync(over, viewer, token).ConfigureAwait(false)).Ids];
        }
        return await ByIdAsync(ids, viewer, token).ConfigureAwait(false);
    }

    protected override async Task<Dictionary<ulong, EventFound>> ReadAsync(DbConnection connection, IReadOnlyList<ulong> ids, Viewer viewer) =>
        (await connection.QueryAsync<EventRow>(Sql.For(viewer), new { ids, Viewer = viewer.PersonId })).ToDictionary(row => row.Id, row => row.Found());
}
