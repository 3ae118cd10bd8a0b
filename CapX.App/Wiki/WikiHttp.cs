using System.Net;
using System.Text.Json;
using CapX.Data.Wiki;

namespace CapX.App.Wiki;

/// <summary>The HTTP client for all requests to the wiki, login included. Identifies itself, keeps no cookies, follows no redirects. Limits: ten seconds and
/// 256 KB per response.</summary>
public static class WikiHttp
{
    public const string ClientName = "wiki";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int MaximumAnswer = 256 * 1024;

    // Anyone can start a login. A flood of forged codes must not become a flood of requests to the wiki.
    private const int MaximumConnections = 16;

    public static IServiceCollection AddWiki(this IServiceCollection services, Settings settings)
    {
        services.AddHttpClient(ClientName, http =>
            {
                http.Timeout = Patience;
                http.MaxResponseContentBufferSize = MaximumAnswer;
                http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", settings.UserAgent);
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                MaxConnectionsPerServer = MaximumConnections,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // The factory's loggers log URLs, which contain user names.
            .RemoveAllLoggers();
        services.AddSingleton<ActionApi>().AddSingleton<WikiTokenQuery>().AddSingleton<RenewTokenCommand>().AddSingleton<WikiTokens>();
        return services.AddOutbox(settings);
    }

    /// <summary>Sends a request and reads the whole response as JSON. Ignores the content type, because the wiki's is wrong.</summary>
    /// <exception cref="WikiException">The wiki does not answer in time, or its response is too long.</exception>
    public static async Task<(HttpStatusCode Status, JsonElement? Body)> FetchAsync(this HttpClient http, HttpRequestMessage request, CancellationToken token)
    {
        try
        {
            using var response = await http.SendAsync(request, token);
            var bytes = await response.Content.ReadAsByteArrayAsync(token);
            var body = Parse(bytes);
            // Errors of the action API are in a header too, whatever the body contains.
            if (ErrorCode(body) is null && response.Headers.TryGetValues("MediaWiki-API-Error", out var codes))
                body = JsonSerializer.SerializeToElement(new { error = new { code = codes.First() } });
            return (response.StatusCode, body);
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new WikiException(isAway: false, "The wiki's response is too long.");
        }
        catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException && !token.IsCancellationRequested)
        {
            // Without message and inner exception, because they may contain the URL.
            throw new WikiException(isAway: true, "The wiki does not respond.",
                isUntold: away is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                });
        }
    }

    /// <summary>A string property. Null when it is missing, not a string, or has an unpaired surrogate, which JSON allows.</summary>
    public static string? Text(this JsonElement? body, string name)
    {
        if (body is not { ValueKind: JsonValueKind.Object } answer || !answer.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The error code of the action API, in the old or new format. Null without error.</summary>
    public static string? ErrorCode(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } answer) return null;
        if (answer.TryGetProperty("error", out var error) && ((JsonElement?)error).Text("code") is { } code) return code;
        return answer.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().Select(one => ((JsonElement?)one).Text("code")).FirstOrDefault(one => one is not null) : null;
    }

    /// <summary>Null for invalid JSON.</summary>
    internal static JsonElement? Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return HasSoundNames(document.RootElement) ? document.RootElement.Clone() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>False when a property name has an unpaired surrogate, which JSON allows. Reading such a name, or looking up another property next to it,
    /// throws <see cref="InvalidOperationException"/>.</summary>
    private static bool HasSoundNames(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(property => property.Name is not null && HasSoundNames(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(HasSoundNames),
        _ => true,
    };
}

/// <summary>The wiki is away (retry later), or its response is invalid.</summary>
public sealed class WikiException(bool isAway, string message, bool isUntold = false) : Exception(message)
{
    public bool IsAway { get; } = isAway;

    /// <summary>True when the next request would fail too: no response, or a server error.</summary>
    public bool IsOutage { get; init; } = isAway;

    /// <summary>The error code of the action API, if it returned one.</summary>
    public string? Code { get; init; }

    /// <summary>True when the request certainly did not reach the wiki.</summary>
    public bool IsUntold { get; } = isUntold;
}
