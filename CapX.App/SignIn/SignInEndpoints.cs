using CapX.Data.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace CapX.App.SignIn;

/// <summary>The logout endpoints, which are form posts. For the login see <see cref="SignInStart"/>.</summary>
public static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapPost(SignInUrls.SignOut, async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await IsOursAsync(http, antiforgery)) return Results.BadRequest();
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(SiteUrls.Home);
        });
        app.MapPost(SignInUrls.SignOutEverywhere,
            async (HttpContext http, IAntiforgery antiforgery, SignOutEverywhereCommand everywhere, CancellationToken token) =>
        {
            if (!await IsOursAsync(http, antiforgery)) return Results.BadRequest();
            if (CurrentPerson.From(http.User) is { } person) await everywhere.RunAsync(person.Id, token);
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(SiteUrls.Home);
        });
    }

    /// <summary>Tells whether the form has a valid antiforgery token. IsRequestValidAsync would throw for a body that is not a form.</summary>
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
