namespace CapX.Data.Listings;

/// <summary>The facets that only listings have.</summary>
public static class ListingFacets
{
    /// <summary>The territory code for online or any place.</summary>
    internal const string Anywhere = "anywhere";

    public static readonly Facet Kind = new("kind") { Codes = ListingKind.All, CodeKeys = "listings-kind" };
    public static readonly Facet Resource = new("resource") { Codes = ResourceKind.All, CodeKeys = "listings-resource" };

    /// <summary>The format of learning material.</summary>
    public static readonly Facet Format = new("format") { Codes = MaterialFormat.All, CodeKeys = "listings-format" };

    /// <summary>The licence of learning material.</summary>
    public static readonly Facet Licence = new("licence") { Codes = MaterialLicence.All, CodeKeys = "listings-licence" };

    public static readonly Facet State = new("state")
    {
        Codes = [.. Enum.GetValues<ListingState>().Select(state => state.ToString().ToLowerInvariant())],
        CodeKeys = "listings-state",
        Default = ["open"],
    };

    public static readonly Facet Territory = Facet.Territory with { Codes = [Anywhere], CodeKeys = "listings-place" };
}
