using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Listings;
using CapX.Data.Permissions;
using CapX.Data.Search;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Organizations as a kind of content.</summary>
public sealed class OrganizationContent : CatalogueContent
{
    public const string Kind = "organization";

    private const string StateSql = "SELECT state FROM organization WHERE id = @id FOR UPDATE";
    private const string ListingsSql = "SELECT id FROM listing WHERE organization_id = @id ORDER BY id FOR UPDATE";

    public override string Code => Kind;

    internal override string Table => "organization";

    internal override object Key(string typed) => typed.ToLowerInvariant();

    internal override string FoundSql => $"""
        SELECT o.id AS {nameof(ContentFound.Id)}, o.id AS {nameof(ContentFound.OrganizationId)}, TRUE AS {nameof(ContentFound.IsSeen)}
         FROM organization s JOIN organization o ON o.id = COALESCE(s.merged_into_id, s.id)
         WHERE s.slug = @key AND o.state IN ('proposed', 'confirmed')
           AND (o.state = 'confirmed' OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = o.id AND m.person_id = @Viewer
             AND m.standing IN ('manager', 'invited')))
        """;

    internal override string OwnersSql => $"SELECT @id AS {nameof(ContentFound.Id)}, @id AS {nameof(ContentFound.OrganizationId)}";

    internal override string PublicKeySql(string id) => $"(SELECT k.slug FROM organization k WHERE k.id = {id})";

    internal override string TitleSql(string id) => $"""
        (SELECT a.name FROM organization g JOIN organization_name a ON a.organization_id = g.id
          WHERE g.id = {id} AND (g.state = 'confirmed' OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = g.id
            AND m.person_id = @personId AND ({Managing.Sql} OR (m.standing = 'invited' AND g.state = 'proposed'))))
          ORDER BY a.position LIMIT 1)
        """;

    public override IReadOnlyList<string> NoticeKinds => OrganizationNotice.All;

    internal override string PartsSql => """
        SELECT 'name' AS Part, n.name AS Text, n.language AS Language FROM organization_name n WHERE n.organization_id = @id
        UNION ALL SELECT 'about', o.about, o.about_language FROM organization o WHERE o.id = @id AND o.about IS NOT NULL
        UNION ALL SELECT 'link', o.website, NULL FROM organization o WHERE o.id = @id AND o.website IS NOT NULL
        UNION ALL SELECT 'link', o.mastodon, NULL FROM organization o WHERE o.id = @id AND o.mastodon IS NOT NULL
        UNION ALL SELECT 'link', o.report_link, NULL FROM organization o WHERE o.id = @id AND o.report_link IS NOT NULL
        UNION ALL SELECT 'note', h.note, o.about_language FROM organization_capacity h JOIN organization o ON o.id = h.organization_id
         WHERE o.id = @id AND h.note IS NOT NULL
        """;

    internal override CapacityTable Capacities { get; } = new("organization_capacity", "organization_id", HasRoles: true);

    // An organization that was merged or removed in the meantime keeps that state.
    internal override string ModerateSql => """
        UPDATE organization SET state = CASE @state WHEN 'removed' THEN 'withheld' WHEN 'hidden' THEN 'hidden'
          ELSE IF(confirmed_at IS NULL, 'proposed', 'confirmed') END
         WHERE id = @id AND state NOT IN ('merged', 'removed')
        """;

    internal override async Task RelistAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id)
    {
        await OrganizationRows.ListAsync(transaction, vocabulary, id);
        foreach (var listing in (await transaction.Connection!.QueryAsync<ulong>(ListingsSql, new { id }, transaction)).AsList())
            await ListingRows.ListAsync(transaction, vocabulary, listing);
    }

    // A curator may have removed the organization in the meantime.
    internal override async Task<bool> ErasesItsOwnAsync(DbTransaction transaction, ulong id) =>
        await transaction.Connection!.ExecuteScalarAsync<string>(StateSql, new { id }, transaction) == "withheld";

    internal override async Task EraseAsync(DbTransaction transaction, ulong id, DateTime now)
    {
        if (await ErasesItsOwnAsync(transaction, id)) await RemoveOrganizationCommand.RemoveWithheldAsync(transaction, id, now);
    }

    internal override Task<IEnumerable<CatalogueEntry>> EntriesAsync(DbTransaction transaction, IReadOnlyList<ulong> ids) =>
        OrganizationRows.EntriesAsync(transaction, ids);
}
