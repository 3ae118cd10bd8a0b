using CapX.Data.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CapX.App.SignIn;

/// <summary>The session cookie, and the redirects for requests without one.</summary>
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
            // The framework renews only after half of the lifetime. That would log out users who return every ten days.
            context.ShouldRenew = context.ElapsedTime >= SessionLife.ProlongAfter;
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        // Without the right to an object, the response is the same as for an object that does not exist.
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status404NotFound);
    }

    /// <summary>Makes a cookie secure if the site is https, and then bound to this host by the __Host- prefix. Scripts cannot read it, and cross-site form
    /// posts do not send it.</summary>
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
        // A POST cannot be repeated by redirecting back to it.
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        response.Redirect(SignInUrls.SignIn(isRead ? request.Path + request.QueryString.ToString() : SiteUrls.Home));
        return Task.CompletedTask;
    }
}
