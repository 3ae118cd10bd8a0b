using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Events;

/// <summary>One page of the events that match a filter, with the counts of other filter choices.</summary>
public sealed record EventsFound
{
    public required int Total { get; init; }
    public required CatalogueFilter Filter { get; init; }
    public required IReadOnlyList<EventFound> Items { get; init; }
    public required FacetCounts Facets { get; init; }
}

/// <summary>Finds the upcoming or past events that match a filter.</summary>
public sealed class FindEventsQuery(Database database, CatalogueQuery catalogue)
{
    /// <summary>In one calendar feed.</summary>
    public const int MostInFeed = 500;

    // Past events stay in the feed for a while. People look them up, and calendar programs delete whatever is missing from the feed.
    private const int MonthsInFeed = 6;

    // Checks visibility again, because an event may have been hidden since its id was found.
    private static readonly ViewerSql Sql = new($"SELECT {EventRow.ColumnsSql} FROM event e WHERE e.id IN @ids AND {EventVisibility.ListedSql} ORDER BY e.id");

    /// <summary>Returns one page, empty past the last one, with the counts. At most three SQL commands.</summary>
    public async Task<EventsFound> RunAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var found = await catalogue.RunAsync(filter, viewer, token).ConfigureAwait(false);
        return new EventsFound
        {
            Total = found.Total, Filter = filter, Items = await ByIdAsync(found.Ids, viewer, token).ConfigureAwait(false),
            Facets = found.Facets
        };
    }

    /// <summary>Returns the events of a calendar feed: upcoming ones and those of the last six months. When the filter asks for past events, returns only
    /// those, of any age. Returns at most <see cref="MostInFeed"/>, those nearest to today. At most five SQL commands.</summary>
    public async Task<IReadOnlyList<EventFound>> FeedAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var all = filter with { Page = 1, PageSize = MostInFeed, Order = CatalogueOrder.Start, Counted = [] };
        var ids = (await catalogue.RunAsync(all, viewer, token).ConfigureAwait(false)).Ids;
        if (!filter.Past && ids.Count < MostInFeed)
        {
            var over = all with { Past = true, PastMonths = MonthsInFeed, PageSize = MostInFeed - ids.Count };
            ids = [.. ids, .. (await catalogue.RunAsync(over, viewer, token).ConfigureAwait(false)).Ids];
        }
        return await ByIdAsync(ids, viewer, token).ConfigureAwait(false);
    }

    /// <summary>Returns those of the given events that the viewer may see, in the given order. At most one SQL command.</summary>
    public async Task<IReadOnlyList<EventFound>> ByIdAsync(IReadOnlyList<ulong> ids, Viewer viewer, CancellationToken token = default)
    {
        if (ids.Count == 0) return [];
        var rows = await database.ReadAsync(async connection =>
            (await connection.QueryAsync<EventRow>(Sql.For(viewer), new { ids, Viewer = viewer.PersonId })).ToDictionary(row => row.Id), token)
                .ConfigureAwait(false);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id].Found())];
    }
}
