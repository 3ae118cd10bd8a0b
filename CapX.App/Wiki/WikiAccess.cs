using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CapX.App.Operations;
using CapX.App.SignIn;
using CapX.Data.Exchanges;
using CapX.Data.Wiki;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.Wiki;

/// <summary>Asks the wiki for tokens by which CapX may send in somebody's name: OAuth 2.0 with PKCE, by a consumer of its own, bound to the session that asked.</summary>
public sealed partial class WikiAccess(WikiTokens tokens, GiveLeaveCommand give, DeliverySignal signal, IDataProtectionProvider protection, IHttpClientFactory clients, SiteAddress site, Settings settings, TimeProvider time, ILogger<WikiAccess> log)
{
    private const string CookieName = "capx-wiki-access";
    private const string Grants = "basic sendemail editpage createeditmovepage";
    private const int SecretBytes = 32;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly IDataProtector _protector = protection.CreateProtector(CookieName);

    /// <summary>Remembers in a cookie what was asked; gives the address at the wiki.</summary>
    public string Start(HttpContext http, CurrentPerson person, string? returnUrl)
    {
        var asked = new Asked(Secret(), Secret(), Convert.ToHexString(person.Session), Urls.AfterSignIn(returnUrl), time.GetUtcNow());
        http.Response.Cookies.Append(Cookie.Name!, _protector.Protect(JsonSerializer.Serialize(asked)), Cookie.Build(http, time.GetUtcNow() + Life));
        return QueryHelpers.AddQueryString(site.WikiForBrowser + MediaWikiDefaults.AuthorizationPath, new Dictionary<string, string?>
        {
            ["client_id"] = settings.SendingClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = Callback,
            ["scope"] = Grants,
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(asked.Verifier))),
            ["code_challenge_method"] = "S256",
            ["state"] = asked.State,
        });
    }

    /// <summary>Takes the wiki's answer, once; gives where to go. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<string> FinishAsync(HttpContext http, CurrentPerson? person, CancellationToken token)
    {
        var asked = Read(http.Request.Cookies[Cookie.Name!]);
        http.Response.Cookies.Delete(Cookie.Name!, Cookie.Build(http));
        var failure = await GiveAsync(http.Request.Query, asked, person, token);
        LogFinished(failure?.Code ?? "given");
        if (failure is not null) return Urls.WikiAccessFailed(failure.Code, asked?.ReturnUrl ?? Urls.Home);
        signal.Ring();
        return asked!.ReturnUrl;
    }

    private string Callback => site.Absolute(Urls.WikiAccessCallback);

    private CookieBuilder Cookie
    {
        get
        {
            var cookie = new CookieBuilder();
            SessionCookie.Harden(cookie, CookieName, settings);
            return cookie;
        }
    }

    private async Task<WikiAccessFailure?> GiveAsync(IQueryCollection query, Asked? asked, CurrentPerson? person, CancellationToken token)
    {
        // Before the state is looked for: the wiki sends refusals back without one.
        if (query["error"].ToString() is { Length: > 0 } error) return error is "unauthorized_client" or "access_denied" ? WikiAccessFailure.Cancelled : WikiAccessFailure.Refused;
        if (asked is null || person is null || asked.Session != Convert.ToHexString(person.Session) || asked.At + Life < time.GetUtcNow() || !IsSame(asked.State, query["state"].ToString())) return WikiAccessFailure.Stale;
        try
        {
            var (status, body) = await tokens.AskAsync(
                [new("grant_type", "authorization_code"), new("redirect_uri", Callback), new("code", query["code"].ToString()), new("code_verifier", asked.Verifier)], token);
            if (status == HttpStatusCode.BadRequest && body.Text("error") is "invalid_request" or "invalid_grant") return WikiAccessFailure.Stale;
            if (status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) return WikiAccessFailure.WikiAway;
            if (status != HttpStatusCode.OK) return WikiAccessFailure.Refused;
            if (tokens.Read(body) is not { } given) return WikiAccessFailure.WikiUnclear;
            // Somebody else may be signed in at the wiki, and would be written for.
            if (await AccountAsync(given.Access, token) != person.Id) return WikiAccessFailure.OtherAccount;
            return await give.RunAsync(person.Actor, given.Token, token) ? null : WikiAccessFailure.Stale;
        }
        catch (WikiException failure)
        {
            return failure.IsAway ? WikiAccessFailure.WikiAway : WikiAccessFailure.WikiUnclear;
        }
    }

    /// <summary>The central id behind a token.</summary>
    private async Task<ulong?> AccountAsync(string access, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, site.WikiForServer + MediaWikiDefaults.ProfilePath);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {access}");
        var (status, body) = await clients.CreateClient(WikiHttp.ClientName).FetchAsync(request, token);
        if (status != HttpStatusCode.OK) throw new WikiException(isAway: true, "The profile was not given.");
        return ulong.TryParse(body.Text("sub"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>Null for what this site has not written.</summary>
    private Asked? Read(string? cookie)
    {
        try
        {
            return string.IsNullOrEmpty(cookie) ? null : JsonSerializer.Deserialize<Asked>(_protector.Unprotect(cookie));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Secret() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));

    private static bool IsSame(string state, string answered) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(answered));

    private sealed record Asked(string State, string Verifier, string Session, string ReturnUrl, DateTimeOffset At);

    [LoggerMessage(LogLevel.Information, "Leave to send on the wiki: {Outcome}")]
    private partial void LogFinished(string outcome);
}
