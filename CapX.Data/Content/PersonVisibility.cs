using static CapX.Data.ViewerSql;

namespace CapX.Data.Content;

/// <summary>Whom a viewer may see, as SQL over the alias <c>p</c> of the person table with the parameter <c>@Viewer</c>: the central id, or null when signed
/// out.</summary>
public static class PersonVisibility
{
    /// <summary>In lists and counts: saved, owner of its user name, and public, or for members where a member looks. Nobody's hidden profile, not even one's
    /// own; nobody who is suspended, nor whose profile moderators hid.</summary>
    public const string ListedSql = $"""
        (p.updated_at IS NOT NULL AND p.name_lost_at IS NULL AND p.standing <> 'suspended' AND p.moderated IS NULL
          AND (p.visibility = 'public'{Members} OR (p.visibility = 'members' AND @Viewer IS NOT NULL AND {NotBlockedSql}){End}))
        """;

    /// <summary>Neither has blocked the other: between two of whom one did, each sees of the other what a visitor sees.</summary>
    public const string NotBlockedSql = """
        NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = p.id AND b.blocked_id = @Viewer)
        AND NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = @Viewer AND b.blocked_id = p.id)
        """;

    /// <summary>On a page of its own: whoever stands in the viewer's lists, and always oneself.</summary>
    public const string Sql = $"({Members}p.id = @Viewer OR {End}{ListedSql})";

    // Of what is for members, somebody parted by a block sees what a visitor sees.
    private const string ToMembersSql = $"(@Viewer IS NOT NULL AND {NotBlockedSql})";

    /// <summary>Whether the viewer, who may see the person, may see the text about them.</summary>
    public const string AboutSql = $"(p.about_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.about_seen = 'members' AND {ToMembersSql}){End})";

    /// <summary>Whether the viewer, who may see the person, may see their languages.</summary>
    public const string LanguagesSql = $"(p.languages_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.languages_seen = 'members' AND {ToMembersSql}){End})";

    /// <summary>Whether the viewer, who may see the person, may see their territories.</summary>
    public const string TerritoriesSql =
        $"(p.territories_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.territories_seen = 'members' AND {ToMembersSql}){End})";

    /// <summary>Whether the viewer, who may see the person, may see to which organizations they belong.</summary>
    public const string AffiliationsSql =
        $"(p.affiliations_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.affiliations_seen = 'members' AND {ToMembersSql}){End})";

    /// <summary>Whether the viewer, who may see the person, may see how many exchanges they documented.</summary>
    public const string ExchangesSql = $"(p.exchanges_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.exchanges_seen = 'members' AND {ToMembersSql}){End})";
}
