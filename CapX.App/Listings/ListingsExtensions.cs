using CapX.App.People;
using CapX.App.Shell;
using CapX.Data.Listings;

namespace CapX.App.Listings;

/// <summary>Registers the services to find, post and manage listings.</summary>
public static class ListingsExtensions
{
    public static IServiceCollection AddListings(this IServiceCollection services) => services
        .AddSingleton(new StoredKind("listings", "chosen-each", "deleted")
        {
            Count = export => export.Of<ExportedListings>() is var listings ? listings.Posted.Total + listings.Needs.Total : 0,
            Href = _ => ListingUrls.MyListings,
        })
        .AddSingleton(new ContentAddress(ListingContent.Kind, key => $"{ListingUrls.Listings}/{key}"))
        .AddSingleton<FindListingsQuery>()
        .AddSingleton<ListingQuery>()
        .AddSingleton<SaveListingCommand>()
        .AddSingleton<ChangeListingCommand>()
        .AddSingleton<ExpireListingsCommand>()
        .AddSingleton<PersonPart, ListingsOfPerson>()
        .AddSingleton<ListingFeed>();
}
