using System.Text.Json;
using CapX.Data.Organizations;
using CapX.Data.People;

namespace CapX.Data.Exchanges;

/// <summary>One side of an exchange: a person, or an organization for which its managers speak.</summary>
public sealed record ExchangeParty
{
    /// <summary>The person, or null for an organization.</summary>
    public ulong? PersonId { get; init; }

    /// <summary>The person's user name.</summary>
    public string Username { get; init; } = "";
    public string? DisplayName { get; init; }

    /// <summary>The organization's slug, or null for a person.</summary>
    public string? Slug { get; init; }

    /// <summary>The organization's names. Empty for a person.</summary>
    public IReadOnlyList<OrganizationName> Names { get; init; } = [];

    /// <summary>Returns the person's names in plain text, or the organization's name in the first of the languages that has one.</summary>
    public string Name(IReadOnlyList<string> languages) =>
        Slug is null ? PersonNames.PlainOf(Username, DisplayName) : OrganizationFound.NameOf(Names, languages).Name;

    /// <summary>Returns the language of an organization's name. Null for a person.</summary>
    public string? NameLanguage(IReadOnlyList<string> languages) => Slug is null ? null : OrganizationFound.NameOf(Names, languages).Language;
}

/// <summary>The two sides of an exchange "e" for someone who speaks for one of them. The SQL expects that side as <c>mine.side</c>.</summary>
public abstract record ExchangeSides
{
    // Names are shown whatever the visibility of a profile: the parties of an agreement always know each other.
    internal const string JoinsSql = """
        LEFT JOIN person p ON p.id = CASE mine.side WHEN 'proposer' THEN e.recipient_person_id WHEN 'recipient' THEN e.proposer_person_id END
        LEFT JOIN organization o ON o.id = CASE mine.side WHEN 'proposer' THEN e.recipient_organization_id WHEN 'recipient' THEN e.proposer_organization_id END
        LEFT JOIN organization u ON u.id = CASE mine.side WHEN 'proposer' THEN e.proposer_organization_id WHEN 'recipient' THEN e.recipient_organization_id END
        """;

    internal const string ColumnsSql = $"""
        mine.side AS {nameof(SideCode)}, p.id AS {nameof(OtherPersonId)}, p.username AS {nameof(OtherUsername)}, p.display_name AS {nameof(OtherDisplayName)},
          o.slug AS {nameof(OtherSlug)},
        (SELECT JSON_ARRAYAGG(JSON_OBJECT('Language', n.language, 'Name', n.name) ORDER BY n.position) FROM organization_name n
          WHERE n.organization_id = o.id) AS {nameof(OtherNames)},
        u.slug AS {nameof(OwnSlug)},
        (SELECT JSON_ARRAYAGG(JSON_OBJECT('Language', n.language, 'Name', n.name) ORDER BY n.position) FROM organization_name n
          WHERE n.organization_id = u.id) AS {nameof(OwnNames)}
        """;

    /// <summary>The side for which the viewer speaks.</summary>
    public ExchangeSide ViewerSide => Side(SideCode);

    /// <summary>The other party. Null when it no longer exists.</summary>
    public ExchangeParty? Other => Party(OtherPersonId, OtherUsername, OtherDisplayName, OtherSlug, OtherNames);

    /// <summary>The organization for which the viewer speaks. Null when the viewer takes part personally.</summary>
    public ExchangeParty? Own => Party(null, null, null, OwnSlug, OwnNames);

    /// <summary>The listing from which it came. Null when it was not read or the viewer may not see it.</summary>
    public ExchangeListing? Listing => AboutId is { } id ? new ExchangeListing(id, AboutTitle!, AboutLanguage!) : null;

    internal ulong? AboutId { get; init; }
    internal string? AboutTitle { get; init; }
    internal string? AboutLanguage { get; init; }
    internal string SideCode { get; init; } = "proposer";
    internal ulong? OtherPersonId { get; init; }
    internal string? OtherUsername { get; init; }
    internal string? OtherDisplayName { get; init; }
    internal string? OtherSlug { get; init; }
    internal string? OtherNames { get; init; }
    internal string? OwnSlug { get; init; }
    internal string? OwnNames { get; init; }

    /// <summary>Returns the code of a side in the database.</summary>
    internal static string Code(ExchangeSide side) => side.ToString().ToLowerInvariant();

    internal static ExchangeSide Side(string code) => code == "proposer" ? ExchangeSide.Proposer : ExchangeSide.Recipient;

    private static ExchangeParty? Party(ulong? personId, string? username, string? displayName, string? slug, string? names) =>
        personId is null && slug is null ? null
        : new ExchangeParty
        {
            PersonId = personId, Username = username ?? "", DisplayName = displayName, Slug = slug,
            Names = names is null ? [] : JsonSerializer.Deserialize<OrganizationName[]>(names)!
        };
}
