using System.Net;
using System.Text.Json;
using CapX.App.Operations;

namespace CapX.App.Wiki;

/// <summary>The wiki's action API, asked without anybody's token.</summary>
public sealed class ActionApi(IHttpClientFactory clients, SiteAddress site)
{
    /// <summary>Whether the account is locked on all wikis. A wiki without global accounts locks nobody. Throws <see cref="WikiException"/> when it cannot be told.</summary>
    public async Task<bool> IsLockedAsync(string username, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get,
            $"{site.WikiForServer}/api.php?action=query&format=json&formatversion=2&meta=globaluserinfo&guiuser={Uri.EscapeDataString(username)}");
        var (status, body) = await clients.CreateClient(WikiHttp.ClientName).FetchAsync(request, token);
        // No action API at this address: not a wiki that shares accounts with others.
        if (status == HttpStatusCode.NotFound) return false;
        if (status != HttpStatusCode.OK) throw new WikiException(isAway: true, $"The action API answered {(int)status}.");
        if (body is not { ValueKind: JsonValueKind.Object } answer) throw new WikiException(isAway: false, "The action API did not answer with JSON.");
        // Errors come with status 200. Whatever it is, nothing is known about the account.
        if (answer.TryGetProperty("error", out _)) throw new WikiException(isAway: true, "The action API answered with an error.");
        // Without CentralAuth the module is unknown: a warning and no answer.
        if (!answer.TryGetProperty("query", out var query) || query.ValueKind != JsonValueKind.Object
            || !query.TryGetProperty("globaluserinfo", out var account) || account.ValueKind != JsonValueKind.Object) return false;
        // A flag is true in today's format and an empty string in the old one; only an explicit false says no.
        return account.TryGetProperty("locked", out var locked) && locked.ValueKind != JsonValueKind.False;
    }
}
