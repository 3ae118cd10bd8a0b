using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace CapX.App;

/// <summary>Tells kinds of requests apart.</summary>
public static class Requests
{
    /// <summary>True when the pipeline only renders an error page. It must not access the database then.</summary>
    public static bool IsShownAgain(HttpContext context) =>
        context.Features.Get<IExceptionHandlerPathFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;

    /// <summary>True for requests of static assets, which are public.</summary>
    public static bool IsStatic(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}
