using CapX.App.Wiki;
using Microsoft.AspNetCore.Authentication;

namespace CapX.App.SignIn;

/// <summary>Answers at /sign-in before its page is drawn: whoever is signed in goes back, and a person who clicked on a page of ours goes to the wiki. All
/// others get the page.</summary>
internal static class SignInStart
{
    public static void UseSignInStart(this WebApplication app) => app.Use((context, next) =>
        HttpMethods.IsGet(context.Request.Method)
            && context.Request.Path.Value?.TrimEnd('/').Equals(Urls.SignInStart, StringComparison.OrdinalIgnoreCase) == true ? AnswerAsync(context, next)
                : next(context));

    private static Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var back = Urls.AfterSignIn(http.Request.Query["returnUrl"]);
        var person = CurrentPerson.From(http.User);
        var isFresh = http.Request.Query["fresh"] == "1";
        if (person is not null && !isFresh)
        {
            http.Response.Redirect(back);
            return Task.CompletedTask;
        }
        if (!http.RequestServices.GetRequiredService<WayToWiki>().IsAskedFor(http.Request)) return next(http);
        // The wiki asks again each time only where more than identity is wanted: by the consumer for sending.
        if (person is not null && http.RequestServices.GetRequiredService<Settings>().SendsOnWiki)
        {
            http.Response.Redirect(http.RequestServices.GetRequiredService<WikiAccess>().StartApproval(http, person, back));
            return Task.CompletedTask;
        }
        // Whoever asks for it signs in anew, and the session before ends.
        return http.ChallengeAsync(MediaWikiDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = back });
    }
}
