using System.Threading.RateLimiting;
using CapX.App.SignIn;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.Shell;

/// <summary>How many answers are made at the same time. The next ones wait in a short line, and beyond it are told to come again: what one answer needs in
/// memory is bounded, so all of them together are.</summary>
public sealed class RenderLimit : IDisposable
{
    /// <summary>Two processors draw no more pages by drawing them all at once; a few wait for the database meanwhile.</summary>
    public const int AtOnce = 8;

    /// <summary>A few seconds of work.</summary>
    public const int InLine = 100;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = InLine,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Waits for a place; the lease says whether there was one.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken token) => _limiter.AcquireAsync(1, token);

    public void Dispose() => _limiter.Dispose();
}

/// <summary>Puts <see cref="RenderLimit"/> into the pipeline.</summary>
public static class RenderLimitExtensions
{
    private static readonly PathString Circuits = "/_blazor";

    public static void UseRenderLimit(this WebApplication app)
    {
        var (limit, settings) = (app.Services.GetRequiredService<RenderLimit>(), app.Services.GetRequiredService<Settings>());
        app.Use(async (context, next) =>
        {
            if (IsFree(context, settings))
            {
                await next(context);
                return;
            }
            // The page about a failure is a GET by now: its form is not looked at again, which would throw where its token was missing.
            if (HttpMethods.IsPost(context.Request.Method)) await ReceiveAsync(context.Request, context.RequestAborted);
            using var lease = await limit.EnterAsync(context.RequestAborted);
            if (lease.IsAcquired) await next(context);
            else await PlainPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "busy");
        });
    }

    /// <summary>A browser that sends its form slowly takes no place meanwhile. The form is only received here, and parsed where its token is checked.</summary>
    private static async Task ReceiveAsync(HttpRequest request, CancellationToken token)
    {
        request.EnableBuffering();
        await request.Body.DrainAsync(token);
        request.Body.Position = 0;
    }

    /// <summary>Files and health checks cost nothing. A streamed answer takes as long as its reader likes. Circuits last for hours, and have limits of their
    /// own. Coming back from the wiki waits for the wiki, and the practice wiki is what is waited for.</summary>
    private static bool IsFree(HttpContext context, Settings settings)
    {
        var path = context.Request.Path;
        return context.GetEndpoint()?.Metadata.GetMetadata<ServedAlways>() is not null
            || context.GetEndpoint()?.Metadata.GetMetadata<StreamedAttribute>() is not null || SignInExtensions.IsStatic(context)
            || path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments(MediaWikiDefaults.CallbackPath, StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments(Urls.WikiAccessCallback, StringComparison.OrdinalIgnoreCase)
            || settings.UsesPracticeWiki && path.StartsWithSegments(settings.WikiBaseUrl.AbsolutePath, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Marks an answer that is sent while it is read, a small part at a time. Its endpoint limits itself; here a slow reader would keep a place from
/// everybody.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StreamedAttribute : Attribute;
