using CapX.Data.Content;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Events;

/// <summary>Who sees an event "e", and whose it is; all expect @Viewer, null when signed out. Who is invited to organize it organizes nothing yet.</summary>
internal static class EventVisibility
{
    /// <summary>Its organizers: persons, and who speaks for an organization that organizes it.</summary>
    public const string OrganizesSql = """
        (NOT e.moderated <=> 'removed' AND EXISTS (SELECT 1 FROM event_organizer a
                 WHERE a.event_id = e.id AND a.standing = 'organizer'
                   AND (a.person_id = @Viewer OR EXISTS (SELECT 1 FROM organization_person m JOIN organization g ON g.id = m.organization_id
                                                          WHERE m.organization_id = a.organization_id AND m.person_id = @Viewer AND m.standing = 'manager'
                                                            AND g.state = 'confirmed'))))
        """;

    /// <summary>Whether one person organizes it alone.</summary>
    public const string IsOfOneSql =
        "(SELECT COUNT(*) = 1 AND COUNT(a.organization_id) = 0 FROM event_organizer a WHERE a.event_id = e.id AND a.standing = 'organizer')";

    /// <summary>The viewer is asked to organize it, and has not answered.</summary>
    public const string IsInvitedSql = "EXISTS (SELECT 1 FROM event_organizer a WHERE a.event_id = e.id AND a.person_id = @Viewer AND a.standing = 'invited')";

    /// <summary>The public sees what is public, members all; of one person's event nobody sees more than of that person. As in the catalogue, where it stands
    /// under its owner.</summary>
    public const string ListedSql = $"""
        (e.moderated IS NULL AND IF({IsOfOneSql},
           EXISTS (SELECT 1 FROM event_organizer a JOIN person p ON p.id = a.person_id
                    WHERE a.event_id = e.id AND a.standing = 'organizer' AND {PersonVisibility.ListedSql}
                      AND (e.visibility = 'public'{Members} OR (@Viewer IS NOT NULL AND {PersonVisibility.NotBlockedSql}){End})),
           e.visibility = 'public'{Members} OR @Viewer IS NOT NULL{End}))
        """;

    /// <summary>One person organizes it alone, and one of the two has blocked the other.</summary>
    public const string IsPartedSql = $"""
        ({IsOfOneSql} AND EXISTS (SELECT 1 FROM event_organizer a JOIN person_block b ON (b.person_id = a.person_id AND b.blocked_id = @Viewer)
          OR (b.blocked_id = a.person_id AND b.person_id = @Viewer)
                                   WHERE a.event_id = e.id AND a.standing = 'organizer'))
        """;

    // Moderators hid it or removed it, or hold back who organizes it alone.
    private const string IsHeldBackSql = $"""
        (e.moderated IS NOT NULL OR ({IsOfOneSql} AND EXISTS (SELECT 1 FROM event_organizer a JOIN person p ON p.id = a.person_id
                                                               WHERE a.event_id = e.id AND a.standing = 'organizer'
                                                                 AND (p.standing = 'suspended' OR p.moderated IS NOT NULL))))
        """;

    /// <summary>Whether somebody who has to do with it, and does not see it any more, is told its title: not what moderators hold back, and nothing across a
    /// block.</summary>
    public const string IsTitleToldSql = $"(NOT {IsHeldBackSql} AND NOT {IsPartedSql})";

    /// <summary>Whether a block stands between the one who organizes an event "e" alone and somebody registered for it, "r": the two are told nothing of each
    /// other.</summary>
    public const string IsRegisteredPartedSql = $"""
        ({IsOfOneSql} AND EXISTS (SELECT 1 FROM event_organizer a JOIN person_block b ON (b.person_id = a.person_id AND b.blocked_id = r.person_id)
          OR (b.blocked_id = a.person_id AND b.person_id = r.person_id)
                                   WHERE a.event_id = e.id AND a.standing = 'organizer'))
        """;

    /// <summary>Somebody registered, "r", whom no block parts from the organizer who acts, <c>@PersonId</c>.</summary>
    public const string NotPartedFromActorSql = """
        NOT EXISTS (SELECT 1 FROM person_block b WHERE (b.person_id = r.person_id AND b.blocked_id = @PersonId)
          OR (b.person_id = @PersonId AND b.blocked_id = r.person_id))
        """;

    /// <summary>On its page: whoever finds it in lists, its organizers, and who is to answer whether they organize it; between two whom a block parts there is
    /// no such question.</summary>
    public const string SeenSql = $"""
        ({ListedSql}{Members} OR {OrganizesSql}
         OR ({IsInvitedSql} AND NOT {IsHeldBackSql} AND NOT {IsPartedSql}){End})
        """;
}
