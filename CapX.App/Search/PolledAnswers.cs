using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CapX.App.Shell;
using CapX.App.SignIn;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CapX.App.Search;

/// <summary>Responses that clients poll: feeds, calendars, the API. Supports conditional requests by ETag and Last-Modified. The framework compares them and
/// responds with 304. This class computes both.</summary>
public sealed class PolledAnswers(IOptions<JsonOptions> json, TimeProvider time)
{
    private const int Most = 20_000;
    private const string Json = "application/json; charset=utf-8";

    // When each response last changed, as observed by this process. The database has no such date, because deleted, hidden or expired items leave none.
    private readonly ConcurrentDictionary<string, (string Tag, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Returns these bytes, or 304 when the client has them.</summary>
    public IResult Answer(HttpContext http, byte[] body, string contentType)
    {
        // The response depends on user and language. Shared caches must not store it, and browsers must revalidate it.
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept-Encoding, Accept-Language, Cookie";
        // If-None-Match takes precedence over If-Modified-Since (RFC 9110, 13.1.3), but the framework evaluates both.
        if (http.Request.Headers.IfNoneMatch.Count > 0) http.Request.Headers.Remove(HeaderNames.IfModifiedSince);
        var tag = Hash(body);
        return Results.Bytes(body, contentType, lastModified: Since(http, tag), entityTag: new EntityTagHeaderValue($"\"{tag}\"", isWeak: true));
    }

    /// <summary>Does the same for the result of an API endpoint, unless it is an error.</summary>
    public async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await next(context) switch
        {
            IValueHttpResult { Value: { } value } and IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } =>
                Answer(context.HttpContext, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json.Value.SerializerOptions), Json),
            var other => other,
        };

    /// <summary>In whole seconds, as the header requires. Increases with each change, even when two occur in the same second. One second in the past, because
    /// the Date header may lag by a second and Last-Modified must not be later.</summary>
    private DateTimeOffset Since(HttpContext http, string tag)
    {
        var (viewer, language) = (CurrentPerson.From(http.User)?.Id, LanguageChoice.Of(http).Language);
        var asked = Hash(Encoding.UTF8.GetBytes($"{http.Request.Path} {http.Request.QueryString} {viewer} {language}"));
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds() - 1);
        if (_seen.Count >= Most) _seen.Clear();
        (string, DateTimeOffset) Changed((string Tag, DateTimeOffset Since) before) =>
            before.Tag == tag ? before : (tag, now > before.Since ? now : before.Since.AddSeconds(1));
        return _seen.AddOrUpdate(asked, (tag, now), (_, before) => Changed(before)).Since;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
}
