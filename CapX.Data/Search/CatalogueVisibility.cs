using CapX.Data.Content;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Search;

/// <summary>The only predicate for the visibility of a catalogue entry "e". Expects @Viewer, null for a visitor.</summary>
public static class CatalogueVisibility
{
    /// <summary>Visitors see public entries, logged-in users all. An entry owned by a person is never more visible than that person.</summary>
    public const string Sql = $"""
        (e.visibility = 'public'{Members} OR @Viewer IS NOT NULL{End})
        AND (e.owner_id IS NULL OR EXISTS (SELECT 1 FROM person p WHERE p.id = e.owner_id AND {PersonVisibility.ListedSql}{Members}
          AND (e.visibility = 'public' OR ({PersonVisibility.NotBlockedSql})){End}))
        """;
}
