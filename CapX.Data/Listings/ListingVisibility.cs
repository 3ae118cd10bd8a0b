using CapX.Data.Content;
using CapX.Data.Permissions;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Listings;

/// <summary>SQL conditions on which listings "l" a viewer may see. They use <c>@Viewer</c>: the central account id, or null for visitors.</summary>
public static class ListingVisibility
{
    /// <summary>A person's listing is visible to viewers who may see the person. Members-only ones also require a login and no block, but the owner always sees
    /// them. An organization's listing follows its own visibility, while the organization is confirmed. Only owners see what moderators hid, and no one sees
    /// what they removed.</summary>
    public const string Sql = $"""
        ((l.moderated IS NULL{Members} OR (l.moderated = 'hidden' AND {MineSql}){End}) AND IF(l.person_id IS NULL,
           EXISTS (SELECT 1 FROM organization v WHERE v.id = l.organization_id AND v.state = 'confirmed'
             AND (l.visibility = 'public'{Members} OR @Viewer IS NOT NULL{End})),
           EXISTS (SELECT 1 FROM person p WHERE p.id = l.person_id AND {PersonVisibility.Sql}
                     AND ({Members}p.id = @Viewer OR {End}l.visibility = 'public'{Members}
                       OR (@Viewer IS NOT NULL AND {PersonVisibility.NotBlockedSql}){End}))))
        """;

    /// <summary>True when the viewer owns the listing or manages the organization that does, unless moderators removed it.</summary>
    public const string MineSql = $"""
        (NOT l.moderated <=> 'removed' AND (l.person_id = @Viewer
          OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = l.organization_id AND m.person_id = @Viewer AND {Managing.Sql})))
        """;
}
