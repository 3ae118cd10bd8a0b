namespace CapX.Data.Permissions;

/// <summary>Who manages an organization, as SQL. All but <see cref="Sql"/> ask about an organization "o".</summary>
internal static class Managing
{
    /// <summary>The row "m" of organization_person is that of a manager, not of a member or of someone who was only invited or claims membership.</summary>
    public const string Sql = "m.standing = 'manager'";

    /// <summary>The row "m" of organization_person is that of a manager or a confirmed member.</summary>
    public const string BelongsSql = "m.standing IN ('manager', 'member')";

    /// <summary>The organization "o" has a manager.</summary>
    public const string ByAnyoneSql = $"EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = o.id AND {Sql})";

    /// <summary>The viewer <c>@Viewer</c> manages the organization "o".</summary>
    public const string ByViewerSql = $"EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = o.id AND m.person_id = @Viewer AND {Sql})";
}
