namespace CapX.Data.People;

/// <summary>Whom a viewer may see, as SQL over the alias <c>p</c> of the person table with the parameter <c>@Viewer</c>: the central id, or null when signed out.</summary>
public static class PersonVisibility
{
    /// <summary>In lists and counts: saved, owner of its user name, and public, or for members where a member looks. Nobody's hidden profile, not even one's own; nobody who is suspended, nor whose profile moderators hid.</summary>
    public const string ListedSql = $"(p.updated_at IS NOT NULL AND p.name_lost_at IS NULL AND p.standing <> 'suspended' AND p.moderated IS NULL AND (p.visibility = 'public' OR (p.visibility = 'members' AND @Viewer IS NOT NULL AND {NotBlockedSql})))";

    /// <summary>Neither has blocked the other: between two of whom one did, each sees of the other what a visitor sees.</summary>
    public const string NotBlockedSql = """
        NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = p.id AND b.blocked_id = @Viewer)
        AND NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = @Viewer AND b.blocked_id = p.id)
        """;

    /// <summary>On a page of its own: whoever stands in the viewer's lists, and always oneself.</summary>
    public const string Sql = $"(p.id = @Viewer OR {ListedSql})";
}
