using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Listings;
using Microsoft.AspNetCore.Mvc;

namespace CapX.App.Listings;

/// <summary>The one-action forms of listings, each of which redirects to a page with the outcome, and the feeds.</summary>
public static class ListingEndpoints
{
    public static void MapListings(this WebApplication app)
    {
        app.MapPost("/listings/{id:long}/act", ActAsync).RequireAuthorization();
        foreach (var list in ListingFeed.Lists)
            app.MapGet(SearchUrls.FeedOf(list.List), (HttpContext http, ListingFeed feed) => feed.AnswerAsync(list, http))
                .WithMetadata(new ReadByAllAttribute([.. list.List.Parameters]));
    }

    private static async Task<IResult> ActAsync(long id, [FromForm(Name = "do")] string? act, HttpContext http, ChangeListingCommand change)
    {
        if (!EnumWord.TryRead<ListingAct>(act, out var known)) return Results.BadRequest();
        if (id <= 0) return Results.NotFound();
        var acted = await change.RunAsync(CurrentPerson.From(http.User)!.Actor, (ulong)id, known, http.RequestAborted);
        return acted switch
        {
            ListingActResult.NotFound => Results.NotFound(),
            ListingActResult.SignedOut => Results.LocalRedirect(SignInUrls.SignIn(ListingUrls.Listing((ulong)id))),
            ListingActResult.TooOften => Results.StatusCode(StatusCodes.Status429TooManyRequests),
            ListingActResult.Done when known == ListingAct.Delete => Results.LocalRedirect(UrlText.Saying(ListingUrls.MyListings, known, acted)),
            _ => Results.LocalRedirect(UrlText.Saying(ListingUrls.Listing((ulong)id), known, acted)),
        };
    }
}
