using CapX.Data.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace CapX.App.SignIn;

/// <summary>The ways in and out: a plain link in, forms out.</summary>
public static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet(Urls.SignInStart, (HttpContext http, string? returnUrl) =>
        {
            var back = Urls.AfterSignIn(returnUrl);
            return CurrentPerson.From(http.User) is null
                ? Results.Challenge(new AuthenticationProperties { RedirectUri = back }, [MediaWikiDefaults.AuthenticationScheme])
                : Results.Redirect(back);
        });
        app.MapPost(Urls.SignOut, async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(Urls.Home);
        });
        app.MapPost(Urls.SignOutEverywhere, async (HttpContext http, IAntiforgery antiforgery, SignOutEverywhereCommand everywhere, CancellationToken token) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            if (CurrentPerson.From(http.User) is { } person) await everywhere.RunAsync(person.Id, token);
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(Urls.Home);
        });
    }
}
