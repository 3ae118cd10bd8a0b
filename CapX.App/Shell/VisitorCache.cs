using System.Globalization;
using System.Security.Cryptography;
using CapX.Data.Index;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace CapX.App.Shell;

/// <summary>Caches complete, compressed responses for visitors, for at most a minute because texts contain relative times. Every commit invalidates all of
/// them. The key contains the content state from before rendering. So a response rendered before a commit and stored after it is never served. Requests with
/// any unknown cookie bypass the cache.</summary>
public sealed class VisitorCache : IOutputCachePolicy
{
    /// <summary>Longer URLs, including the host, are not cached.</summary>
    public const int LongestAddress = 2000;

    private const string EnhancedNavigation = "blazor-enhanced-nav";
    private readonly ContentState _state;
    private readonly KnownQuery _query;
    private readonly IResponseCompressionProvider _compression;
    private readonly HashSet<string> _cookies;

    public VisitorCache(ContentState state, KnownQuery query, IResponseCompressionProvider compression, IOptions<AntiforgeryOptions> forms)
    {
        (_state, _query, _compression) = (state, query, compression);
        // The antiforgery cookie has no influence: cached pages contain no form with a token.
        _cookies = new HashSet<string>([LanguageChoice.Cookie, AppearanceChoice.Cookie, ViewerZone.Cookie, forms.Value.Cookie.Name!],
            StringComparer.OrdinalIgnoreCase);
    }

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<ReadByAllAttribute>() is not { } read || !IsByAnyone(http)) return ValueTask.CompletedTask;
        // Read first: everything read from now on is at least as new.
        var state = _state.Now;
        var query = _query.Of(http, read);
        if (http.Request.Host.Value?.Length + http.Request.Path.Value?.Length + query.Length > LongestAddress) return ValueTask.CompletedTask;
        http.Request.QueryString = new QueryString(query);
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = true;
        // With locking, a request that waits for another one would get no response if that one is aborted.
        context.AllowLocking = false;
        context.ResponseExpirationTimeSpan = VisitorCacheStore.Longest;
        context.CacheVaryByRules.CacheKeyPrefix = string.Join(' ', state.ToString(CultureInfo.InvariantCulture), LanguageChoice.Of(http).Language,
            AppearanceChoice.Of(http), ViewerZone.Of(http) ?? "-",
            _compression.GetCompressionProvider(http)?.EncodingName ?? "-", IsEnhanced(http) ? "part" : "whole", query);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // Header values that equal a known header name are cached in its spelling, such as "Allow". Blazor's script expects "allow" and would
        // otherwise load the whole page a second time.
        var response = context.HttpContext.Response;
        response.OnStarting(() =>
        {
            if (response.Headers.ContainsKey(EnhancedNavigation)) response.Headers[EnhancedNavigation] = "allow";
            return Task.CompletedTask;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        // A visitor who leaves cancels the reads of the page. Blazor then renders it without its content.
        var hasLeft = context.HttpContext.RequestAborted.IsCancellationRequested;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0 || hasLeft) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets the headers of a cached response. Pages get a random ETag that lives as long as the cache entry, so returning browsers
    /// get a 304.</summary>
    internal static void Tell(HttpContext http)
    {
        if (http.Features.Get<IOutputCacheFeature>() is not { Context.AllowCacheStorage: true }) return;
        var headers = http.Response.Headers;
        headers.Vary = "Accept, Accept-Language, Cookie";
        headers.CacheControl = "private, no-cache";
        if (http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null) return;
        headers.ETag = $"W/\"{RandomNumberGenerator.GetHexString(16, lowercase: true)}\"";
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode != StatusCodes.Status200OK) http.Response.Headers.ETag = default;
            return Task.CompletedTask;
        });
    }

    private bool IsByAnyone(HttpContext http)
    {
        var request = http.Request;
        return HttpMethods.IsGet(request.Method) && !Requests.IsShownAgain(http) && request.Headers.Authorization.Count == 0
            && request.Cookies.All(cookie => _cookies.Contains(cookie.Key))
            && request.Path.Value?.Any(char.IsControl) == false;
    }

    /// <summary>Blazor's script requests pages with its own media type, and gets a marked response.</summary>
    private static bool IsEnhanced(HttpContext http) => http.Request.Headers.Accept.ToString().Contains(EnhancedNavigation, StringComparison.Ordinal);
}

/// <summary>Adds <see cref="VisitorCache"/> to the app.</summary>
public static class VisitorCacheExtensions
{
    // Hardly any compressed page reaches a tenth of this.
    private const long LargestBody = 1024 * 1024;

    public static void AddVisitorCache(this IServiceCollection services)
    {
        ReadingTokens.Register(services);
        services.AddSingleton<ContentState>().AddSingleton<KnownQuery>().AddSingleton<VisitorCache>()
            .AddSingleton<IOutputCacheStore, VisitorCacheStore>().AddOutputCache();
        services.AddOptions<OutputCacheOptions>().Configure<VisitorCache>((options, cache) =>
        {
            options.MaximumBodySize = LargestBody;
            options.UseCaseSensitivePaths = true;
            options.AddBasePolicy(cache);
        });
    }

    /// <summary>A cache hit ends the request here. It takes no render slot and does not authenticate.</summary>
    public static void UseVisitorCache(this WebApplication app)
    {
        app.UseOutputCache();
        app.Use((context, next) =>
        {
            VisitorCache.Tell(context);
            return next(context);
        });
    }
}

/// <summary>A number that increases whenever data of a page may have changed, by a commit or an update of in-memory data.</summary>
public sealed class ContentState(Database database, Vocabulary vocabulary, PeopleIndex index)
{
    public long Now => database.Commits + vocabulary.Changes + index.Changes;
}
