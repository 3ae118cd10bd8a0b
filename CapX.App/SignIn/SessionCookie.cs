using CapX.Data.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CapX.App.SignIn;

/// <summary>The cookie of a session, and where those without one are sent.</summary>
internal static class SessionCookie
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string Name = "capx-session";

    public static void Configure(CookieAuthenticationOptions options, Settings settings)
    {
        Harden(options.Cookie, Name, settings);
        options.ExpireTimeSpan = SessionLife.Sliding;
        options.SlidingExpiration = true;
        options.Events.OnCheckSlidingExpiration = context =>
        {
            // The framework waits for half of the time, and who comes every ten days would be signed out.
            context.ShouldRenew = context.ElapsedTime >= SessionLife.ProlongAfter;
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        // No right to the object looks like no such object.
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status404NotFound);
    }

    /// <summary>Secure exactly when the site is https, and then bound to this host by its prefix; never readable by scripts, never sent by another site's
    /// forms.</summary>
    public static void Harden(CookieBuilder cookie, string name, Settings settings)
    {
        cookie.Name = settings.IsHttps ? $"__Host-{name}" : name;
        cookie.Path = "/";
        cookie.Domain = null;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var (request, response) = (context.Request, context.Response);
        if (status != StatusCodes.Status401Unauthorized || request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            response.StatusCode = status;
            return Task.CompletedTask;
        }
        // What was posted cannot be repeated by coming back.
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        response.Redirect(Urls.SignIn(isRead ? request.Path + request.QueryString.ToString() : Urls.Home));
        return Task.CompletedTask;
    }
}
