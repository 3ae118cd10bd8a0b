using System.Globalization;
using System.Threading.RateLimiting;
using CapX.App.SignIn;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;

namespace CapX.App.Shell;

/// <summary>Rate limits for form posts: per account, or per cookie of a report form. Never per IP address, because none reaches the app. Issues no cookie
/// itself, because a limit that issues its own keys can be evaded. Visitors without that cookie are not limited: their posts store nothing, and a shared
/// limit would let one visitor lock out all others. Reading is unlimited. Live pages send no requests, and their commands have their own limits.</summary>
public static class RequestLimits
{
    /// <summary>Posts per account and minute.</summary>
    public const int PersonPerMinute = 60;

    /// <summary>Posts per minute of a visitor with a report form.</summary>
    public const int VisitorPerMinute = 20;

    /// <summary>Circuits opened per account or visitor and minute.</summary>
    public const int CircuitsPerMinute = 60;

    private static readonly PathString Circuits = "/_blazor";

    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(options => options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        });
        services.AddOptions<RateLimiterOptions>().Configure<Settings, ReporterCookie>((options, settings, cookie) =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, settings, cookie));
        });
        return services;
    }

    private static RateLimitPartition<string> Partition(HttpContext context, Settings settings, ReporterCookie cookie)
    {
        var request = context.Request;
        // A WebSocket without circuit id opens a circuit without negotiation.
        var isCircuits = request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase, out var rest);
        var isOpening = isCircuits && !rest.HasValue && IsWebSocket(context) && !request.Query.ContainsKey("id");
        var isFree = !isOpening && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            // The app itself calls the practice wiki too.
            || settings.UsesPracticeWiki && request.Path.StartsWithSegments(settings.WikiBaseUrl.AbsolutePath, StringComparison.OrdinalIgnoreCase));
        // Drafts of plain forms are limited by their command, as those of live forms are.
        isFree |= request.Path == DraftUrls.KeepDraft && CurrentPerson.From(context.User) is not null;
        if (isFree) return RateLimitPartition.GetNoLimiter("");
        var (caller, most) = CurrentPerson.From(context.User) is { } person
            ? (string.Create(CultureInfo.InvariantCulture, $"person {person.Id}"), PersonPerMinute)
            : cookie.Read(context) is { } visitor ? ($"visitor {Convert.ToHexString(visitor)}", VisitorPerMinute) : ("nobody", int.MaxValue);
        // A circuit without WebSocket posts every keystroke, so only opening it is counted.
        if (!isCircuits) return most == int.MaxValue ? RateLimitPartition.GetNoLimiter("") : Bucket(caller, most);
        return isOpening || rest == "/negotiate" ? Bucket($"circuits of {caller}", CircuitsPerMinute) : RateLimitPartition.GetNoLimiter("");
    }

    private static bool IsWebSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.Contains("websocket", StringComparer.OrdinalIgnoreCase)
            || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    private static RateLimitPartition<string> Bucket(string key, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(key,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });
}
