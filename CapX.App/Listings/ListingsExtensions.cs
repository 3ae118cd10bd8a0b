using CapX.Data.Listings;

namespace CapX.App.Listings;

/// <summary>Registers what finding, posting and keeping listings need.</summary>
public static class ListingsExtensions
{
    public static IServiceCollection AddListings(this IServiceCollection services) => services
        .AddSingleton<FindListingsQuery>()
        .AddSingleton<ListingQuery>()
        .AddSingleton<SaveListingCommand>()
        .AddSingleton<ChangeListingCommand>()
        .AddSingleton<ExpireListingsCommand>()
        .AddSingleton<ListingFeed>();
}
