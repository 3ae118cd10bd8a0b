using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Events;

/// <summary>One page of the events that a filter finds, and what else could be chosen.</summary>
public sealed record EventsFound
{
    public required int Total { get; init; }
    public required CatalogueFilter Filter { get; init; }
    public required IReadOnlyList<EventFound> Items { get; init; }
    public required IReadOnlyDictionary<CatalogueFacet, IReadOnlyList<FacetCount>> Facets { get; init; }
}

/// <summary>The events that a filter finds, to come or past.</summary>
public sealed class FindEventsQuery(Database database, CatalogueQuery catalogue)
{
    /// <summary>What events can be filtered by, in the order in which filters stand on the page.</summary>
    public static readonly IReadOnlyList<CatalogueFacet> Facets =
        [CatalogueFacet.Kind, CatalogueFacet.Capacity, CatalogueFacet.Method, CatalogueFacet.Language];

    /// <summary>In one calendar.</summary>
    public const int MostInFeed = 500;

    // Somebody who was there looks for it in the calendar, and a calendar program takes out what a file does not have any more.
    private const int MonthsInFeed = 6;

    // Somebody may have hidden one since the ids were found.
    private static readonly ViewerSql Sql = new($"SELECT {EventRow.ColumnsSql} FROM event e WHERE e.id IN @ids AND {EventVisibility.ListedSql} ORDER BY e.id");

    /// <summary>One page, empty past the end. At most three commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<EventsFound> RunAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default) => RunAsync(filter, viewer, Facets, token);

    /// <summary>All that a filter finds, for a calendar: what is to come, and what was over in the last six months, or all that is over, where the filter says
    /// so.
    /// Up to <see cref="MostInFeed"/>, those farthest from today left out. At most five commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<IReadOnlyList<EventFound>> FeedAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var all = filter with { Page = 1, PageSize = MostInFeed, Order = CatalogueOrder.Start };
        var ids = (await catalogue.RunAsync(all, viewer, [], token).ConfigureAwait(false)).Ids;
        if (!filter.Past && ids.Count < MostInFeed)
        {
            var over = all with { Past = true, PastMonths = MonthsInFeed, PageSize = MostInFeed - ids.Count };
            ids = [.. ids, .. (await catalogue.RunAsync(over, viewer, [], token).ConfigureAwait(false)).Ids];
        }
        return await ByIdAsync(ids, viewer, token).ConfigureAwait(false);
    }

    /// <summary>The events of these ids that the viewer may see, in their order. At most one command.</summary>
    public async Task<IReadOnlyList<EventFound>> ByIdAsync(IReadOnlyList<ulong> ids, Viewer viewer, CancellationToken token = default)
    {
        if (ids.Count == 0) return [];
        var rows = await database.ReadAsync(async connection =>
            (await connection.QueryAsync<EventRow>(Sql.For(viewer), new { ids, Viewer = viewer.PersonId })).ToDictionary(row => row.Id), token)
                .ConfigureAwait(false);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id].Found())];
    }

    private async Task<EventsFound> RunAsync(CatalogueFilter filter, Viewer viewer, IReadOnlyList<CatalogueFacet> facets, CancellationToken token)
    {
        var found = await catalogue.RunAsync(filter, viewer, facets, token).ConfigureAwait(false);
        return new EventsFound { Total = found.Total, Filter = filter, Items = await ByIdAsync(found.Ids, viewer, token).ConfigureAwait(false),
            Facets = found.Facets };
    }
}
