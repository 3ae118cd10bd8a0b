using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CapX.App.I18n;
using CapX.App.SignIn;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CapX.App.Search;

/// <summary>Answers that programs ask for again and again: feeds, calendars, the API. Whoever has the answer already is told so (304),
/// by its tag or by the time since when it is so. The framework compares both; here they are made.</summary>
public sealed class PolledAnswers(IOptions<JsonOptions> json, TimeProvider time)
{
    private const int Most = 20_000;
    private const string Json = "application/json; charset=utf-8";

    // Since when each answer is as it is, as far as this program has seen. No date in the database says it: what is deleted, hidden or over leaves none.
    private readonly ConcurrentDictionary<string, (string Tag, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>These bytes, or that they are still the same.</summary>
    public IResult Answer(HttpContext http, byte[] body, string contentType)
    {
        // It depends on who asks, and in which language: nobody may keep it for others, and even a browser asks whether it is still so.
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept-Encoding, Accept-Language, Cookie";
        // A tag is the better knowledge, and the time does not count beside it; the framework lets both have a say.
        if (http.Request.Headers.IfNoneMatch.Count > 0) http.Request.Headers.Remove(HeaderNames.IfModifiedSince);
        var tag = Hash(body);
        return Results.Bytes(body, contentType, lastModified: Since(http, tag), entityTag: new EntityTagHeaderValue($"\"{tag}\"", isWeak: true));
    }

    /// <summary>The same for what an endpoint of the API answers, unless it refuses.</summary>
    public async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await next(context) switch
        {
            IValueHttpResult { Value: { } value } and IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } =>
                Answer(context.HttpContext, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json.Value.SerializerOptions), Json),
            var other => other,
        };

    /// <summary>In whole seconds, as the header has it; later with each change, also where two come in one second.
    /// A second ago, since the server's own date lags behind by as much, and may not be earlier.</summary>
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
