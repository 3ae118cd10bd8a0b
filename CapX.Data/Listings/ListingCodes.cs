namespace CapX.Data.Listings;

/// <summary>What a listing is.</summary>
public static class ListingKind
{
    /// <summary>Somebody needs something.</summary>
    public const string Ask = "ask";

    /// <summary>Somebody would help.</summary>
    public const string Offer = "offer";

    /// <summary>Something that is done for others again and again.</summary>
    public const string Service = "service";

    /// <summary>Something that can be had or used.</summary>
    public const string Resource = "resource";

    public static readonly IReadOnlyList<string> All = [Ask, Offer, Service, Resource];
}

/// <summary>What kind of resource a listing is.</summary>
public static class ResourceKind
{
    public const string LearningMaterial = "learning-material";

    public static readonly IReadOnlyList<string> All = [LearningMaterial, "equipment", "venue", "funding", "software", "data", "contact"];
}

/// <summary>Under which licence learning material stands, from the freest on.</summary>
public static class MaterialLicence
{
    public static readonly IReadOnlyList<string> All = ["public-domain", "cc0", "cc-by", "cc-by-sa", "gfdl", "other-free", "not-free"];
}

/// <summary>In which form learning material comes.</summary>
public static class MaterialFormat
{
    public static readonly IReadOnlyList<string> All = ["text", "video", "audio", "slides", "course", "game", "picture", "other"];
}

/// <summary>Whether a listing still holds.</summary>
public enum ListingState
{
    Open,

    /// <summary>Its owner says that it no longer holds.</summary>
    Closed,

    /// <summary>The last day on which it was open is over.</summary>
    Expired,
}
