using System.Globalization;
using System.Threading.RateLimiting;
using CapX.App.Moderation;
using CapX.App.SignIn;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;

namespace CapX.App.Shell;

/// <summary>How often somebody may send a form: by account, or by the cookie of a report form, never by address (none reaches this program). Nothing is given
/// out here: a limit that hands out what it counts by is none.
/// Visitors without the cookie have no number: what they send stores nothing, and a number that they share would let one of them lock out all others. Reading
/// is free.
/// What islands send is no request; their commands count by themselves.</summary>
public static class RequestLimits
{
    /// <summary>Forms of one account in a minute.</summary>
    public const int PersonPerMinute = 60;

    /// <summary>Forms in a minute of one visitor who has a report form.</summary>
    public const int VisitorPerMinute = 20;

    /// <summary>Circuits that one account or visitor opens in a minute.</summary>
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
        // A WebSocket that names no circuit opens one, without having negotiated.
        var isCircuits = request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase, out var rest);
        var isOpening = isCircuits && !rest.HasValue && IsWebSocket(context) && !request.Query.ContainsKey("id");
        var isFree = !isOpening && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            // The practice wiki is called by this program too.
            || settings.UsesPracticeWiki && request.Path.StartsWithSegments(settings.WikiBaseUrl.AbsolutePath, StringComparison.OrdinalIgnoreCase));
        // What is typed into a plain form is counted by its command, as that of a live form is.
        isFree |= request.Path == Urls.KeepDraft && CurrentPerson.From(context.User) is not null;
        if (isFree) return RateLimitPartition.GetNoLimiter("");
        var (caller, most) = CurrentPerson.From(context.User) is { } person
            ? (string.Create(CultureInfo.InvariantCulture, $"person {person.Id}"), PersonPerMinute)
            : cookie.Read(context) is { } visitor ? ($"visitor {Convert.ToHexString(visitor)}", VisitorPerMinute) : ("nobody", int.MaxValue);
        // A circuit that has no WebSocket posts every keystroke: its opening counts, its messages do not.
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
