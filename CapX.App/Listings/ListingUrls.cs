using System.Globalization;

namespace CapX.App;

/// <summary>URLs of listings and learning resources.</summary>
public static class ListingUrls
{
    public const string Listings = "/listings";
    public const string MyListings = $"{Listings}/mine";
    public const string Resources = "/resources";

    public static string Listing(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Listings}/{id}");

    public static string EditListing(ulong id) => $"{Listing(id)}/edit";

    public static string ListingAct(ulong id) => $"{Listing(id)}/act";

    /// <summary>The form for a new listing, optionally with kind and organization.</summary>
    public static string PostListing(string? kind = null, string? organization = null) =>
        UrlText.WithQuery($"{Listings}/new", [new("kind", kind ?? ""), new("as", organization ?? "")]);
}
