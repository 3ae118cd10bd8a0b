using System.Net;
using System.Text.Json;
using CapX.Data.Exchanges;

namespace CapX.App.Wiki;

/// <summary>A response of the action API: the error code, or the body. Errors have status 200.</summary>
public sealed record ApiAnswer(string? Code, JsonElement? Body);

/// <summary>The wiki's action API, called in a user's name. Callers must serialize the calls for each person, because using another access
/// token invalidates the CSRF token.</summary>
public sealed partial class PersonApi(IHttpClientFactory clients, SiteAddress site, WikiTokens tokens, Settings settings, ILogger<PersonApi> log)
{
    private const string InvalidToken = "badtoken";
    private const int MostTokens = 3;

    /// <summary>Sends a GET request.</summary>
    /// <exception cref="DeliveryEndedException">No access token can be obtained, or the wiki does not accept the consumer or the sender.</exception>
    /// <exception cref="WikiException">The wiki is away or its response is invalid.</exception>
    public Task<ApiAnswer> GetAsync(ulong personId, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken token) =>
        CallAsync(personId, HttpMethod.Get, parameters, token);

    /// <summary>Returns a CSRF token. Throws as <see cref="GetAsync"/>.</summary>
    public async Task<string> CsrfAsync(ulong personId, CancellationToken token)
    {
        var answer = await GetAsync(personId, [new("action", "query"), new("meta", "tokens"), new("type", "csrf")], token);
        var text = answer.Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("query", out var query)
            && query.ValueKind == JsonValueKind.Object && query.TryGetProperty("tokens", out var given)
            ? ((JsonElement?)given).Text("csrftoken") : null;
        if (text is null && answer.Code is { } code && !WikiErrors.IsKnown(code)) LogUnknown(WikiErrors.Name(code));
        return text ?? throw new DeliveryEndedException(WikiErrors.Wait(answer.Code));
    }

    /// <summary>Sends a POST request. Fetches a new CSRF token if the old one is invalid, because the wiki did nothing then. Throws as
    /// <see cref="GetAsync"/>.</summary>
    public async Task<ApiAnswer> PostAsync(ulong personId, string csrf, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        for (var tries = 1; ; tries++)
        {
            // Never cancelled, because the outcome would be unknown. Shutdown allows the ten seconds that a call may take.
            var answer = await CallAsync(personId, HttpMethod.Post, [.. parameters, new("token", csrf)], CancellationToken.None);
            if (answer.Code != InvalidToken || tries == MostTokens) return answer;
            csrf = await CsrfAsync(personId, CancellationToken.None);
        }
    }

    /// <summary>Retries once with a new access token if the old one is not accepted: expired, revoked, rotated, or the wiki's database is away.</summary>
    private async Task<ApiAnswer> CallAsync(ulong personId, HttpMethod method, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken token)
    {
        var access = await tokens.AccessAsync(personId, refused: null, token);
        var answer = await FetchAsync(access, method, parameters, token);
        if (IsStale(answer))
        {
            access = await tokens.AccessAsync(personId, refused: access, token);
            answer = await FetchAsync(access, method, parameters, token);
        }
        if (WikiErrors.IsOfConsumer(answer.Code)) LogConsumer(settings.SendingClientId, answer.Code!);
        return WikiErrors.Unauthorized(answer.Code) is { } refused ? throw new DeliveryEndedException(refused) : answer;
    }

    private static bool IsStale(ApiAnswer answer) => answer.Code is "mwoauth-invalid-authorization" or "assertuserfailed";

    private async Task<ApiAnswer> FetchAsync(string access, HttpMethod method, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken token)
    {
        KeyValuePair<string, string>[] all = [new("format", "json"), new("formatversion", "2"), new("assert", "user"), .. parameters];
        using var form = new FormUrlEncodedContent(all);
        using var request = new HttpRequestMessage(method,
            method == HttpMethod.Get ? $"{site.WikiForServer}/api.php?{await form.ReadAsStringAsync(token)}" : $"{site.WikiForServer}/api.php");
        if (method == HttpMethod.Post) request.Content = form;
        // Case-sensitive: with "bearer" the wiki silently treats the request as anonymous.
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {access}");
        try
        {
            return await AnswerAsync(request, token);
        }
        catch (WikiException silence) when (method == HttpMethod.Post && !silence.IsUntold)
        {
            throw new DeliveryEndedException(DeliveryResult.Unclear);
        }
    }

    private async Task<ApiAnswer> AnswerAsync(HttpRequestMessage request, CancellationToken token)
    {
        var (status, body) = await clients.CreateClient(WikiHttp.ClientName).FetchAsync(request, token);
        if (WikiHttp.ErrorCode(body) is { } code) return new ApiAnswer(code, null);
        return status switch
        {
            HttpStatusCode.OK when body is { ValueKind: JsonValueKind.Object } => new ApiAnswer(null, body),
            HttpStatusCode.TooManyRequests => new ApiAnswer("ratelimited", null),
            // Rejected by the web server, so the action API never saw the request.
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.InternalServerError =>
                throw new WikiException(isAway: true, "The web server rejected the request.", isUntold: true) { IsOutage = false },
            _ => throw new WikiException(isAway: true, "The response is not from the action API.") { IsOutage = status >= HttpStatusCode.InternalServerError },
        };
    }

    [LoggerMessage(LogLevel.Error, "The wiki does not accept the consumer for sending, client id {ClientId}: {Code}")]
    private partial void LogConsumer(string? clientId, string code);

    [LoggerMessage(LogLevel.Warning, "The wiki did not issue a CSRF token and responded with an unknown code: {Code}")]
    private partial void LogUnknown(string code);
}
