using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Events;

/// <summary>Events as a kind of content. All organizers answer for an event, and its cases name the first of them.</summary>
public sealed class EventContent : CatalogueContent
{
    public const string Kind = "event";

    private const string ColumnsSql = $"""
        e.id AS {nameof(ContentFound.Id)},
               (SELECT a.person_id FROM event_organizer a WHERE a.event_id = e.id AND a.standing = 'organizer' AND a.person_id IS NOT NULL ORDER BY a.id
                 LIMIT 1) AS {nameof(ContentFound.PersonId)},
               (SELECT a.organization_id FROM event_organizer a WHERE a.event_id = e.id AND a.organization_id IS NOT NULL ORDER BY a.id
                 LIMIT 1) AS {nameof(ContentFound.OrganizationId)}, TRUE AS {nameof(ContentFound.IsSeen)}
        """;

    private const string EraseSql =
        "DELETE FROM draft WHERE form = @draft; UPDATE event_learned SET event_title = NULL WHERE event_id = @id; DELETE FROM content WHERE id = @id;";

    public override string Code => Kind;

    internal override string Table => "event";

    internal override string FoundSql => $"SELECT {ColumnsSql} FROM event e WHERE e.id = @key AND {EventVisibility.SeenSql}";

    internal override string OwnersSql => $"SELECT {ColumnsSql} FROM event e WHERE e.id = @id";

    internal override string PublicKeySql(string id) => id;

    // A block hides the other person's text.
    internal override string TitleSql(string id) =>
        $"(SELECT e.title FROM event e WHERE e.id = {id} AND {EventVisibility.SeenSql} AND NOT {EventVisibility.IsPartedSql})";

    public override IReadOnlyList<string> NoticeKinds => EventNotice.All;

    internal override string PartsSql => """
        SELECT 'title' AS Part, e.title AS Text, e.language AS Language FROM event e WHERE e.id = @id
        UNION ALL SELECT 'text', e.text, e.language FROM event e WHERE e.id = @id AND e.text IS NOT NULL
        UNION ALL SELECT 'place', e.place, e.language FROM event e WHERE e.id = @id AND e.place IS NOT NULL
        UNION ALL SELECT 'link', e.wiki_page, NULL FROM event e WHERE e.id = @id AND e.wiki_page IS NOT NULL
        """;

    // Public words at an event do not appear on the person's profile.
    internal override string BesideSql(string personId) => $"""
        SELECT 'learned', l.text, l.language FROM event_learned l JOIN person p ON p.id = l.person_id WHERE p.id = {personId} AND l.may_quote
         AND {PersonVisibility.ListedSql}
        """;

    internal override bool IsDated => true;

    internal override string HeldBackSql => "SELECT e.moderated IS NOT NULL FROM event e WHERE e.id = @Id";

    internal override CapacityTable Capacities { get; } = new("event_capacity", "event_id", HasRoles: false);

    // An event with other organizers stays, so its cases pass to the next organizer.
    internal override string HandOverSql => """
        UPDATE moderation_case c
           SET c.organization_id = COALESCE(c.organization_id,
             (SELECT a.organization_id FROM event_organizer a WHERE a.event_id = c.content_id AND a.organization_id IS NOT NULL ORDER BY a.id LIMIT 1)),
               c.person_id = (SELECT a.person_id FROM event_organizer a WHERE a.event_id = c.content_id AND a.standing = 'organizer'
                 AND a.person_id <> @personId ORDER BY a.id LIMIT 1)
         WHERE c.thing = 'event' AND c.person_id = @personId
           AND EXISTS (SELECT 1 FROM event_organizer a WHERE a.event_id = c.content_id AND a.standing = 'organizer'
             AND (a.organization_id IS NOT NULL OR a.person_id <> @personId))
        """;

    internal override Task RelistAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id) => EventRows.ListAsync(transaction, vocabulary, id);

    internal override Task EraseAsync(DbTransaction transaction, ulong id, DateTime now) =>
        transaction.Connection!.ExecuteAsync(EraseSql, new { id, draft = SaveEventCommand.DraftName(id) }, transaction);

    internal override string AnsweringSql(string id) =>
        $"SELECT o.person_id FROM event_organizer o WHERE o.event_id = {id} AND o.standing = 'organizer' AND o.person_id IS NOT NULL";

    internal override string PartakesSql(string id, string managed) =>
        $"EXISTS (SELECT 1 FROM event_organizer o WHERE o.event_id = {id} AND o.standing = 'organizer' AND o.organization_id IN {managed})";

    internal override Task<IEnumerable<CatalogueEntry>> EntriesAsync(DbTransaction transaction, IReadOnlyList<ulong> ids) =>
        EventRows.EntriesAsync(transaction, ids);
}
