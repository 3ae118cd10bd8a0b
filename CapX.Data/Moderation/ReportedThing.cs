using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CapX.Data.Content;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>One part of the reported content as frozen. A message "moderation-part-…" names the part.</summary>
public sealed record EvidencePart(string Part, string Text, string? Language);

/// <summary>The thing a report is about: its identity, its owner, and its current content as the reporter sees it.</summary>
internal sealed record ReportedThing
{
    // The reporter may know a person whose profile is hidden from them. Hidden content is not frozen, and the result does not reveal whether the profile
    // exists.
    private const string PersonSql = $"""
        SELECT p.id AS {nameof(PersonId)}, {PersonVisibility.Sql} AS {nameof(IsSeen)} FROM person p WHERE {TypedName.BearsSql} {TypedName.BestSql}
        """;

    // Public words at events do not appear on the person's profile, and words in exchanges besides messages are visible to the partners only. Both can be
    // reported with the person, by those who can read them.
    private const string PersonPartsSql = $"""
        SELECT 'username' AS {nameof(EvidencePart.Part)}, p.username AS {nameof(EvidencePart.Text)}, NULL AS {nameof(EvidencePart.Language)} FROM person p
         WHERE p.id = @Owner AND {PersonVisibility.Sql}
        UNION ALL SELECT 'name', p.display_name, NULL FROM person p WHERE p.id = @Owner AND p.display_name IS NOT NULL AND {PersonVisibility.Sql}
        UNION ALL SELECT 'about', p.about, p.about_language FROM person p WHERE p.id = @Owner AND p.about IS NOT NULL AND {PersonVisibility.Sql}
         AND {PersonVisibility.AboutSql}
        UNION ALL SELECT 'note', h.note, p.about_language FROM person_capacity h JOIN person p ON p.id = h.person_id WHERE p.id = @Owner AND h.note IS NOT NULL
         AND {PersonVisibility.Sql}
        UNION ALL SELECT 'learned', l.text, l.language FROM event_learned l JOIN person p ON p.id = l.person_id WHERE p.id = @Owner AND l.may_quote
         AND {PersonVisibility.ListedSql}
        UNION ALL SELECT 'word', h.word, NULL FROM exchange_change h JOIN exchange e ON e.id = h.exchange_id WHERE h.author_id = @Owner AND h.word IS NOT NULL
         AND {ExchangeSpeakers.SideSql} IS NOT NULL
        UNION ALL SELECT 'learned', o.learned, o.language FROM exchange_outcome o JOIN exchange e ON e.id = o.exchange_id WHERE o.person_id = @Owner
         AND o.learned IS NOT NULL AND {ExchangeSpeakers.SideSql} IS NOT NULL
        UNION ALL SELECT 'taught', o.taught_back, o.language FROM exchange_outcome o JOIN exchange e ON e.id = o.exchange_id WHERE o.person_id = @Owner
         AND o.taught_back IS NOT NULL AND {ExchangeSpeakers.SideSql} IS NOT NULL
        """;

    private const string OrganizationSql = """
        SELECT o.id AS OrganizationId, TRUE AS IsSeen FROM organization s JOIN organization o ON o.id = COALESCE(s.merged_into_id, s.id)
         WHERE s.slug = @key AND o.state IN ('proposed', 'confirmed')
           AND (o.state = 'confirmed' OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = o.id AND m.person_id = @Viewer
             AND m.standing IN ('manager', 'invited')))
        """;

    private const string OrganizationPartsSql = """
        SELECT 'name' AS Part, n.name AS Text, n.language AS Language FROM organization_name n WHERE n.organization_id = @OrganizationId
        UNION ALL SELECT 'about', o.about, o.about_language FROM organization o WHERE o.id = @OrganizationId AND o.about IS NOT NULL
        UNION ALL SELECT 'link', o.website, NULL FROM organization o WHERE o.id = @OrganizationId AND o.website IS NOT NULL
        UNION ALL SELECT 'link', o.mastodon, NULL FROM organization o WHERE o.id = @OrganizationId AND o.mastodon IS NOT NULL
        UNION ALL SELECT 'link', o.report_link, NULL FROM organization o WHERE o.id = @OrganizationId AND o.report_link IS NOT NULL
        UNION ALL SELECT 'note', h.note, o.about_language FROM organization_capacity h JOIN organization o ON o.id = h.organization_id
         WHERE o.id = @OrganizationId AND h.note IS NOT NULL
        """;

    private const string ListingSql = $"""
        SELECT l.id AS {nameof(ListingId)}, l.person_id AS {nameof(PersonId)}, l.organization_id AS {nameof(OrganizationId)}, TRUE AS {nameof(IsSeen)}
         FROM listing l WHERE l.id = @key AND {ListingVisibility.Sql}
        """;

    private const string ListingOwnerSql = "SELECT id AS ListingId, person_id AS PersonId, organization_id AS OrganizationId FROM listing WHERE id = @id";

    private const string EventOwnerSql = """
        SELECT e.id AS EventId, (SELECT a.person_id FROM event_organizer a WHERE a.event_id = e.id AND a.standing = 'organizer' AND a.person_id IS NOT NULL
               ORDER BY a.id LIMIT 1) AS PersonId,
               (SELECT a.organization_id FROM event_organizer a WHERE a.event_id = e.id AND a.organization_id IS NOT NULL ORDER BY a.id
                 LIMIT 1) AS OrganizationId
          FROM event e WHERE e.id = @id
        """;

    private const string ListingPartsSql = """
        SELECT 'title' AS Part, l.title AS Text, l.language AS Language FROM listing l WHERE l.id = @ListingId
        UNION ALL SELECT 'text', l.text, l.language FROM listing l WHERE l.id = @ListingId AND l.text IS NOT NULL
        UNION ALL SELECT 'link', l.link, NULL FROM listing l WHERE l.id = @ListingId AND l.link IS NOT NULL
        """;

    private const string EventSql = $"""
        SELECT e.id AS {nameof(EventId)}, TRUE AS {nameof(IsSeen)},
               (SELECT a.person_id FROM event_organizer a WHERE a.event_id = e.id AND a.standing = 'organizer' AND a.person_id IS NOT NULL ORDER BY a.id
                 LIMIT 1) AS {nameof(PersonId)},
               (SELECT a.organization_id FROM event_organizer a WHERE a.event_id = e.id AND a.organization_id IS NOT NULL ORDER BY a.id
                 LIMIT 1) AS {nameof(OrganizationId)}
          FROM event e WHERE e.id = @key AND {EventVisibility.SeenSql}
        """;

    private const string EventPartsSql = """
        SELECT 'title' AS Part, e.title AS Text, e.language AS Language FROM event e WHERE e.id = @EventId
        UNION ALL SELECT 'text', e.text, e.language FROM event e WHERE e.id = @EventId AND e.text IS NOT NULL
        UNION ALL SELECT 'place', e.place, e.language FROM event e WHERE e.id = @EventId AND e.place IS NOT NULL
        UNION ALL SELECT 'link', e.wiki_page, NULL FROM event e WHERE e.id = @EventId AND e.wiki_page IS NOT NULL
        """;

    // A received message: the reporter speaks for the other side than the one that wrote it.
    private const string MessageSql = $"""
        SELECT m.id AS {nameof(MessageId)}, m.author_id AS {nameof(PersonId)}, TRUE AS {nameof(IsSeen)}
          FROM exchange_message m JOIN exchange e ON e.id = m.exchange_id
         WHERE m.id = @key AND m.moderated IS NULL AND m.author_id <> @personId AND m.side <> ({ExchangeSpeakers.SideSql})
        """;

    // The other fields of a proposal belong to its first message. Every message includes what its author wrote elsewhere in the exchange, which cannot be
    // reported separately.
    private const string MessagePartsSql = """
        SELECT 'message' AS Part, m.text AS Text, m.language AS Language FROM exchange_message m WHERE m.id = @MessageId
        UNION ALL SELECT 'hope', e.hope, e.language FROM exchange e JOIN exchange_message m ON m.exchange_id = e.id
                   WHERE m.id = @MessageId AND e.hope IS NOT NULL AND m.id = (SELECT MIN(f.id) FROM exchange_message f WHERE f.exchange_id = e.id)
        UNION ALL SELECT 'gives', e.gives, e.language FROM exchange e JOIN exchange_message m ON m.exchange_id = e.id
                   WHERE m.id = @MessageId AND e.gives IS NOT NULL AND m.id = (SELECT MIN(f.id) FROM exchange_message f WHERE f.exchange_id = e.id)
        UNION ALL SELECT 'word', h.word, NULL FROM exchange_change h JOIN exchange_message m ON m.exchange_id = h.exchange_id AND m.author_id = h.author_id
         WHERE m.id = @MessageId AND h.word IS NOT NULL
        UNION ALL SELECT 'learned', o.learned, o.language FROM exchange_outcome o JOIN exchange_message m ON m.exchange_id = o.exchange_id
         AND m.author_id = o.person_id WHERE m.id = @MessageId AND o.learned IS NOT NULL
        UNION ALL SELECT 'taught', o.taught_back, o.language FROM exchange_outcome o JOIN exchange_message m ON m.exchange_id = o.exchange_id
         AND m.author_id = o.person_id WHERE m.id = @MessageId AND o.taught_back IS NOT NULL
        """;

    // The author can read it too, but no one can report their own content.
    private const string SuggestionSql = """
        SELECT g.id AS SuggestionId, g.person_id AS PersonId, TRUE AS IsSeen FROM capacity_suggestion g WHERE g.id = @key AND g.state = 'waiting'
         AND g.moderated IS NULL
        """;

    private const string SuggestionPartsSql = """
        SELECT 'name' AS Part, g.name AS Text, g.language AS Language FROM capacity_suggestion g WHERE g.id = @SuggestionId AND g.name <> ''
        UNION ALL SELECT 'text', g.description, g.language FROM capacity_suggestion g WHERE g.id = @SuggestionId AND g.description <> ''
        UNION ALL SELECT 'reason', g.reason, g.language FROM capacity_suggestion g WHERE g.id = @SuggestionId AND g.reason <> ''
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public ReportThing Thing { get; private init; }
    public ulong? PersonId { get; init; }
    public ulong? OrganizationId { get; init; }
    public ulong? ListingId { get; init; }
    public ulong? EventId { get; init; }
    public ulong? MessageId { get; init; }
    public ulong? SuggestionId { get; init; }

    /// <summary>True when the reporter may know that the thing exists.</summary>
    public bool IsSeen { get; init; }

    public IReadOnlyList<EvidencePart> Parts { get; private init; } = [];

    public string PartsJson => WriteParts(Parts);

    public static string WriteParts(IEnumerable<EvidencePart> parts) => JsonSerializer.Serialize(parts, Json);

    public static IReadOnlyList<EvidencePart> ReadParts(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<EvidencePart>>(json, Json) ?? [];

    /// <summary>Null when there is nothing that the viewer may report. A person is never null, so the result does not reveal whether the account
    /// exists.</summary>
    public static async Task<ReportedThing?> FindAsync(DbConnection connection, ReportAbout about, Viewer viewer, DateTime now,
        DbTransaction? transaction = null)
    {
        var sql = about.Thing switch
        {
            ReportThing.Person => PersonSql,
            ReportThing.Organization => OrganizationSql,
            ReportThing.Listing => ListingSql,
            ReportThing.Event => EventSql,
            ReportThing.Suggestion => SuggestionSql,
            _ => MessageSql,
        };
        object? key = about.Thing switch
        {
            ReportThing.Person => about.Key,
            ReportThing.Organization => about.Key.ToLowerInvariant(),
            _ => ulong.TryParse(about.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        };
        if (key is null || (about.Thing == ReportThing.Message && !viewer.IsMember)) return null;
        if (about.Thing == ReportThing.Suggestion
            && PermissionTable.Judge(Act.ReadSuggestions,
                await Permit.RolesAsync(connection, viewer.PersonId, Act.ReadSuggestions, now, transaction)) != Verdict.Allowed) return null;
        var name = UserName.Typed(about.Key);
        var found = await connection.QuerySingleOrDefaultAsync<ReportedThing>(sql,
            new { key, name.AsTyped, name.AsRead, Viewer = viewer.PersonId, personId = viewer.PersonId }, transaction);
        if (found is null) return about.Thing == ReportThing.Person
            ? new ReportedThing { Thing = about.Thing, Parts = [new("username", about.Key, null)] } : null;
        var parts = await ReadPartsAsync(connection, found with { Thing = about.Thing }, viewer.PersonId, transaction);
        return found with { Thing = about.Thing, Parts = parts.Count > 0 ? parts : [new("username", about.Key, null)] };
    }

    // No person has this id. Stands for any logged-in viewer.
    private const ulong SomeMember = 0;

    /// <summary>The content just saved, as any logged-in user sees it. Takes a central id for a person and a row id for everything else. Has no parts when the
    /// content is visible to no one.</summary>
    public static async Task<ReportedThing> SavedAsync(DbConnection connection, ReportThing thing, ulong id, DbTransaction transaction)
    {
        var it = await connection.QuerySingleAsync<ReportedThing>(thing switch
        {
            ReportThing.Person => "SELECT @id AS PersonId",
            ReportThing.Organization => "SELECT @id AS OrganizationId",
            ReportThing.Listing => ListingOwnerSql,
            _ => EventOwnerSql,
        }, new { id }, transaction);
        return it with { Thing = thing, Parts = await ReadPartsAsync(connection, it with { Thing = thing }, SomeMember, transaction) };
    }

    private static async Task<List<EvidencePart>> ReadPartsAsync(DbConnection connection, ReportedThing it, ulong? viewer, DbTransaction? transaction)
    {
        var sql = it.Thing switch
        {
            ReportThing.Person => PersonPartsSql,
            ReportThing.Organization => OrganizationPartsSql,
            ReportThing.Listing => ListingPartsSql,
            ReportThing.Event => EventPartsSql,
            ReportThing.Suggestion => SuggestionPartsSql,
            _ => MessagePartsSql,
        };
        return (await connection.QueryAsync<EvidencePart>(sql,
            new { Owner = it.PersonId, it.OrganizationId, it.ListingId, it.EventId, it.MessageId, it.SuggestionId, Viewer = viewer, personId = viewer },
            transaction)).AsList();
    }
}
