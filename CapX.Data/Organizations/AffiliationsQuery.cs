using System.Text.Json;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>An organization where a person is a member or manager.</summary>
public sealed record Affiliation(ulong Id, string Slug, IReadOnlyList<OrganizationName> Names, bool IsManager);

/// <summary>Reads a person's organizations, as far as the person shows them to the viewer.</summary>
public sealed class AffiliationsQuery(Database database)
{
    private static readonly ViewerSql Sql = new($"""
        SELECT o.id AS {nameof(Row.Id)}, o.slug AS {nameof(Row.Slug)}, {Managing.Sql} AS {nameof(Row.IsManager)},
               (SELECT JSON_ARRAYAGG(JSON_OBJECT('Language', n.language, 'Name', n.name) ORDER BY n.position) FROM organization_name n
                 WHERE n.organization_id = o.id) AS {nameof(Row.Names)}
          FROM organization_person m JOIN organization o ON o.id = m.organization_id JOIN person p ON p.id = m.person_id
         WHERE m.person_id = @personId AND {Managing.BelongsSql} AND o.state = 'confirmed' AND {PersonVisibility.Sql}
           AND {PersonVisibility.AffiliationsSql}
         ORDER BY o.slug
         LIMIT 50
        """);

    /// <summary>Ordered by slug. One query.</summary>
    public Task<IReadOnlyList<Affiliation>> RunAsync(ulong personId, Viewer viewer, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<Affiliation>>(async connection =>
        [.. (await connection.QueryAsync<Row>(Sql.For(viewer), new { personId, Viewer = viewer.PersonId })).Select(row =>
            new Affiliation(row.Id, row.Slug, JsonSerializer.Deserialize<OrganizationName[]>(row.Names)!, row.IsManager))], token);

    private sealed record Row
    {
        public ulong Id { get; init; }
        public required string Slug { get; init; }
        public bool IsManager { get; init; }
        public required string Names { get; init; }
    }
}
