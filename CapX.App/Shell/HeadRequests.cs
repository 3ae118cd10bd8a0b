using Microsoft.AspNetCore.Http.Features;

namespace CapX.App.Shell;

/// <summary>Handles HEAD like GET without a body. Pages only map GET, and monitoring tools use HEAD.</summary>
public static class HeadRequests
{
    public static void UseHeadAsGet(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }
        context.Request.Method = HttpMethods.Get;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null,
            context.Features.GetRequiredFeature<IHttpResponseBodyFeature>()));
        await next(context);
    });
}
