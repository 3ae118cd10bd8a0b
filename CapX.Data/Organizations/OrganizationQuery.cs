using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.People;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>A person's relation to an organization.</summary>
public enum OrganizationStanding
{
    /// <summary>Invited as a manager.</summary>
    Invited,

    /// <summary>Speaks for the organization.</summary>
    Manager,

    /// <summary>Claims membership. Not confirmed yet.</summary>
    Said,

    /// <summary>A member confirmed by a manager.</summary>
    Member,
}

/// <summary>A manager or member of an organization, or someone invited or claiming membership.</summary>
public sealed record OrganizationPerson
{
    public ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public OrganizationStanding Standing { get; init; }
    public string Name => PersonNames.PlainOf(Username, DisplayName);
}

/// <summary>An organization's page as one viewer sees it.</summary>
public sealed record OrganizationShown
{
    public required OrganizationFound Organization { get; init; }

    /// <summary>Managers and members whom the viewer may see and who show their membership. Managers and curators see everyone, including invited people and
    /// claimed members. Ordered by name.</summary>
    public required IReadOnlyList<OrganizationPerson> People { get; init; }

    /// <summary>The viewer's own relation, or null.</summary>
    public OrganizationStanding? Mine { get; init; }

    /// <summary>True when there is any manager, visible to the viewer or not.</summary>
    public bool IsSpokenFor { get; init; }

    public bool IsCurator { get; init; }
    public bool IsManager => Mine == OrganizationStanding.Manager;

    /// <summary>True when moderators hide the organization. Curators cannot change that.</summary>
    public bool IsHeldBack => Organization.State is OrganizationState.Hidden or OrganizationState.Withheld;
    public bool MayCurate => IsCurator && !IsHeldBack;
    public bool MayEdit => IsManager || MayCurate;
}

/// <summary>Reads one organization by slug. The slug of a merged one returns the organization it was merged into.</summary>
public sealed class OrganizationQuery(Database database, TimeProvider time)
{
    // Each merged row points directly at the final target, so one join is enough.
    private const string Sql = $"""
        SELECT {OrganizationRow.ColumnsSql}
          FROM organization s JOIN organization o ON o.id = COALESCE(s.merged_into_id, s.id)
         WHERE s.slug = @slug AND o.state NOT IN ('removed', 'withheld')
        """;

    private const string MineSql = $"""
        SELECT (SELECT standing FROM organization_person WHERE organization_id = @id AND person_id = @Viewer) AS Item1,
               EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = @id AND {Managing.Sql}) AS Item2
        """;

    private static readonly ViewerSql PeopleSql = new($"""
        SELECT p.id AS {nameof(OrganizationPerson.Id)}, p.username AS {nameof(OrganizationPerson.Username)},
               p.display_name AS {nameof(OrganizationPerson.DisplayName)}, m.standing AS {nameof(OrganizationPerson.Standing)}
          FROM organization_person m JOIN person p ON p.id = m.person_id
         WHERE m.organization_id = @id AND {Managing.BelongsSql} AND {PersonVisibility.Sql} AND {PersonVisibility.AffiliationsSql}
         ORDER BY COALESCE(p.display_name, p.username), p.id
         LIMIT 500
        """);

    // Managers see everyone in their organization, regardless of profile visibility.
    private const string PeopleForManagersSql = $"""
        SELECT p.id AS {nameof(OrganizationPerson.Id)}, p.username AS {nameof(OrganizationPerson.Username)},
               p.display_name AS {nameof(OrganizationPerson.DisplayName)}, m.standing AS {nameof(OrganizationPerson.Standing)}
          FROM organization_person m JOIN person p ON p.id = m.person_id
         WHERE m.organization_id = @id
         ORDER BY COALESCE(p.display_name, p.username), p.id
         LIMIT 500
        """;

    /// <summary>Null when the organization does not exist or the viewer may not see it. Only managers, curators and invited people see a proposed one. Four
    /// queries.</summary>
    public Task<OrganizationShown?> RunAsync(string slug, Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(connection => ReadAsync(connection, slug, viewer, now), token);
    }

    private static async Task<OrganizationShown?> ReadAsync(DbConnection connection, string slug, Viewer viewer, DateTime now)
    {
        if (await connection.QuerySingleOrDefaultAsync<OrganizationRow>(Sql, new { slug }) is not { } row) return null;
        var parameters = new { row.Id, Viewer = viewer.PersonId };
        var (standing, isSpokenFor) = await connection.QuerySingleAsync<(string?, bool)>(MineSql, parameters);
        var mine = standing is null ? default(OrganizationStanding?) : Enum.Parse<OrganizationStanding>(standing, ignoreCase: true);
        var isCurator = await Permit.HasRoleAsync(connection, viewer.PersonId, Act.ReadOrganization, now);
        var organization = row.Found();
        // Organizations hidden by moderators are not shown to people who were only invited.
        var isAsked = mine == OrganizationStanding.Invited && organization.State == OrganizationState.Proposed;
        if (organization.State != OrganizationState.Confirmed && !isCurator && !isAsked && mine != OrganizationStanding.Manager) return null;
        return new OrganizationShown
        {
            Organization = organization,
            Mine = mine,
            IsSpokenFor = isSpokenFor,
            IsCurator = isCurator,
            People = (await connection.QueryAsync<OrganizationPerson>(mine == OrganizationStanding.Manager || isCurator ? PeopleForManagersSql
                : PeopleSql.For(viewer), parameters)).AsList(),
        };
    }
}
