using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Listings;

/// <summary>Listings as a kind of content.</summary>
public sealed class ListingContent : CatalogueContent
{
    public const string Kind = "listing";

    private const string ColumnsSql = $"""
        l.id AS {nameof(ContentFound.Id)}, l.person_id AS {nameof(ContentFound.PersonId)}, l.organization_id AS {nameof(ContentFound.OrganizationId)},
          TRUE AS {nameof(ContentFound.IsSeen)}
        """;

    private const string EraseSql = "DELETE FROM draft WHERE form = @draft; DELETE FROM content WHERE id = @id;";

    public override string Code => Kind;

    internal override string Table => "listing";

    internal override string FoundSql => $"SELECT {ColumnsSql} FROM listing l WHERE l.id = @key AND {ListingVisibility.Sql}";

    internal override string OwnersSql => $"SELECT {ColumnsSql} FROM listing l WHERE l.id = @id";

    internal override string PublicKeySql(string id) => id;

    internal override string TitleSql(string id) =>
        $"(SELECT l.title FROM listing l WHERE l.id = {id} AND ({ListingVisibility.Sql} OR {ListingVisibility.MineSql}))";

    public override IReadOnlyList<string> NoticeKinds => ListingNotice.All;

    internal override string PartsSql => """
        SELECT 'title' AS Part, l.title AS Text, l.language AS Language FROM listing l WHERE l.id = @id
        UNION ALL SELECT 'text', l.text, l.language FROM listing l WHERE l.id = @id AND l.text IS NOT NULL
        UNION ALL SELECT 'link', l.link, NULL FROM listing l WHERE l.id = @id AND l.link IS NOT NULL
        """;

    internal override bool IsClosable => true;

    internal override string HeldBackSql => """
        SELECT l.moderated IS NOT NULL OR COALESCE(o.state, '') IN ('hidden', 'withheld')
          FROM listing l LEFT JOIN organization o ON o.id = l.organization_id WHERE l.id = @Id
        """;

    internal override CapacityTable Capacities { get; } = new("listing_capacity", "listing_id", HasRoles: false);

    internal override Task RelistAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id) => ListingRows.ListAsync(transaction, vocabulary, id);

    internal override string OwnedSql(string people) => $"SELECT l.id FROM listing l WHERE l.person_id IN {people}";

    internal override Task EraseAsync(DbTransaction transaction, ulong id, DateTime now) =>
        transaction.Connection!.ExecuteAsync(EraseSql, new { id, draft = SaveListingCommand.DraftName(id) }, transaction);

    internal override Task<IEnumerable<CatalogueEntry>> EntriesAsync(DbTransaction transaction, IReadOnlyList<ulong> ids) =>
        ListingRows.EntriesAsync(transaction, ids);
}
