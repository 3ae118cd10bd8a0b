using Microsoft.AspNetCore.Http.Features;

namespace CapX.App.Shell;

/// <summary>Lets only this site's own pages talk to circuits: browsers send cookies with a WebSocket from any site, and no token stands in the way.</summary>
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

    /// <summary>Whether the browser says that a page of this site sent it.</summary>
    public static bool IsOwn(HttpRequest request, string own) => string.Equals(request.Headers.Origin.ToString(), own, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whatever opens or changes something must name this site; browsers leave the origin out of plain reads of their own site.</summary>
    private static bool IsAllowed(HttpContext context, string own)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        var isPlainRead = HttpMethods.IsGet(request.Method) && request.Headers.Upgrade.Count == 0
            && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true };
        return IsOwn(request, own) || origin.Length == 0 && isPlainRead;
    }
}
