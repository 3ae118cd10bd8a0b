using System.Globalization;
using System.Security.Cryptography;
using CapX.App.Events;
using CapX.App.I18n;
using CapX.Data.Index;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace CapX.App.Shell;

/// <summary>Keeps whole answers for visitors, compressed, for a minute at most because texts tell the time. Every commit makes all of them old: what is kept is
/// found by the state of the content that was read
/// before the answer was made, so what was made before a commit and kept after it is never found. Who brings any cookie that is not named here is answered as
/// if there were no cache.</summary>
public sealed class VisitorCache : IOutputCachePolicy
{
    /// <summary>An address that is longer, with its host, is answered anew each time.</summary>
    public const int LongestAddress = 2000;

    private const string EnhancedNavigation = "blazor-enhanced-nav";
    private readonly ContentState _state;
    private readonly IResponseCompressionProvider _compression;
    private readonly HashSet<string> _cookies;

    public VisitorCache(ContentState state, IResponseCompressionProvider compression, IOptions<AntiforgeryOptions> forms)
    {
        (_state, _compression) = (state, compression);
        // That of the forms says nothing here: what is marked so has no form with a token.
        _cookies = new HashSet<string>([LanguageChoice.Cookie, AppearanceChoice.Cookie, ViewerZone.Cookie, forms.Value.Cookie.Name!],
            StringComparer.OrdinalIgnoreCase);
    }

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<ReadByAllAttribute>() is not { } read || !IsByAnyone(http)) return ValueTask.CompletedTask;
        // First of all: what is read from now on is at least as new.
        var state = _state.Now;
        var query = KnownQuery.Of(http, read);
        if (http.Request.Host.Value?.Length + http.Request.Path.Value?.Length + query.Length > LongestAddress) return ValueTask.CompletedTask;
        http.Request.QueryString = new QueryString(query);
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = true;
        // Whoever waited for the answer to somebody who goes away would get none.
        context.AllowLocking = false;
        context.ResponseExpirationTimeSpan = VisitorCacheStore.Longest;
        context.CacheVaryByRules.CacheKeyPrefix = string.Join(' ', state.ToString(CultureInfo.InvariantCulture), LanguageChoice.Of(http).Language,
            AppearanceChoice.Of(http), ViewerZone.Of(http) ?? "-",
            _compression.GetCompressionProvider(http)?.EncodingName ?? "-", IsEnhanced(http) ? "part" : "whole", query);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // What is kept spells words that are also names of headers as these, "Allow", and Blazor's script would load the whole page a second time.
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
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>What a kept answer says of itself. Pages get a tag: it lasts as long as they are kept, and a browser that comes back is told in a few bytes
    /// that all is as before.</summary>
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
        return HttpMethods.IsGet(request.Method) && !Problems.IsShownAgain(http) && request.Headers.Authorization.Count == 0
            && request.Cookies.All(cookie => _cookies.Contains(cookie.Key))
            && request.Path.Value?.Any(char.IsControl) == false;
    }

    /// <summary>Blazor's script asks for a page by a type of its own, and gets it with a mark.</summary>
    private static bool IsEnhanced(HttpContext http) => http.Request.Headers.Accept.ToString().Contains(EnhancedNavigation, StringComparison.Ordinal);
}

/// <summary>Puts <see cref="VisitorCache"/> into the program.</summary>
public static class VisitorCacheExtensions
{
    // Compressed, hardly any page is a tenth of it.
    private const long LargestBody = 1024 * 1024;

    public static void AddVisitorCache(this IServiceCollection services)
    {
        ReadingTokens.Register(services);
        services.AddSingleton<ContentState>().AddSingleton<VisitorCache>().AddSingleton<IOutputCacheStore, VisitorCacheStore>().AddOutputCache();
        services.AddOptions<OutputCacheOptions>().Configure<VisitorCache>((options, cache) =>
        {
            options.MaximumBodySize = LargestBody;
            options.UseCaseSensitivePaths = true;
            options.AddBasePolicy(cache);
        });
    }

    /// <summary>A hit ends here: it takes no place among the answers that are being made, and asks nobody who is asking.</summary>
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

/// <summary>A number that goes up whenever something that a page reads may have changed: by a commit, or by what is kept in memory following it.</summary>
public sealed class ContentState(Database database, Vocabulary lists, PeopleIndex index)
{
    public long Now => database.Commits + lists.Changes + index.Changes;
}
