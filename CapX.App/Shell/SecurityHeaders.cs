using CapX.App.SignIn;

namespace CapX.App.Shell;

/// <summary>What every answer tells the browser not to do; set when the answer starts, so that errors, files and redirects carry it too.</summary>
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
        // Files are the same for everybody; all else shows who is signed in, and must not be found in the browser by the next one who uses it.
        if ((context.User.Identity is { IsAuthenticated: true } && !SignInExtensions.IsStatic(context))
            || context.GetEndpoint()?.Metadata.GetMetadata<PersonalAttribute>() is not null) headers.CacheControl = "no-store";
        else if (ReadByAllAttribute.IsOf(context) && headers.CacheControl.Count == 0) headers.CacheControl = "private, no-cache";
    }

    // Codex draws its icons as masks from data addresses, which count as pictures. Not every browser counts the site's own WebSocket among 'self'.
    private static string Policy(SiteAddress site) =>
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + $"connect-src 'self' {site.WebSocketOrigin}; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";
}

/// <summary>Marks a page that shows a visitor's own, known by a cookie: no browser stores it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PersonalAttribute : Attribute;
