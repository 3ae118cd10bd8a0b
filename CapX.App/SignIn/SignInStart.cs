using CapX.App.Wiki;
using Microsoft.AspNetCore.Authentication;

namespace CapX.App.SignIn;

/// <summary>Handles /sign-in before its page is rendered. Redirects logged-in users back, and users who clicked a link on this site to the
/// wiki. All others get the page.</summary>
internal static class SignInStart
{
    public static void UseSignInStart(this WebApplication app) => app.Use((context, next) =>
        HttpMethods.IsGet(context.Request.Method)
            && context.Request.Path.Value?.TrimEnd('/').Equals(SignInUrls.SignInStart, StringComparison.OrdinalIgnoreCase) == true ? AnswerAsync(context, next)
                : next(context));

    private static Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var back = SignInUrls.AfterSignIn(http.Request.Query["returnUrl"]);
        var person = CurrentPerson.From(http.User);
        var isFresh = http.Request.Query["fresh"] == "1";
        if (person is not null && !isFresh)
        {
            http.Response.Redirect(back);
            return Task.CompletedTask;
        }
        if (!http.RequestServices.GetRequiredService<WayToWiki>().IsAskedFor(http.Request)) return next(http);
        // The wiki asks for approval every time only when more than identity is requested, so the sending consumer is used.
        if (person is not null && http.RequestServices.GetRequiredService<Settings>().SendsOnWiki)
        {
            http.Response.Redirect(http.RequestServices.GetRequiredService<WikiAccess>().StartApproval(http, person, back));
            return Task.CompletedTask;
        }
        // On explicit request, a logged-in user logs in again and the previous session ends.
        return http.ChallengeAsync(MediaWikiDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = back });
    }
}
