using CapX.Data.Content;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Search;

/// <summary>The one predicate of who sees an entry "e" of the catalogue; expects @Viewer, null when signed out.</summary>
public static class CatalogueVisibility
{
    /// <summary>The public sees what is public, members all; of what a person owns nobody sees more than of that person.</summary>
    public const string Sql = $"""
        (e.visibility = 'public'{Members} OR @Viewer IS NOT NULL{End})
        AND (e.owner_id IS NULL OR EXISTS (SELECT 1 FROM person p WHERE p.id = e.owner_id AND {PersonVisibility.ListedSql}{Members}
          AND (e.visibility = 'public' OR ({PersonVisibility.NotBlockedSql})){End}))
        """;
}
