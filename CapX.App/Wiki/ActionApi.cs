using System.Globalization;
using System.Net;
using System.Text.Json;
using CapX.App.Shell;

namespace CapX.App.Wiki;

/// <summary>The wiki's action API, asked without anybody's token.</summary>
public sealed class ActionApi(IHttpClientFactory clients, SiteAddress site)
{
    /// <summary>Whether the account is locked on all wikis. A wiki without global accounts locks nobody. Throws <see cref="WikiException"/> when it cannot be
    /// told.</summary>
    public async Task<bool> IsLockedAsync(string username, CancellationToken token) =>
        await GlobalAsync($"guiuser={Uri.EscapeDataString(username)}", token) is { } account && IsFlag(account, "locked");

    /// <summary>What an account is called now, by its central id; names are given up, and taken by others. Throws <see cref="WikiException"/> when it cannot be
    /// told.</summary>
    public async Task<GlobalAccount> AccountAsync(ulong centralId, CancellationToken token)
    {
        if (await GlobalAsync(string.Create(CultureInfo.InvariantCulture, $"guiid={centralId}"), token) is not { } account) return GlobalAccount.Untold;
        return ((JsonElement?)account).Text("name") is { Length: > 0 } name && !IsFlag(account, "missing")
            ? new GlobalAccount { Name = name, IsLocked = IsFlag(account, "locked") }
            : GlobalAccount.Missing;
    }

    /// <summary>Whether the wiki takes nothing for the moment; it then takes good codes and refresh tokens for bad ones. Throws <see
    /// cref="WikiException"/>.</summary>
    public async Task<bool> IsReadOnlyAsync(CancellationToken token)
    {
        var answer = await QueryAsync("meta=siteinfo&siprop=general", token);
        return answer is { } query && query.TryGetProperty("general", out var general) && general.ValueKind == JsonValueKind.Object
            && IsFlag(general, "readonly");
    }

    /// <summary>Null where the wiki has no global accounts; an empty object for an account that does not exist.</summary>
    private async Task<JsonElement?> GlobalAsync(string who, CancellationToken token)
    {
        try
        {
            // Without CentralAuth the module is unknown: a warning and no answer.
            return await QueryAsync($"meta=globaluserinfo&{who}", token) is { } query && query.TryGetProperty("globaluserinfo", out var account)
                && account.ValueKind == JsonValueKind.Object ? account : null;
        }
        catch (WikiException failure) when (failure.Code is "invaliduserid" or "nosuchuserid")
        {
            return JsonDocument.Parse("{}").RootElement;
        }
    }

    /// <summary>What a query finds; null without an action API.</summary>
    private async Task<JsonElement?> QueryAsync(string what, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{site.WikiForServer}/api.php?action=query&format=json&formatversion=2&{what}");
        var (status, body) = await clients.CreateClient(WikiHttp.ClientName).FetchAsync(request, token);
        // No action API at this address: not a wiki that shares accounts with others.
        if (status == HttpStatusCode.NotFound) return null;
        if (status != HttpStatusCode.OK)
            throw new WikiException(isAway: true, $"The action API answered {(int)status}.") { IsOutage = status >= HttpStatusCode.InternalServerError };
        if (body is not { ValueKind: JsonValueKind.Object } answer) throw new WikiException(isAway: false, "The action API did not answer with JSON.");
        // Errors come with status 200. Whatever it is, nothing is known about what was asked.
        if (answer.TryGetProperty("error", out _) || WikiHttp.ErrorCode(body) is not null)
            throw new WikiException(isAway: true, "The action API answered with an error.") { IsOutage = false, Code = WikiHttp.ErrorCode(body) };
        return answer.TryGetProperty("query", out var query) && query.ValueKind == JsonValueKind.Object ? query : null;
    }

    /// <summary>A flag is true in today's format and an empty string in the old one; only an explicit false says no.</summary>
    private static bool IsFlag(JsonElement account, string name) => account.TryGetProperty(name, out var flag) && flag.ValueKind != JsonValueKind.False;
}

/// <summary>An account as all wikis know it.</summary>
public sealed record GlobalAccount
{
    /// <summary>The wiki has no global accounts, so nobody can be asked.</summary>
    public static readonly GlobalAccount Untold = new() { IsTold = false };

    public static readonly GlobalAccount Missing = new();

    public bool IsTold { get; private init; } = true;

    /// <summary>Null for who is missing or hidden.</summary>
    public string? Name { get; init; }

    public bool IsLocked { get; init; }
}
