namespace CapX.Data.Listings;

/// <summary>Kinds of notices about listings.</summary>
public static class ListingNotice
{
    /// <summary>Someone else needs what the person asks for.</summary>
    public const string Need = "listing-need";

    public const string Expired = "listing-expired";

    /// <summary>In the order of the settings page.</summary>
    public static readonly IReadOnlyList<string> All = [Need, Expired];
}
