using System.Globalization;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using CapX.App.Operations;
using CapX.App.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;

namespace CapX.App.Shell;

/// <summary>How often somebody may send a form: by account, or by a signed cookie, never by address (none reaches this program). Reading is free.
/// What islands send is no request; their commands count by themselves.</summary>
public static class RequestLimits
{
    /// <summary>Forms of one account in a minute.</summary>
    public const int PersonPerMinute = 60;

    /// <summary>Forms of one visitor in a minute.</summary>
    public const int VisitorPerMinute = 20;

    /// <summary>Forms of all visitors together who bring no cookie; each is given one.</summary>
    public const int NobodyPerMinute = 120;

    /// <summary>Circuits that one account or visitor opens in a minute.</summary>
    public const int CircuitsPerMinute = 60;

    private const string CookieName = "capx-visitor";
    private const int VisitorDigits = 32;
    private static readonly PathString Circuits = "/_blazor";

    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(options => options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        });
        services.AddOptions<RateLimiterOptions>().Configure<Settings, IDataProtectionProvider>((options, settings, protection) =>
        {
            var protector = protection.CreateProtector(CookieName);
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, settings, protector));
        });
        return services;
    }

    private static RateLimitPartition<string> Partition(HttpContext context, Settings settings, IDataProtector protector)
    {
        var request = context.Request;
        // A WebSocket that names no circuit opens one, without having negotiated.
        var isCircuits = request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase, out var rest);
        var isOpening = isCircuits && !rest.HasValue && IsWebSocket(context) && !request.Query.ContainsKey("id");
        var isFree = !isOpening && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            // The practice wiki is called by this program too.
            || settings.UsesPracticeWiki && request.Path.StartsWithSegments(settings.WikiBaseUrl.AbsolutePath, StringComparison.OrdinalIgnoreCase));
        if (isFree) return RateLimitPartition.GetNoLimiter("");
        var (caller, most) = CurrentPerson.From(context.User) is { } person
            ? (string.Create(CultureInfo.InvariantCulture, $"person {person.Id}"), PersonPerMinute)
            : Visitor(context, settings, protector) is { } visitor ? ($"visitor {visitor}", VisitorPerMinute) : ("nobody", NobodyPerMinute);
        // A circuit that has no WebSocket posts every keystroke: its opening counts, its messages do not.
        if (!isCircuits) return Bucket(caller, most);
        return isOpening || rest == "/negotiate" ? Bucket($"circuits of {caller}", CircuitsPerMinute) : RateLimitPartition.GetNoLimiter("");
    }

    private static bool IsWebSocket(HttpContext context) => context.Request.Headers.Upgrade.Contains("websocket", StringComparer.OrdinalIgnoreCase) || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    /// <summary>Which visitor this is, by the cookie; null for one without, who is given it now.</summary>
    private static string? Visitor(HttpContext context, Settings settings, IDataProtector protector)
    {
        var name = settings.IsHttps ? $"__Host-{CookieName}" : CookieName;
        if (context.Request.Cookies.TryGetValue(name, out var value))
        {
            try
            {
                return protector.Unprotect(value);
            }
            catch (CryptographicException)
            {
                // Made up, or older than the keys: as if none had come.
            }
        }
        // Only who sends a form gets it, and for as long as the browser runs: nobody is followed while reading.
        context.Response.Cookies.Append(name, protector.Protect(RandomNumberGenerator.GetHexString(VisitorDigits)),
            new CookieOptions { HttpOnly = true, Secure = settings.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        return null;
    }

    private static RateLimitPartition<string> Bucket(string key, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });
}
