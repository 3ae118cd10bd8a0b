using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CapX.App.Wiki;

/// <summary>The wiki's action API, called without a user's token.</summary>
public sealed class ActionApi(IHttpClientFactory clients, SiteAddress site)
{
    /// <summary>Tells whether the account is locked on all wikis. False on a wiki without global accounts.</summary>
    /// <exception cref="WikiException">The wiki cannot tell.</exception>
    public async Task<bool> IsLockedAsync(string username, CancellationToken token) =>
        await GlobalAsync($"guiuser={Uri.EscapeDataString(username)}", token) is { } account && IsFlag(account, "locked");

    /// <summary>Returns the current name of an account by central id. Names can be given up and taken by others.</summary>
    /// <exception cref="WikiException">The wiki cannot tell.</exception>
    public async Task<GlobalAccount> AccountAsync(ulong centralId, CancellationToken token)
    {
        if (await GlobalAsync(string.Create(CultureInfo.InvariantCulture, $"guiid={centralId}"), token) is not { } account) return GlobalAccount.Untold;
        return ((JsonElement?)account).Text("name") is { Length: > 0 } name && !IsFlag(account, "missing")
            ? new GlobalAccount { Name = name, IsLocked = IsFlag(account, "locked") }
            : GlobalAccount.Missing;
    }

    /// <summary>Tells whether the wiki is read-only. It then rejects valid codes and refresh tokens as invalid.</summary>
    /// <exception cref="WikiException">The wiki cannot tell.</exception>
    public async Task<bool> IsReadOnlyAsync(CancellationToken token)
    {
        var answer = await QueryAsync("meta=siteinfo&siprop=general", token);
        return answer is { } query && query.TryGetProperty("general", out var general) && general.ValueKind == JsonValueKind.Object
            && IsFlag(general, "readonly");
    }

    /// <summary>Null on a wiki without global accounts. An empty object for an account that does not exist.</summary>
    private async Task<JsonElement?> GlobalAsync(string who, CancellationToken token)
    {
        try
        {
            // Without CentralAuth the module is unknown: the response has a warning and no result.
            return await QueryAsync($"meta=globaluserinfo&{who}", token) is { } query && query.TryGetProperty("globaluserinfo", out var account)
                && account.ValueKind == JsonValueKind.Object ? account : null;
        }
        catch (WikiException failure) when (failure.Code is "invaliduserid" or "nosuchuserid")
        {
            return JsonDocument.Parse("{}").RootElement;
        }
    }

    /// <summary>Returns the result of a query. Null when there is no action API.</summary>
    private async Task<JsonElement?> QueryAsync(string what, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{site.WikiForServer}/api.php?action=query&format=json&formatversion=2&{what}");
        var (status, body) = await clients.CreateClient(WikiHttp.ClientName).FetchAsync(request, token);
        // No action API at this address, so this wiki shares no accounts with others.
        if (status == HttpStatusCode.NotFound) return null;
        if (status != HttpStatusCode.OK)
            throw new WikiException(isAway: true, $"The action API responded with {(int)status}.") { IsOutage = status >= HttpStatusCode.InternalServerError };
        if (body is not { ValueKind: JsonValueKind.Object } answer) throw new WikiException(isAway: false, "The action API did not respond with JSON.");
        // Errors have status 200. Any error means that nothing is known about the account.
        if (answer.TryGetProperty("error", out _) || WikiHttp.ErrorCode(body) is not null)
            throw new WikiException(isAway: true, "The action API responded with an error.") { IsOutage = false, Code = WikiHttp.ErrorCode(body) };
        return answer.TryGetProperty("query", out var query) && query.ValueKind == JsonValueKind.Object ? query : null;
    }

    /// <summary>Reads a flag: true in the current format, an empty string in the old one. Only an explicit false means no.</summary>
    private static bool IsFlag(JsonElement account, string name) => account.TryGetProperty(name, out var flag) && flag.ValueKind != JsonValueKind.False;
}

/// <summary>A global account.</summary>
public sealed record GlobalAccount
{
    /// <summary>The wiki has no global accounts, so nothing is known.</summary>
    public static readonly GlobalAccount Untold = new() { IsTold = false };

    public static readonly GlobalAccount Missing = new();

    public bool IsTold { get; private init; } = true;

    /// <summary>Null for a missing or hidden account.</summary>
    public string? Name { get; init; }

    public bool IsLocked { get; init; }
}
