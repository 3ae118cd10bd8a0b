namespace CapX.Data.Privacy;

/// <summary>What is stored about a person at organizations, and the roles that the person has for the whole site.</summary>
public sealed record ExportedOrganizations
{
    // Also where somebody else's invitation hands over this person's place.
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

    /// <summary>What the person changed, and what others changed about the person.</summary>
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

        /// <summary>Its address.</summary>
        public required string Organization { get; init; }

        /// <summary>"invited", "manager", "said", "member"; "hands-over" where somebody was asked to take this person's place.</summary>
        public required string Standing { get; init; }

        /// <summary>The central id of whose place is handed over.</summary>
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

        /// <summary>JSON, what the person saved.</summary>
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
