using System.Data.Common;
using CapX.Data.Content;

namespace CapX.Data.Search;

/// <summary>A kind of content that lists and search find through the catalogue.</summary>
public abstract class CatalogueContent : ContentKind
{
    internal abstract CatalogueKind Catalogue { get; }

    /// <summary>Reads the catalogue entries of some ids, as they should be.</summary>
    internal abstract Task<IEnumerable<CatalogueEntry>> EntriesAsync(DbTransaction transaction, IReadOnlyList<ulong> ids);
}
