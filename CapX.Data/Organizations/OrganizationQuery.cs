using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.People;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>How somebody stands to an organization.</summary>
public enum OrganizationStanding
{
    /// <summary>Asked to speak for it.</summary>
    Invited,

    /// <summary>Speaks for it.</summary>
    Manager,

    /// <summary>Says to be part of it.</summary>
    Said,

    /// <summary>Part of it, as a manager confirmed.</summary>
    Member,
}

/// <summary>Somebody who speaks for an organization or belongs to it.</summary>
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

    /// <summary>Managers and members whom the viewer may see and who show it; for managers also who was invited or says to be part of it. By name.</summary>
    public required IReadOnlyList<OrganizationPerson> People { get; init; }

    /// <summary>The viewer's own standing, or null.</summary>
    public OrganizationStanding? Mine { get; init; }

    /// <summary>Whether anybody speaks for it, seen or not.</summary>
    public bool IsSpokenFor { get; init; }

    /// <summary>Whether the viewer is a curator.</summary>
    public bool IsCurator { get; init; }
    public bool IsManager => Mine == OrganizationStanding.Manager;

    /// <summary>Whether moderators hold it back, which is no curator's to change.</summary>
    public bool IsHeldBack => Organization.State is OrganizationState.Hidden or OrganizationState.Withheld;
    public bool MayCurate => IsCurator && !IsHeldBack;
    public bool MayEdit => IsManager || MayCurate;
}

/// <summary>One organization by its address. A merged one answers with the one that it became part of.</summary>
public sealed class OrganizationQuery(Database database, TimeProvider time)
{
    // Of a chain of merges every row names the last.
    private const string Sql = $"""
        SELECT {OrganizationRow.ColumnsSql}
          FROM organization s JOIN organization o ON o.id = COALESCE(s.merged_into_id, s.id)
         WHERE s.slug = @slug AND o.state NOT IN ('removed', 'withheld')
        """;

    private const string MineSql = """
        SELECT (SELECT standing FROM organization_person WHERE organization_id = @id AND person_id = @Viewer) AS Item1,
               EXISTS (SELECT 1 FROM organization_person WHERE organization_id = @id AND standing = 'manager') AS Item2
        """;

    private static readonly ViewerSql PeopleSql = new($"""
        SELECT p.id AS {nameof(OrganizationPerson.Id)}, p.username AS {nameof(OrganizationPerson.Username)},
               p.display_name AS {nameof(OrganizationPerson.DisplayName)}, m.standing AS {nameof(OrganizationPerson.Standing)}
          FROM organization_person m JOIN person p ON p.id = m.person_id
         WHERE m.organization_id = @id AND m.standing IN ('manager', 'member') AND {PersonVisibility.Sql} AND {PersonVisibility.AffiliationsSql}
         ORDER BY COALESCE(p.display_name, p.username), p.id
         LIMIT 500
        """);

    // A manager knows with whom the organization is kept, whatever the visibility of their profiles.
    private const string PeopleForManagersSql = $"""
        SELECT p.id AS {nameof(OrganizationPerson.Id)}, p.username AS {nameof(OrganizationPerson.Username)},
               p.display_name AS {nameof(OrganizationPerson.DisplayName)}, m.standing AS {nameof(OrganizationPerson.Standing)}
          FROM organization_person m JOIN person p ON p.id = m.person_id
         WHERE m.organization_id = @id
         ORDER BY COALESCE(p.display_name, p.username), p.id
         LIMIT 500
        """;

    /// <summary>Null where there is none, or it waits for confirmation and the viewer has no part in it. Four commands. Throws <see
    /// cref="DatabaseAwayException"/>.</summary>
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
        // What moderators hold back is shown to nobody who was only asked to speak for it.
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
