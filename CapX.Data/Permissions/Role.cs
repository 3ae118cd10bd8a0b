namespace CapX.Data.Permissions;

/// <summary>Site-wide roles.</summary>
public enum Role
{
    /// <summary>Maintains the capacity tree and the organizations.</summary>
    Curator,

    /// <summary>Handles reports.</summary>
    Moderator,

    /// <summary>Grants and revokes roles.</summary>
    Steward,
}
