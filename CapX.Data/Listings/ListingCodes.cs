namespace CapX.Data.Listings;

public static class ListingKind
{
    /// <summary>Someone needs something.</summary>
    public const string Ask = "ask";

    /// <summary>Someone offers help.</summary>
    public const string Offer = "offer";

    /// <summary>Something that is done for others regularly.</summary>
    public const string Service = "service";

    /// <summary>Something that others can have or use.</summary>
    public const string Resource = "resource";

    public static readonly IReadOnlyList<string> All = [Ask, Offer, Service, Resource];
}

public static class ResourceKind
{
    public const string LearningMaterial = "learning-material";

    public static readonly IReadOnlyList<string> All = [LearningMaterial, "equipment", "venue", "funding", "software", "data", "contact"];
}

/// <summary>Licences of learning material, the most free first.</summary>
public static class MaterialLicence
{
    public static readonly IReadOnlyList<string> All = ["public-domain", "cc0", "cc-by", "cc-by-sa", "gfdl", "other-free", "not-free"];
}

public static class MaterialFormat
{
    public static readonly IReadOnlyList<string> All = ["text", "video", "audio", "slides", "course", "game", "picture", "other"];
}

/// <summary>The state of a listing.</summary>
public enum ListingState
{
    Open,

    /// <summary>The owner says that it no longer applies.</summary>
    Closed,

    /// <summary>Its last open day has passed.</summary>
    Expired,
}
