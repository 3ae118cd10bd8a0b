using CapX.Data.Content;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Listings;

/// <summary>Which listings "l" a viewer may see, with the parameter <c>@Viewer</c>: the central id, or null when signed out.</summary>
public static class ListingVisibility
{
    /// <summary>A person's: who may see the person, and what is for members only where no block parts them; always one's own. What moderators hid: its owners;
    /// what they removed: nobody. An organization's: as it says, while the organization stands.</summary>
    public const string Sql = $"""
        ((l.moderated IS NULL{Members} OR (l.moderated = 'hidden' AND {MineSql}){End}) AND IF(l.person_id IS NULL,
           EXISTS (SELECT 1 FROM organization v WHERE v.id = l.organization_id AND v.state = 'confirmed'
             AND (l.visibility = 'public'{Members} OR @Viewer IS NOT NULL{End})),
           EXISTS (SELECT 1 FROM person p WHERE p.id = l.person_id AND {PersonVisibility.Sql}
                     AND ({Members}p.id = @Viewer OR {End}l.visibility = 'public'{Members}
                       OR (@Viewer IS NOT NULL AND {PersonVisibility.NotBlockedSql}){End}))))
        """;

    /// <summary>Whether the viewer speaks for it: one's own, or of an organization that one manages; what moderators removed nobody does.</summary>
    public const string MineSql = """
        (NOT l.moderated <=> 'removed' AND (l.person_id = @Viewer
          OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = l.organization_id AND m.person_id = @Viewer AND m.standing = 'manager')))
        """;
}
