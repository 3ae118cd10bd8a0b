using System.Threading.RateLimiting;
using CapX.App.Wiki;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.Shell;

/// <summary>Limits the number of responses rendered at once. Further requests wait in a short queue, and get 503 when it is full. This bounds the total
/// memory, because the memory per response is bounded.</summary>
public sealed class RenderLimit : IDisposable
{
    /// <summary>More parallel rendering is not faster on two processors. A few renders wait for the database at any time.</summary>
    public const int AtOnce = 8;

    /// <summary>A few seconds of work.</summary>
    public const int InLine = 100;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = AtOnce, QueueLimit = InLine,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst
    });

    /// <summary>Waits for a slot. The lease says whether one was acquired.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken token) => _limiter.AcquireAsync(1, token);

    public void Dispose() => _limiter.Dispose();
}

/// <summary>Adds <see cref="RenderLimit"/> to the pipeline.</summary>
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
            // The error page is re-executed as GET, so its form is not read again. That would throw without its token.
            if (HttpMethods.IsPost(context.Request.Method)) await ReceiveAsync(context.Request, context.RequestAborted);
            using var lease = await limit.EnterAsync(context.RequestAborted);
            if (lease.IsAcquired) await next(context);
            else await PlainPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "busy");
        });
    }

    /// <summary>Buffers the form before taking a slot, so a slow upload does not occupy one. The form is parsed later, where its token is
    /// validated.</summary>
    private static async Task ReceiveAsync(HttpRequest request, CancellationToken token)
    {
        request.EnableBuffering();
        await request.Body.DrainAsync(token);
        request.Body.Position = 0;
    }

    /// <summary>True for requests that take no slot. Assets and health checks are cheap. A streamed response takes as long as its reader. Circuits last for
    /// hours and have their own limits. OAuth callbacks wait for the wiki, and the practice wiki is what they wait for.</summary>
    private static bool IsFree(HttpContext context, Settings settings)
    {
        var path = context.Request.Path;
        return context.GetEndpoint()?.Metadata.GetMetadata<ServedAlways>() is not null
            || context.GetEndpoint()?.Metadata.GetMetadata<StreamedAttribute>() is not null || Requests.IsStatic(context)
            || path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments(MediaWikiDefaults.CallbackPath, StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments(WikiUrls.WikiAccessCallback, StringComparison.OrdinalIgnoreCase)
            || settings.UsesPracticeWiki && path.StartsWithSegments(settings.WikiBaseUrl.AbsolutePath, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Marks a response that is streamed in small parts. Its endpoint has its own limit. A slow reader would otherwise occupy a render slot.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StreamedAttribute : Attribute;
