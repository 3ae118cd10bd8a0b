using System.Data.Common;

namespace CapX.Data.Search;

/// <summary>One page of the items of a kind that match a filter, with the counts of other choices.</summary>
public sealed record CataloguePage<TItem>
{
    public required int Total { get; init; }
    public required IReadOnlyList<TItem> Items { get; init; }
    public required FacetCounts Facets { get; init; }
}

/// <summary>Finds items of one kind by a filter. The catalogue returns their ids, and the feature reads their rows.</summary>
public abstract class FindQuery<TItem>(Database database, CatalogueQuery catalogue)
{
    protected Database Database => database;

    protected CatalogueQuery Catalogue => catalogue;

    /// <summary>Returns one page, empty past the last one, with the counts. At most three SQL commands.</summary>
    public async Task<CataloguePage<TItem>> RunAsync(CatalogueFilter filter, Viewer viewer, CancellationToken token = default)
    {
        var found = await catalogue.RunAsync(filter, viewer, token).ConfigureAwait(false);
        return new CataloguePage<TItem>
        {
            Total = found.Total, Items = await ByIdAsync(found.Ids, viewer, token).ConfigureAwait(false), Facets = found.Facets,
        };
    }

    /// <summary>Returns those of the given items that the viewer may see in lists, in the given order. At most one SQL command.</summary>
    public async Task<IReadOnlyList<TItem>> ByIdAsync(IReadOnlyList<ulong> ids, Viewer viewer, CancellationToken token = default)
    {
        if (ids.Count == 0) return [];
        var items = await database.ReadAsync(connection => ReadAsync(connection, ids, viewer), token).ConfigureAwait(false);
        return [.. ids.Where(items.ContainsKey).Select(id => items[id])];
    }

    /// <summary>Reads items by id. Checks visibility again, because an item may have been hidden since its id was found.</summary>
    protected abstract Task<Dictionary<ulong, TItem>> ReadAsync(DbConnection connection, IReadOnlyList<ulong> ids, Viewer viewer);
}
