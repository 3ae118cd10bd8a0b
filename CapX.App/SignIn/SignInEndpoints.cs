using CapX.Data.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace CapX.App.SignIn;

/// <summary>The ways in and out: a plain link in, forms out.</summary>
public static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/sign-in", (HttpContext http, string? returnUrl) =>
        {
            var back = ReturnUrl.Local(returnUrl);
            return CurrentPerson.From(http.User) is null
                ? Results.Challenge(new AuthenticationProperties { RedirectUri = back }, [MediaWikiDefaults.AuthenticationScheme])
                : Results.Redirect(back);
        });
        app.MapPost("/sign-out", async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Refuse();
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(ReturnUrl.Front);
        });
        app.MapPost("/sign-out/everywhere", async (HttpContext http, IAntiforgery antiforgery, SignOutEverywhereCommand everywhere, CancellationToken token) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Refuse();
            if (CurrentPerson.From(http.User) is { } person) await everywhere.RunAsync(person.Id, token);
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(ReturnUrl.Front);
        });
    }

    private static IResult Refuse() => Results.Redirect(SignInFailure.Form.Url);
}
