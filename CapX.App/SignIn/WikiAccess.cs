using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CapX.App.Wiki;
using CapX.Data.Exchanges;
using CapX.Data.Wiki;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.SignIn;

/// <summary>Obtains tokens for sending in a user's name: OAuth 2.0 with PKCE, with a separate consumer, bound to the session that asked. The wiki asks for
/// approval every time, so the same flow confirms the deletion of an account.</summary>
public sealed partial class WikiAccess(
    WikiTokens tokens, GrantWikiAccessCommand give, WikiTokenQuery find, RenewTokenCommand renew, FreshApproval approval, ActionApi wiki, DeliverySignal signal,
    IDataProtectionProvider protection, SiteAddress site, Settings settings,
    TimeProvider time, ILogger<WikiAccess> log)
{
    private const string CookieName = "capx-wiki-access";
    private const string Grants = "basic sendemail editpage createeditmovepage";
    private const int SecretBytes = 32;
    private const int LockCount = 64;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly IDataProtector _protector = protection.CreateProtector(CookieName);
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, LockCount).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Stores the request in a cookie and returns the wiki's authorization URL.</summary>
    public string Start(HttpContext http, CurrentPerson person, string? returnUrl) => Start(http, person, returnUrl, isApproval: false);

    /// <summary>Does the same before an account is deleted. Stores only that the approval came from this account, and when.</summary>
    public string StartApproval(HttpContext http, CurrentPerson person, string? returnUrl) => Start(http, person, returnUrl, isApproval: true);

    /// <summary>Handles the wiki's response and returns where to redirect. The same response again, after Back or a double click, leads to
    /// the same page.</summary>
    public async Task<string> FinishAsync(HttpContext http, CurrentPerson? person, CancellationToken token)
    {
        // An error response has no state.
        var kept = http.Request.Cookies[Cookie.Name!];
        var state = http.Request.Query["state"].ToString();
        var asked = Read(state) ?? Read(kept);
        var failure = await GiveAsync(http, asked, isKept: state.Length > 0 && IsSame(state, kept ?? ""), person, token);
        LogFinished(failure?.Code ?? "given");
        if (failure is not null) return WikiUrls.WikiAccessFailed(failure.Code, asked?.ReturnUrl ?? SiteUrls.Home, asked?.IsApproval == true);
        signal.Ring();
        return asked!.ReturnUrl;
    }

    private string Callback => site.Absolute(WikiUrls.WikiAccessCallback);

    private CookieBuilder Cookie
    {
        get
        {
            var cookie = new CookieBuilder();
            SessionCookie.Harden(cookie, CookieName, settings);
            return cookie;
        }
    }

    private string Start(HttpContext http, CurrentPerson person, string? returnUrl, bool isApproval)
    {
        var verifier = Secret();
        var state = _protector.Protect(JsonSerializer.Serialize(new Asked(verifier, Convert.ToHexString(person.Session), SignInUrls.AfterSignIn(returnUrl),
            time.GetUtcNow(), isApproval)));
        http.Response.Cookies.Append(Cookie.Name!, state, Cookie.Build(http, time.GetUtcNow() + Life));
        return QueryHelpers.AddQueryString(site.WikiForBrowser + MediaWikiDefaults.AuthorizationPath, new Dictionary<string, string?>
        {
            ["client_id"] = settings.SendingClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = Callback,
            // Also when nothing is to be sent: with fewer grants the wiki would reduce an earlier approval, and would not ask.
            ["scope"] = Grants,
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
            ["state"] = state,
        });
    }

    private async Task<WikiAccessFailure?> GiveAsync(HttpContext http, Asked? asked, bool isKept, CurrentPerson? person, CancellationToken token)
    {
        var query = http.Request.Query;
        if (query["error"].ToString() is { Length: > 0 } error) return Refusal(error);
        if (asked is null || person is null || asked.Session != Convert.ToHexString(person.Session)) return WikiAccessFailure.Stale;
        // Serialized per person: of two parallel responses the second would find its code used.
        var turn = _turns[person.Id % LockCount];
        await turn.WaitAsync(token);
        try
        {
            if (asked.IsApproval ? approval.GivenAt(http, person) >= asked.At
                : await find.RunAsync(person.Id, token) is { } stored && stored.GrantedAt >= asked.At.UtcDateTime) return null;
            if (!isKept || asked.At + Life < time.GetUtcNow()) return WikiAccessFailure.Stale;
            return await RedeemAsync(http, query["code"].ToString(), asked, person, token);
        }
        catch (WikiException failure)
        {
            return failure.IsAway ? WikiAccessFailure.WikiAway : WikiAccessFailure.WikiUnclear;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<WikiAccessFailure?> RedeemAsync(HttpContext http, string code, Asked asked, CurrentPerson person, CancellationToken token)
    {
        var (status, body) = await tokens.AskAsync([new("grant_type", "authorization_code"), new("redirect_uri", Callback), new("code", code),
            new("code_verifier", asked.Verifier)], token);
        if (status == HttpStatusCode.BadRequest && body.Text("error") is "invalid_request" or "invalid_grant")
            return await wiki.IsReadOnlyAsync(token) ? WikiAccessFailure.WikiAway : WikiAccessFailure.Stale;
        if (status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) return WikiAccessFailure.WikiAway;
        if (status != HttpStatusCode.OK)
        {
            LogRefused(settings.SendingClientId, (int)status, WikiErrors.Name(body.Text("error")));
            return WikiAccessFailure.Refused;
        }
        if (tokens.Read(body) is not { } given) return WikiAccessFailure.WikiUnclear;
        // Another account may be logged in at the wiki. CapX would then send in its name, or delete the wrong account.
        if (await tokens.OwnerAsync(given.Access, token) != person.Id) return WikiAccessFailure.OtherAccount;
        if (!asked.IsApproval) return await give.RunAsync(person.Actor, given.Token, token) ? null : WikiAccessFailure.Stale;
        // Replaces existing tokens, which this approval may have revoked. An approval for deletion grants no permission to send.
        if (await find.RunAsync(person.Id, token) is { } before) await renew.RunAsync(person.Id, before, given.Token, token);
        approval.Give(http, person);
        return null;
    }

    private WikiAccessFailure Refusal(string error)
    {
        if (error is "unauthorized_client" or "access_denied") return WikiAccessFailure.Cancelled;
        if (error is "server_error" or "temporarily_unavailable") return WikiAccessFailure.WikiAway;
        LogRefused(settings.SendingClientId, 0, WikiErrors.Name(error));
        return WikiAccessFailure.Refused;
    }

    /// <summary>Null for a forged or empty state.</summary>
    private Asked? Read(string? state)
    {
        try
        {
            return string.IsNullOrEmpty(state) ? null : JsonSerializer.Deserialize<Asked>(_protector.Unprotect(state));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Secret() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));

    private static bool IsSame(string state, string answered) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(answered));

    private sealed record Asked(string Verifier, string Session, string ReturnUrl, DateTimeOffset At, bool IsApproval);

    [LoggerMessage(LogLevel.Information, "Permission to send on the wiki: {Outcome}")]
    private partial void LogFinished(string outcome);

    [LoggerMessage(LogLevel.Error, "The wiki does not accept the consumer for sending, client id {ClientId}: status {Status} {Code}")]
    private partial void LogRefused(string? clientId, int status, string code);
}
