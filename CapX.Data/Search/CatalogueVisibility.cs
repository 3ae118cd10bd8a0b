using CapX.Data.People;

namespace CapX.Data.Search;

/// <summary>The one predicate of who sees an entry "e" of the catalogue; expects @Viewer, null when signed out.</summary>
public static class CatalogueVisibility
{
    /// <summary>The public sees what is public, members all; of what a person owns nobody sees more than of that person.</summary>
    public const string Sql = $"""
        IF(e.owner_id IS NULL, e.visibility = 'public' OR @Viewer IS NOT NULL,
           EXISTS (SELECT 1 FROM person p WHERE p.id = e.owner_id AND {PersonVisibility.ListedSql} AND (e.visibility = 'public' OR (@Viewer IS NOT NULL AND {PersonVisibility.NotBlockedSql}))))
        """;
}
