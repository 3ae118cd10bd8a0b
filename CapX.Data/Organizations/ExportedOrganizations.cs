using CapX.Data.Content;

namespace CapX.Data.Organizations;

/// <summary>Data stored about a person's relations to organizations, and their site-wide roles.</summary>
public sealed record ExportedOrganizations
{
    // Includes other people's invitations that hand over this person's place.
    private const string StandingSql = $"""
        SELECT m.organization_id AS {nameof(StandingRow.OrganizationId)}, o.slug AS {nameof(StandingRow.Organization)},
               IF(m.person_id = @personId, m.standing, 'hands-over') AS {nameof(StandingRow.Standing)},
               m.hands_over_id AS {nameof(StandingRow.HandsOverId)}, m.since_at AS {nameof(StandingRow.SinceAt)}
          FROM organization_person m JOIN organization o ON o.id = m.organization_id
         WHERE m.person_id = @personId OR m.hands_over_id = @personId ORDER BY m.organization_id, m.person_id
        """;

    private const string ChangeSql = $"""
        SELECT h.id AS {nameof(ChangeRow.Id)}, h.organization_id AS {nameof(ChangeRow.OrganizationId)},
               IF(h.author_id <=> @personId, 'author', 'subject') AS {nameof(ChangeRow.Side)}, h.what AS {nameof(ChangeRow.What)},
               IF(h.author_id <=> @personId, h.form, NULL) AS {nameof(ChangeRow.Form)}, h.changed_at AS {nameof(ChangeRow.ChangedAt)}
          FROM organization_change h WHERE h.author_id = @personId OR h.subject_id = @personId ORDER BY h.id
        """;

    private const string RoleSql = $"""
        SELECT role AS {nameof(RoleRow.Role)}, until_at AS {nameof(RoleRow.UntilAt)}, granted_at AS {nameof(RoleRow.GrantedAt)} FROM person_role
         WHERE person_id = @personId ORDER BY role
        """;

    public required ExportedRows<StandingRow> Standings { get; init; }

    /// <summary>Changes by the person, and changes by others that concern the person.</summary>
    public required ExportedRows<ChangeRow> Changes { get; init; }
    public required ExportedRows<RoleRow> Roles { get; init; }

    internal static async Task<ExportedOrganizations> ReadAsync(ExportReader reader) => new()
    {
        Standings = await reader.RowsAsync<StandingRow>(StandingSql),
        Changes = await reader.RowsAsync<ChangeRow>(ChangeSql),
        Roles = await reader.RowsAsync<RoleRow>(RoleSql),
    };

    public sealed record StandingRow
    {
        public ulong OrganizationId { get; init; }

        /// <summary>The organization's slug.</summary>
        public required string Organization { get; init; }

        /// <summary>"invited", "manager", "said" or "member". "hands-over" when someone was invited to take this person's place.</summary>
        public required string Standing { get; init; }

        /// <summary>The central id of the person whose place is handed over.</summary>
        public ulong? HandsOverId { get; init; }
        public DateTime SinceAt { get; init; }
    }

    public sealed record ChangeRow
    {
        public ulong Id { get; init; }
        public ulong OrganizationId { get; init; }

        /// <summary>"author" or "subject".</summary>
        public required string Side { get; init; }
        public required string What { get; init; }

        /// <summary>The saved form as JSON, for the person's own changes.</summary>
        public string? Form { get; init; }
        public DateTime ChangedAt { get; init; }
    }

    public sealed record RoleRow
    {
        public required string Role { get; init; }
        public DateTime UntilAt { get; init; }
        public DateTime GrantedAt { get; init; }
    }
}

/// <summary>The part of the export with what a person has at organizations.</summary>
internal sealed class OrganizationsExport : ExportPart
{
    public override string Key => "organizations";

    internal override async Task<object> ReadAsync(ExportReader reader) => await ExportedOrganizations.ReadAsync(reader);
}
