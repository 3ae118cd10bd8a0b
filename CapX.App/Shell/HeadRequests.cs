using Microsoft.AspNetCore.Http.Features;

namespace CapX.App.Shell;

/// <summary>Answers HEAD like GET, without the body: pages answer GET only, and watchers of sites ask by HEAD.</summary>
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
