using System.Data.Common;
using CapX.Data.Content;

namespace CapX.Data.Search;

/// <summary>A kind of content that lists and search find through the catalogue.</summary>
public abstract class CatalogueContent : ContentKind
{
    /// <summary>All kinds in the catalogue, by code.</summary>
    internal static IReadOnlyList<CatalogueContent> InCatalogue { get; } = [.. All.OfType<CatalogueContent>()];

    internal sealed override bool HasList => true;

    /// <summary>True when entries begin and end. Lists then show either what is to come or what is over.</summary>
    internal virtual bool IsDated => false;

    /// <summary>True when entries can be closed. The search then counts only open ones.</summary>
    internal virtual bool IsClosable => false;

    /// <summary>Selects whether moderators keep the content <c>@Id</c> out of the catalogue. Null when its state alone decides.</summary>
    internal virtual string? HeldBackSql => null;

    /// <summary>Reads the catalogue entries of some ids, as they should be.</summary>
    internal abstract Task<IEnumerable<CatalogueEntry>> EntriesAsync(DbTransaction transaction, IReadOnlyList<ulong> ids);
}
