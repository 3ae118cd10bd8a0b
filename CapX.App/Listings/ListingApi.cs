using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Listings;

namespace CapX.App.Listings;

/// <summary>GET /api/v1/listings and /api/v1/listings/{id}: the queries of the pages, as JSON.</summary>
public static class ListingApi
{
    public static Task<IResult> Find(HttpContext context, FindListingsQuery find, Vocabulary vocabulary, SiteAddress site) =>
        CatalogueApi.FindAsync(CatalogueFilterParser.Listings, context, find, vocabulary, one => ListingItem.From(one, site.Public));

    public static async Task<IResult> One(string id, HttpContext context, ListingQuery query, SiteAddress site) =>
        ulong.TryParse(id, out var number) && await query.RunAsync(number, CurrentPerson.ViewerOf(context.User), context.RequestAborted) is { } found
            ? Results.Ok(ListingItem.From(found.Listing, site.Public))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound);
}
