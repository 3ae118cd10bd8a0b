namespace CapX.App.Shell;

/// <summary>Security headers of every response. Set when the response starts, so that errors, assets and redirects have them too.</summary>
public static class SecurityHeaders
{
    private const string Permissions = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";
    private const string Year = "max-age=31536000";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var (settings, site) = (app.Services.GetRequiredService<Settings>(), app.Services.GetRequiredService<SiteAddress>());
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Set(context, settings, site);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Set(HttpContext context, Settings settings, SiteAddress site)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(site);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (settings.IsHttps) headers.StrictTransportSecurity = Year;
        // Assets are public. All other responses to logged-in users must not be stored, so that the next user of the browser cannot see them.
        if ((context.User.Identity is { IsAuthenticated: true } && !Requests.IsStatic(context))
            || context.GetEndpoint()?.Metadata.GetMetadata<PersonalAttribute>() is not null) headers.CacheControl = "no-store";
        else if (ReadByAllAttribute.IsOf(context) && headers.CacheControl.Count == 0) headers.CacheControl = "private, no-cache";
    }

    // Codex icons are CSS masks from data URLs, which img-src covers. Not every browser includes the site's own WebSocket in 'self'.
    private static string Policy(SiteAddress site) =>
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + $"connect-src 'self' {site.WebSocketOrigin}; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";
}
