using System.Globalization;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using CapX.App.Operations;
using CapX.App.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Shell;

/// <summary>How often somebody may change something: by account, or by a signed cookie, never by address (none reaches this program). Reading is free.
/// Islands ask <see cref="MayAct"/>, since what they send is no request.</summary>
public sealed class RequestLimits : IDisposable
{
    /// <summary>Forms and saves of one account in a minute.</summary>
    public const int PersonPerMinute = 60;

    /// <summary>Forms of one visitor in a minute.</summary>
    public const int VisitorPerMinute = 20;

    /// <summary>Forms of all visitors together who bring no cookie; each is given one.</summary>
    public const int NobodyPerMinute = 120;

    /// <summary>Circuits that one account or visitor opens in a minute.</summary>
    public const int CircuitsPerMinute = 60;

    private const string CookieName = "capx-visitor";
    private const string Free = "";
    private const int VisitorBytes = 16;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector;
    private readonly Settings _settings;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key => key.Split(':')[0] switch
    {
        Free => RateLimitPartition.GetNoLimiter(key),
        "person" => Bucket(key, PersonPerMinute),
        "visitor" => Bucket(key, VisitorPerMinute),
        "circuit" => Bucket(key, CircuitsPerMinute),
        _ => Bucket(key, NobodyPerMinute),
    });

    public RequestLimits(IDataProtectionProvider protection, Settings settings)
    {
        _protector = protection.CreateProtector(CookieName);
        _settings = settings;
        ForRequests = _limiter.WithTranslatedKey<HttpContext>(Key, leaveOpen: true);
    }

    public PartitionedRateLimiter<HttpContext> ForRequests { get; }

    /// <summary>Counts one change by this account; false when there were too many in the last minute.</summary>
    public bool MayAct(ulong personId)
    {
        using var lease = _limiter.AttemptAcquire(PersonKey(personId));
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        ForRequests.Dispose();
        _limiter.Dispose();
    }

    private string Key(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return Free;
        // The practice wiki is called by this program too.
        if (_settings.UsesPracticeWiki && request.Path.StartsWithSegments(_settings.WikiBaseUrl.AbsolutePath, StringComparison.OrdinalIgnoreCase)) return Free;
        var caller = CurrentPerson.From(context.User) is { } person ? PersonKey(person.Id) : Visitor(context);
        // A circuit that has no WebSocket posts every keystroke: its opening counts, its messages do not.
        if (request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase, out var rest)) return rest == "/negotiate" ? $"circuit:{caller}" : Free;
        return caller;
    }

    private static string PersonKey(ulong id) => string.Create(CultureInfo.InvariantCulture, $"person:{id}");

    private string Visitor(HttpContext context)
    {
        var name = _settings.IsHttps ? $"__Host-{CookieName}" : CookieName;
        if (context.Request.Cookies.TryGetValue(name, out var value))
        {
            try
            {
                return $"visitor:{_protector.Unprotect(value)}";
            }
            catch (CryptographicException)
            {
                // Made up, or from before the keys: as if none had come.
            }
        }
        // Only who sends a form gets it, and for the session of the browser only: nobody is followed while reading.
        if (!context.Response.HasStarted)
        {
            context.Response.Cookies.Append(name, _protector.Protect(RandomNumberGenerator.GetHexString(VisitorBytes * 2)),
                new CookieOptions { HttpOnly = true, Secure = _settings.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        }
        return "nobody";
    }

    private static RateLimitPartition<string> Bucket(string key, int perMinute) => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
    {
        PermitLimit = perMinute,
        Window = Window,
        QueueLimit = 0,
    });
}

/// <summary>Puts <see cref="RequestLimits"/> into the pipeline.</summary>
public static class RequestLimitsExtensions
{
    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.AddSingleton<RequestLimits>();
        services.AddRateLimiter(options => options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        });
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<RequestLimits>((options, limits) =>
        {
            options.GlobalLimiter = limits.ForRequests;
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        });
        return services;
    }
}
