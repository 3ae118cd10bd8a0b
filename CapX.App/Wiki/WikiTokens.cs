using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CapX.Data.Exchanges;
using CapX.Data.Wiki;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Wiki;

/// <summary>The tokens for sending in a user's name. Encrypted in the database, and refreshed by one caller at a time per person.</summary>
public sealed partial class WikiTokens(WikiTokenQuery find, RenewTokenCommand renew, IDataProtectionProvider protection, IHttpClientFactory clients,
    ActionApi wiki, SiteAddress site, Settings settings, TimeProvider time, ILogger<WikiTokens> log)
{
    private const int LockCount = 64;

    // Real tokens have up to 1,500 characters.
    private const int LongestToken = 16 * 1024;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(365);

    private readonly IDataProtector _protector = protection.CreateProtector("capx-wiki-token");
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, LockCount).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Returns an access token that should be valid. Refreshes the stored one if it is about to expire or is the
    /// <paramref name="refused"/> one.</summary>
    /// <exception cref="DeliveryEndedException">No token can be obtained.</exception>
    /// <exception cref="WikiException">The wiki is away or its response is invalid.</exception>
    public async Task<string> AccessAsync(ulong personId, string? refused, CancellationToken token)
    {
        // A refresh revokes the previous pair. Of several parallel refreshes only the first would succeed, and the others would take the
        // permission for revoked.
        var turn = _locks[personId % LockCount];
        await turn.WaitAsync(token);
        try
        {
            var stored = await find.RunAsync(personId, token) ?? throw new DeliveryEndedException(DeliveryResult.Failed, DeliveryReason.WikiAccessGone);
            var access = Reveal(stored.Access);
            if (access is not null && access != refused && stored.ExpiresAt > time.GetUtcNow().UtcDateTime + Margin) return access;
            return await RefreshAsync(personId, stored, token);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Calls the token endpoint as the sending consumer.</summary>
    /// <exception cref="WikiException">The wiki is away or its response is invalid.</exception>
    public async Task<(HttpStatusCode Status, JsonElement? Body)> AskAsync(IEnumerable<KeyValuePair<string, string>> fields, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, site.WikiForServer + MediaWikiDefaults.TokenPath)
        {
            Content = new FormUrlEncodedContent([new("client_id", settings.SendingClientId!), new("client_secret", settings.SendingClientSecret!), .. fields]),
        };
        return await clients.CreateClient(WikiHttp.ClientName).FetchAsync(request, token);
    }

    /// <summary>The central id of the owner of an access token. Null when the wiki names none.</summary>
    /// <exception cref="WikiException">The wiki is away or its response is invalid.</exception>
    public async Task<ulong?> OwnerAsync(string access, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, site.WikiForServer + MediaWikiDefaults.ProfilePath);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {access}");
        var (status, body) = await clients.CreateClient(WikiHttp.ClientName).FetchAsync(request, token);
        if (status != HttpStatusCode.OK) throw new WikiException(isAway: true, "The wiki did not return the profile.");
        return ulong.TryParse(body.Text("sub"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>Parses a token response: the pair, encrypted, and the plain access token. Null when it is invalid.</summary>
    public (WikiToken Token, string Access)? Read(JsonElement? body)
    {
        if (body.Text("access_token") is not { Length: > 0 and <= LongestToken } access || !IsPlain(access)) return null;
        var refresh = body.Text("refresh_token") is { Length: > 0 and <= LongestToken } given && IsPlain(given) ? given : null;
        // A double, because the number can exceed 32 bits.
        var seconds = body!.Value.TryGetProperty("expires_in", out var life) && life.ValueKind == JsonValueKind.Number && life.TryGetDouble(out var number)
            ? number : 0;
        var expires = time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestLife.TotalSeconds));
        return (new WikiToken { Access = Hide(access), Refresh = refresh is null ? null : Hide(refresh), ExpiresAt = expires }, access);
    }

    private async Task<string> RefreshAsync(ulong personId, WikiToken stored, CancellationToken token)
    {
        if (stored.Refresh is null || Reveal(stored.Refresh) is not { } refresh) throw await GoneAsync(personId, stored, token);
        var (status, body) = await AskAsync([new("grant_type", "refresh_token"), new("refresh_token", refresh)], token);
        if (status == HttpStatusCode.OK && Read(body) is { } renewed)
        {
            // Not cancelled at shutdown, because the old pair is already revoked.
            if (!await renew.RunAsync(personId, stored, renewed.Token, CancellationToken.None)) throw new DeliveryEndedException(DeliveryResult.Released);
            return renewed.Access;
        }
        var error = body.Text("error");
        // The documented error code and the observed one. With any other error, or while the wiki is read-only, the same token may work later.
        if (status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized && error is "invalid_grant" or "invalid_request"
            && !await wiki.IsReadOnlyAsync(token)) throw await GoneAsync(personId, stored, token);
        LogNotRefreshed(settings.SendingClientId, (int)status, status == HttpStatusCode.OK ? "" : WikiErrors.Name(error));
        // The observed responses of a read-only wiki.
        if (error is "server_error" or "invalid_grant" or "invalid_request") throw new DeliveryEndedException(DeliveryResult.Retry, DeliveryReason.ReadOnly);
        if (status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new WikiException(isAway: true, "The wiki does not issue tokens.");
        throw new DeliveryEndedException(DeliveryResult.Retry, DeliveryReason.NotAccepted);
    }

    private async Task<DeliveryEndedException> GoneAsync(ulong personId, WikiToken stored, CancellationToken token)
    {
        await renew.RunAsync(personId, stored, null, token);
        return new DeliveryEndedException(DeliveryResult.Failed, DeliveryReason.WikiAccessGone);
    }

    private byte[] Hide(string text) => _protector.Protect(Encoding.ASCII.GetBytes(text));

    /// <summary>Null when the keys are lost.</summary>
    private string? Reveal(byte[] hidden)
    {
        try
        {
            return Encoding.ASCII.GetString(_protector.Unprotect(hidden));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool IsPlain(string text) => text.All(c => c is > ' ' and < (char)127);

    [LoggerMessage(LogLevel.Warning, "An access token could not be refreshed by the consumer for sending, client id {ClientId}: status {Status} {Error}")]
    private partial void LogNotRefreshed(string? clientId, int status, string error);
}

/// <summary>Ends an attempt to send, with its outcome.</summary>
public sealed class DeliveryEndedException(DeliveryEnd end) : Exception(end.Reason)
{
    public DeliveryEndedException(DeliveryResult outcome, string? reason = null) : this(new DeliveryEnd(outcome, reason))
    {
    }

    public DeliveryEnd End { get; } = end;
}
