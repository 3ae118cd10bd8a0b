using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Messages of exchanges as a kind of content.</summary>
public sealed class MessageContent : ContentKind
{
    public const string Kind = "message";

    private const string ColumnsSql =
        $"m.id AS {nameof(ContentFound.Id)}, m.author_id AS {nameof(ContentFound.PersonId)}, TRUE AS {nameof(ContentFound.IsSeen)}";

    private const string FromCasesSql =
        "FROM moderation_case c JOIN exchange_message w ON w.id = c.content_id JOIN exchange x ON x.id = w.exchange_id";

    // The other fields of a proposal belong to its first message.
    private const string EraseSql = """
        UPDATE exchange e SET e.hope = NULL, e.gives = NULL WHERE @id = (SELECT MIN(f.id) FROM exchange_message f WHERE f.exchange_id = e.id)
          AND e.id = (SELECT m.exchange_id FROM exchange_message m WHERE m.id = @id);
        UPDATE exchange_message SET text = '', language = NULL WHERE id = @id;
        """;

    public override string Code => Kind;

    internal override string Table => "exchange_message";

    internal override bool IsCorrespondence => true;

    internal override Task<bool> MayReadAsync(DbConnection connection, Viewer viewer, DateTime now, DbTransaction? transaction) =>
        Task.FromResult(viewer.IsMember);

    // A received message: the reporter speaks for the other side than the one that wrote it.
    internal override string FoundSql => $"""
        SELECT {ColumnsSql} FROM exchange_message m JOIN exchange e ON e.id = m.exchange_id
         WHERE m.id = @key AND m.moderated IS NULL AND m.author_id <> @personId AND m.side <> ({ExchangeSpeakers.SideSql})
        """;

    internal override string OwnersSql => $"SELECT {ColumnsSql} FROM exchange_message m WHERE m.id = @id";

    // Every message includes what its author wrote elsewhere in the exchange, which cannot be reported separately.
    internal override string PartsSql => """
        SELECT 'message' AS Part, m.text AS Text, m.language AS Language FROM exchange_message m WHERE m.id = @id
        UNION ALL SELECT 'hope', e.hope, e.language FROM exchange e JOIN exchange_message m ON m.exchange_id = e.id
                   WHERE m.id = @id AND e.hope IS NOT NULL AND m.id = (SELECT MIN(f.id) FROM exchange_message f WHERE f.exchange_id = e.id)
        UNION ALL SELECT 'gives', e.gives, e.language FROM exchange e JOIN exchange_message m ON m.exchange_id = e.id
                   WHERE m.id = @id AND e.gives IS NOT NULL AND m.id = (SELECT MIN(f.id) FROM exchange_message f WHERE f.exchange_id = e.id)
        UNION ALL SELECT 'word', h.word, NULL FROM exchange_change h JOIN exchange_message m ON m.exchange_id = h.exchange_id AND m.author_id = h.author_id
         WHERE m.id = @id AND h.word IS NOT NULL
        UNION ALL SELECT 'learned', o.learned, o.language FROM exchange_outcome o JOIN exchange_message m ON m.exchange_id = o.exchange_id
         AND m.author_id = o.person_id WHERE m.id = @id AND o.learned IS NOT NULL
        UNION ALL SELECT 'taught', o.taught_back, o.language FROM exchange_outcome o JOIN exchange_message m ON m.exchange_id = o.exchange_id
         AND m.author_id = o.person_id WHERE m.id = @id AND o.taught_back IS NOT NULL
        """;

    // Only the partners in an exchange can read these words.
    internal override string BesideSql(string personId) => $"""
        SELECT 'word', h.word, NULL FROM exchange_change h JOIN exchange e ON e.id = h.exchange_id WHERE h.author_id = {personId} AND h.word IS NOT NULL
         AND {ExchangeSpeakers.SideSql} IS NOT NULL
        UNION ALL SELECT 'learned', o.learned, o.language FROM exchange_outcome o JOIN exchange e ON e.id = o.exchange_id WHERE o.person_id = {personId}
         AND o.learned IS NOT NULL AND {ExchangeSpeakers.SideSql} IS NOT NULL
        UNION ALL SELECT 'taught', o.taught_back, o.language FROM exchange_outcome o JOIN exchange e ON e.id = o.exchange_id WHERE o.person_id = {personId}
         AND o.taught_back IS NOT NULL AND {ExchangeSpeakers.SideSql} IS NOT NULL
        """;

    internal override string OwnedSql(string people) => $"SELECT m.id FROM exchange_message m WHERE m.author_id IN {people}";

    // The conversation says permanently that moderators removed a message.
    internal override bool LeavesPlaceholder => true;

    internal override Task EraseAsync(DbTransaction transaction, ulong id, DateTime now) =>
        transaction.Connection!.ExecuteAsync(EraseSql, new { id }, transaction);

    internal override string PartnersSql(string cases) => $"""
        SELECT c.id, x.proposer_person_id {FromCasesSql} WHERE c.id IN {cases} AND x.proposer_person_id <> @personId
        UNION SELECT c.id, x.recipient_person_id {FromCasesSql} WHERE c.id IN {cases} AND x.recipient_person_id <> @personId
        UNION SELECT c.id, m.person_id {FromCasesSql} JOIN organization_person m ON m.organization_id = x.proposer_organization_id
         AND {Managing.Sql} WHERE c.id IN {cases} AND m.person_id <> @personId
        UNION SELECT c.id, m.person_id {FromCasesSql} JOIN organization_person m ON m.organization_id = x.recipient_organization_id
         AND {Managing.Sql} WHERE c.id IN {cases} AND m.person_id <> @personId
        """;

    internal override string PartakesSql(string id, string managed) => $"""
        EXISTS (SELECT 1 FROM exchange_message w JOIN exchange x ON x.id = w.exchange_id
                 WHERE w.id = {id} AND (x.proposer_person_id = @Handler OR x.recipient_person_id = @Handler
                   OR x.proposer_organization_id IN {managed} OR x.recipient_organization_id IN {managed}))
        """;
}
