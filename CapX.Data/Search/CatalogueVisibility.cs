namespace CapX.Data.Search;

/// <summary>The one predicate of who sees an entry "e" of the catalogue; expects @Viewer, null when signed out.</summary>
public static class CatalogueVisibility
{
    /// <summary>The public sees what is public, members all, without what is for members only and of a person whom a block parts from the viewer.</summary>
    public const string Sql = """
        (e.visibility = 'public' OR (@Viewer IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM person_block b WHERE (b.person_id = e.owner_id AND b.blocked_id = @Viewer) OR (b.person_id = @Viewer AND b.blocked_id = e.owner_id))))
        """;
}
