using System.Net;
using System.Text.Json;

namespace CapX.App.Wiki;

/// <summary>How this program calls the wiki, sign-in included: it names itself, keeps no cookies, follows no redirect, waits ten seconds and reads 256 KB at
/// most.</summary>
public static class WikiHttp
{
    public const string ClientName = "wiki";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int MaximumAnswer = 256 * 1024;

    // Signing in is open to everybody; a flood of made-up codes must not become a flood at the wiki.
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
            // The factory's loggers write addresses, and ours hold user names.
            .RemoveAllLoggers();
        services.AddSingleton<ActionApi>();
        return services.AddWikiAccess(settings).AddOutbox(settings);
    }

    /// <summary>Sends a request and reads the whole answer, status and JSON; the content type is not looked at, since the wiki's own is wrong. Throws <see
    /// cref="WikiException"/>.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement? Body)> FetchAsync(this HttpClient http, HttpRequestMessage request, CancellationToken token)
    {
        try
        {
            using var response = await http.SendAsync(request, token);
            var bytes = await response.Content.ReadAsByteArrayAsync(token);
            var body = Parse(bytes);
            // Errors of the action API stand in a header too, whatever the body is.
            if (ErrorCode(body) is null && response.Headers.TryGetValues("MediaWiki-API-Error", out var codes))
                body = JsonSerializer.SerializeToElement(new { error = new { code = codes.First() } });
            return (response.StatusCode, body);
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new WikiException(isAway: false, "The wiki's answer is too long.");
        }
        catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException && !token.IsCancellationRequested)
        {
            // Neither message nor cause: they can quote the address.
            throw new WikiException(isAway: true, "The wiki does not answer.",
                isUntold: away is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                });
        }
    }

    /// <summary>A property that is a string, or null. Half a surrogate pair, which JSON allows, is no string.</summary>
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

    /// <summary>The code of the action API's error, in the old format or in the list of the new ones; null where there is none.</summary>
    public static string? ErrorCode(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } answer) return null;
        if (answer.TryGetProperty("error", out var error) && ((JsonElement?)error).Text("code") is { } code) return code;
        return answer.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().Select(one => ((JsonElement?)one).Text("code")).FirstOrDefault(one => one is not null) : null;
    }

    /// <summary>Null for what is no JSON.</summary>
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

    /// <summary>JSON can spell half of a surrogate pair in the name of a property: reading that name throws <see cref="InvalidOperationException"/>, and so
    /// does looking for another property beside it.</summary>
    private static bool HasSoundNames(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(property => property.Name is not null && HasSoundNames(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(HasSoundNames),
        _ => true,
    };
}

/// <summary>The wiki did not answer (it is away: try again) or answered with something that cannot be understood.</summary>
public sealed class WikiException(bool isAway, string message, bool isUntold = false) : Exception(message)
{
    public bool IsAway { get; } = isAway;

    /// <summary>Whoever asks next will meet the same: no answer, or a server error.</summary>
    public bool IsOutage { get; init; } = isAway;

    /// <summary>The action API's code, where it gave one.</summary>
    public string? Code { get; init; }

    /// <summary>The request certainly did not reach the wiki.</summary>
    public bool IsUntold { get; } = isUntold;
}
