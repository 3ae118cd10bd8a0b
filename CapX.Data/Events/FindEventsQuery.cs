using CapX.Data.People;
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
    public static readonly IReadOnlyList<CatalogueFacet> Facets = [CatalogueFacet.Kind, CatalogueFacet.Capacity, CatalogueFacet.Method, CatalogueFacet.Language];

    /// <summary>In one calendar.</summary>
    public const int MostInFeed = 500;

    // Somebody may have hidden one since the ids were found.
    private const string Sql = $"SELECT {EventRow.ColumnsSql} FROM event e WHERE e.id IN @ids AND {EventVisibility.ListedSql} ORDER BY e.id";

    /// <summary>One page, empty past the end. At most three commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<EventsFound> RunAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default) => RunAsync(filter, viewer, Facets, token);

    /// <summary>All that a filter finds, up to <see cref="MostInFeed"/>, for a calendar. At most three commands. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<IReadOnlyList<EventFound>> FeedAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default) =>
        (await RunAsync(filter with { Page = 1, PageSize = MostInFeed, Order = CatalogueOrder.Start }, viewer, [], token).ConfigureAwait(false)).Items;

    /// <summary>The events of these ids that the viewer may see, in their order. At most one command.</summary>
    public async Task<IReadOnlyList<EventFound>> ByIdAsync(IReadOnlyList<ulong> ids, Viewer viewer, CancellationToken token = default)
    {
        if (ids.Count == 0) return [];
        var rows = await database.ReadAsync(connection => connection.Query<EventRow>(Sql, new { ids, Viewer = viewer.PersonId }).ToDictionary(row => row.Id), token).ConfigureAwait(false);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id].Found())];
    }

    private async Task<EventsFound> RunAsync(CatalogueFilter filter, Viewer viewer, IReadOnlyList<CatalogueFacet> facets, CancellationToken token)
    {
        var found = await catalogue.RunAsync(filter, viewer, facets, token).ConfigureAwait(false);
        return new EventsFound { Total = found.Total, Filter = filter, Items = await ByIdAsync(found.Ids, viewer, token).ConfigureAwait(false), Facets = found.Facets };
    }
}
