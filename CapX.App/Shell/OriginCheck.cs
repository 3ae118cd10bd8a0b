using Microsoft.AspNetCore.Http.Features;

namespace CapX.App.Shell;

/// <summary>Accepts circuit connections from this site's pages only. Browsers send cookies with a WebSocket from any site, without
/// antiforgery token.</summary>
public static class OriginCheck
{
    private static readonly PathString Circuits = "/_blazor";

    public static void UseOriginCheck(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<SiteAddress>();
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase) || IsAllowed(context, site.Origin)) return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
    }

    /// <summary>Tells whether the Origin header is this site's.</summary>
    public static bool IsOwn(HttpRequest request, string own) => string.Equals(request.Headers.Origin.ToString(), own, StringComparison.OrdinalIgnoreCase);

    /// <summary>Requests that open or change something must have this site's origin. Browsers omit the header on plain same-origin reads.</summary>
    private static bool IsAllowed(HttpContext context, string own)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        var isPlainRead = HttpMethods.IsGet(request.Method) && request.Headers.Upgrade.Count == 0
            && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true };
        return IsOwn(request, own) || origin.Length == 0 && isPlainRead;
    }
}
