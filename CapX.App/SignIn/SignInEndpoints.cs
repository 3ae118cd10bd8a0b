using CapX.Data.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace CapX.App.SignIn;

/// <summary>The ways out: forms. The way in is <see cref="SignInStart"/>.</summary>
public static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapPost(Urls.SignOut, async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await IsOursAsync(http, antiforgery)) return Results.BadRequest();
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(Urls.Home);
        });
        app.MapPost(Urls.SignOutEverywhere, async (HttpContext http, IAntiforgery antiforgery, SignOutEverywhereCommand everywhere, CancellationToken token) =>
        {
            if (!await IsOursAsync(http, antiforgery)) return Results.BadRequest();
            if (CurrentPerson.From(http.User) is { } person) await everywhere.RunAsync(person.Id, token);
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(Urls.Home);
        });
    }

    /// <summary>Whether the form is one of this site's. The framework's own question throws for a body that is no form at all.</summary>
    private static async Task<bool> IsOursAsync(HttpContext http, IAntiforgery antiforgery)
    {
        try
        {
            await antiforgery.ValidateRequestAsync(http);
            return true;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }
}
