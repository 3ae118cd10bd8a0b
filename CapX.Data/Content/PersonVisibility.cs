using static CapX.Data.ViewerSql;

namespace CapX.Data.Content;

/// <summary>Visibility of people as SQL over the alias <c>p</c> of the person table. The parameter <c>@Viewer</c> is the central id, or null for a
/// visitor.</summary>
public static class PersonVisibility
{
    /// <summary>In lists and counts: saved profiles that own their user name and are public, or for members when the viewer is logged in. Never includes
    /// hidden profiles (not even the viewer's own), suspended people, or profiles hidden by moderators.</summary>
    public const string ListedSql = $"""
        (p.updated_at IS NOT NULL AND p.name_lost_at IS NULL AND p.standing <> 'suspended' AND p.moderated IS NULL
          AND (p.visibility = 'public'{Members} OR (p.visibility = 'members' AND @Viewer IS NOT NULL AND {NotBlockedSql}){End}))
        """;

    /// <summary>Neither has blocked the other. With a block, each sees of the other only what a visitor sees.</summary>
    public const string NotBlockedSql = """
        NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = p.id AND b.blocked_id = @Viewer)
        AND NOT EXISTS (SELECT 1 FROM person_block b WHERE b.person_id = @Viewer AND b.blocked_id = p.id)
        """;

    /// <summary>On the profile page: everyone in the viewer's lists, and always the viewer.</summary>
    public const string Sql = $"({Members}p.id = @Viewer OR {End}{ListedSql})";

    // With a block, the viewer is treated like a visitor.
    private const string ToMembersSql = $"(@Viewer IS NOT NULL AND {NotBlockedSql})";

    /// <summary>The viewer may see the about text. Assumes that they may see the person.</summary>
    public const string AboutSql = $"(p.about_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.about_seen = 'members' AND {ToMembersSql}){End})";

    /// <summary>The viewer may see the languages. Assumes that they may see the person.</summary>
    public const string LanguagesSql = $"(p.languages_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.languages_seen = 'members' AND {ToMembersSql}){End})";

    /// <summary>The viewer may see the territories. Assumes that they may see the person.</summary>
    public const string TerritoriesSql =
        $"(p.territories_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.territories_seen = 'members' AND {ToMembersSql}){End})";

    /// <summary>The viewer may see the organizations. Assumes that they may see the person.</summary>
    public const string AffiliationsSql =
        $"(p.affiliations_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.affiliations_seen = 'members' AND {ToMembersSql}){End})";

    /// <summary>The viewer may see the number of documented exchanges. Assumes that they may see the person.</summary>
    public const string ExchangesSql = $"(p.exchanges_seen = 'profile'{Members} OR p.id <=> @Viewer OR (p.exchanges_seen = 'members' AND {ToMembersSql}){End})";
}
