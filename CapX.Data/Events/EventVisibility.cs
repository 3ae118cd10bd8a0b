using CapX.Data.Content;
using CapX.Data.Permissions;
using static CapX.Data.ViewerSql;

namespace CapX.Data.Events;

/// <summary>SQL conditions on who may see an event "e" and who organizes it. All use @Viewer, which is null for visitors. Invited people do not organize
/// yet.</summary>
internal static class EventVisibility
{
    /// <summary>True for its organizers: persons, and managers of organizing organizations.</summary>
    public const string OrganizesSql = $"""
        (NOT e.moderated <=> 'removed' AND EXISTS (SELECT 1 FROM event_organizer a
                 WHERE a.event_id = e.id AND a.standing = 'organizer'
                   AND (a.person_id = @Viewer OR EXISTS (SELECT 1 FROM organization_person m JOIN organization g ON g.id = m.organization_id
                                                          WHERE m.organization_id = a.organization_id AND m.person_id = @Viewer AND {Managing.Sql}
                                                            AND g.state = 'confirmed'))))
        """;

    /// <summary>True when a single person organizes it.</summary>
    public const string IsOfOneSql =
        "(SELECT COUNT(*) = 1 AND COUNT(a.organization_id) = 0 FROM event_organizer a WHERE a.event_id = e.id AND a.standing = 'organizer')";

    /// <summary>True when the viewer is invited to organize it and has not answered.</summary>
    public const string IsInvitedSql = "EXISTS (SELECT 1 FROM event_organizer a WHERE a.event_id = e.id AND a.person_id = @Viewer AND a.standing = 'invited')";

    /// <summary>True when lists show the event. Everyone sees public events, and logged-in users see the others too. An event of a single organizer is visible
    /// only to viewers who may see that person. The catalogue follows the same rule, with that person as owner.</summary>
    public const string ListedSql = $"""
        (e.moderated IS NULL AND IF({IsOfOneSql},
           EXISTS (SELECT 1 FROM event_organizer a JOIN person p ON p.id = a.person_id
                    WHERE a.event_id = e.id AND a.standing = 'organizer' AND {PersonVisibility.ListedSql}
                      AND (e.visibility = 'public'{Members} OR (@Viewer IS NOT NULL AND {PersonVisibility.NotBlockedSql}){End})),
           e.visibility = 'public'{Members} OR @Viewer IS NOT NULL{End}))
        """;

    /// <summary>True when a single person organizes it and there is a block between that person and the viewer.</summary>
    public const string IsPartedSql = $"""
        ({IsOfOneSql} AND EXISTS (SELECT 1 FROM event_organizer a JOIN person_block b ON (b.person_id = a.person_id AND b.blocked_id = @Viewer)
          OR (b.blocked_id = a.person_id AND b.person_id = @Viewer)
                                   WHERE a.event_id = e.id AND a.standing = 'organizer'))
        """;

    // Moderators hid or removed it, or suspended or hid its only organizer.
    private const string IsHeldBackSql = $"""
        (e.moderated IS NOT NULL OR ({IsOfOneSql} AND EXISTS (SELECT 1 FROM event_organizer a JOIN person p ON p.id = a.person_id
                                                               WHERE a.event_id = e.id AND a.standing = 'organizer'
                                                                 AND (p.standing = 'suspended' OR p.moderated IS NOT NULL))))
        """;

    /// <summary>True when a person involved in the event still gets its title although they can no longer see it. False after moderation and across a
    /// block.</summary>
    public const string IsTitleToldSql = $"(NOT {IsHeldBackSql} AND NOT {IsPartedSql})";

    /// <summary>True when there is a block between the only organizer of an event "e" and a registered person "r". Neither of them may learn anything about the
    /// other.</summary>
    public const string IsRegisteredPartedSql = $"""
        ({IsOfOneSql} AND EXISTS (SELECT 1 FROM event_organizer a JOIN person_block b ON (b.person_id = a.person_id AND b.blocked_id = r.person_id)
          OR (b.blocked_id = a.person_id AND b.person_id = r.person_id)
                                   WHERE a.event_id = e.id AND a.standing = 'organizer'))
        """;

    /// <summary>True for a registered person "r" without a block between them and the acting organizer, <c>@PersonId</c>.</summary>
    public static readonly string NotPartedFromActorSql = $"NOT {PersonBlock.BetweenSql("r.person_id", "@PersonId")}";

    /// <summary>True when the viewer may see the event's page: it is listed for them, they organize it, or they are invited to. An invitation does not count
    /// across a block or after moderation.</summary>
    public const string SeenSql = $"""
        ({ListedSql}{Members} OR {OrganizesSql}
         OR ({IsInvitedSql} AND NOT {IsHeldBackSql} AND NOT {IsPartedSql}){End})
        """;
}
