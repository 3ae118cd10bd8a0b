namespace CapX.Data.Organizations;

/// <summary>Kinds of notices about organizations.</summary>
public static class OrganizationNotice
{
    /// <summary>Someone invites the person to manage an organization.</summary>
    public const string Invitation = "organization-invitation";

    /// <summary>Someone claims membership of an organization that the person manages.</summary>
    public const string Member = "organization-member";

    /// <summary>The person's organization was confirmed, merged or removed, or their role in it changed.</summary>
    public const string Change = "organization-change";

    /// <summary>In the order of the settings page.</summary>
    public static readonly IReadOnlyList<string> All = [Invitation, Member, Change];
}
