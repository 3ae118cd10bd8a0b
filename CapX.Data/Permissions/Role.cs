namespace CapX.Data.Permissions;

/// <summary>What somebody may do for the whole site.</summary>
public enum Role
{
    /// <summary>Keeps the taxonomy and the organizations.</summary>
    Curator,

    /// <summary>Keeps the place safe.</summary>
    Moderator,

    /// <summary>Gives and takes roles.</summary>
    Steward,
}
