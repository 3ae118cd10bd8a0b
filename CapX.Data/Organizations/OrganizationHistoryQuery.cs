using System.Text.Json;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>One entry of an organization's history.</summary>
public sealed record OrganizationChange
{
    public const string Proposed = "proposed";
    public const string Imported = "imported";
    public const string Saved = "saved";
    public const string Restored = "restored";
    public const string Confirmed = "confirmed";
    public const string Merged = "merged";
    public const string Invited = "invited";
    public const string Joined = "joined";
    public const string Left = "left";
    public const string HandedOver = "handed-over";
    public const string MemberConfirmed = "member-confirmed";
    public const string MemberRemoved = "member-removed";

    public required ulong Id { get; init; }

    /// <summary>One of the constants above.</summary>
    public required string What { get; init; }

    /// <summary>User name of the author. Null for an import and for an erased account.</summary>
    public string? Author { get; init; }

    /// <summary>User name of the person the change is about.</summary>
    public string? Subject { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The saved form. Null for changes that did not save one.</summary>
    public OrganizationForm? Form { get; init; }
}

/// <summary>Reads an organization's history, for its managers and curators.</summary>
public sealed class OrganizationHistoryQuery(Database database, TimeProvider time)
{
    public const int Most = 200;

    private const string Sql = $"""
        SELECT h.id AS {nameof(Row.Id)}, h.what AS {nameof(Row.What)}, h.changed_at AS {nameof(Row.At)}, h.form AS {nameof(Row.Form)},
               (SELECT p.username FROM person p WHERE p.id = h.author_id) AS {nameof(Row.Author)},
                 (SELECT p.username FROM person p WHERE p.id = h.subject_id) AS {nameof(Row.Subject)}
          FROM organization_change h JOIN organization o ON o.id = h.organization_id
         WHERE o.slug = @slug AND o.state NOT IN ('removed', 'withheld')
           AND (@isCurator OR {Managing.ByViewerSql})
         ORDER BY h.id DESC
         LIMIT @Most
        """;

    /// <summary>Newest first. Empty for everyone else. Two queries.</summary>
    public Task<IReadOnlyList<OrganizationChange>> RunAsync(string slug, Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<OrganizationChange>>(async connection =>
        {
            var isCurator = await Permit.HasRoleAsync(connection, viewer.PersonId, Act.ReadOrganizationHistory, now);
            return
            [
                .. (await connection.QueryAsync<Row>(Sql, new { slug, Viewer = viewer.PersonId, isCurator, Most })).Select(row => new OrganizationChange
                {
                    Id = row.Id,
                    What = row.What,
                    Author = row.Author,
                    Subject = row.Subject,
                    At = row.At,
                    Form = row.Form is null ? null : JsonSerializer.Deserialize<OrganizationForm>(row.Form),
                }),
            ];
        }, token);
    }

    private sealed record Row
    {
        public ulong Id { get; init; }
        public required string What { get; init; }
        public DateTime At { get; init; }
        public string? Form { get; init; }
        public string? Author { get; init; }
        public string? Subject { get; init; }
    }
}
