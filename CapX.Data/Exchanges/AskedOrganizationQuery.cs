using CapX.Data.Organizations;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>An organization that a person wants to ask for something.</summary>
public sealed record AskedOrganization(OrganizationFound Organization, bool IsSpokenFor, bool IsOwn);

/// <summary>Reads the organization for a new proposal, and whether it can receive one.</summary>
public sealed class AskedOrganizationQuery(Database database)
{
    private const string Sql = $"""
        SELECT {OrganizationRow.ColumnsSql},
               {Managing.ByAnyoneSql} AS {nameof(Row.IsSpokenFor)},
               EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = o.id AND {Managing.Sql}
                 AND m.person_id = @personId) AS {nameof(Row.IsOwn)}
          FROM organization s JOIN organization o ON o.id = COALESCE(s.merged_into_id, s.id)
         WHERE s.slug = @slug AND o.state = 'confirmed'
        """;

    /// <summary>Null when no publicly visible organization has this slug. Follows merges. One SQL command.</summary>
    public Task<AskedOrganization?> RunAsync(string slug, ulong personId, CancellationToken token = default) => database.ReadAsync(async connection =>
        await connection.QuerySingleOrDefaultAsync<Row>(Sql, new { slug, personId }) is { } row ? new AskedOrganization(row.Found(), row.IsSpokenFor, row.IsOwn)
            : null, token);

    private sealed record Row : OrganizationRow
    {
        public bool IsSpokenFor { get; init; }
        public bool IsOwn { get; init; }
    }
}
