using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.PracticeWiki;

/// <summary>The OAuth 2.0 server of the practice wiki. Imitates the observed behaviour of MediaWiki's OAuth extension.</summary>
internal static class PracticeOAuth
{
    private const string CannotGoBack = "invalid_redirect";

    /// <summary>The cookie with the account that this browser is logged in with at the practice wiki.</summary>
    private const string CookieName = "practice-wiki";
    private static readonly string[] Everybody = ["*", "user"];
    private static readonly string[] Rights = ["read", "edit", "createtalk", "writeapi"];

    /// <summary>Asks for the account and its approval. Redirects silently when the account is logged in and approved this identity consumer before. Errors in
    /// the request are shown here, because MediaWiki never redirects such a request back.</summary>
    public static IResult Authorize(HttpRequest request, Settings settings, SiteAddress site, PracticeGrants grants)
    {
        var query = request.Query;
        if (PracticeConsumer.Find(settings, query["client_id"]) is not { } consumer) return Refused("invalid_client", "No consumer with this client id.");
        if (query["redirect_uri"] != site.Absolute(consumer.CallbackPath))
            return Refused(CannotGoBack, "The redirect address is not the registered address.");
        if (query["response_type"] != "code") return Refused("unsupported_response_type", "The only supported response type is code.");
        if (!string.IsNullOrEmpty(query["code_challenge"]) && query["code_challenge_method"] != "S256")
            return Refused("invalid_request", "The code challenge must be S256.");
        var asked = query["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (asked.Length > 0 && (!asked.Contains("basic") || !asked.All(consumer.Grants.Contains)))
            return Back(site, consumer, ("error", "invalid_scope"), ("error_description", "The requested scope is invalid."));
        // Grants beyond identity are always asked for.
        if (!consumer.Sends && !query.ContainsKey("account") && PracticeAccount.Find(request.Cookies[CookieName]) is { } known
            && grants.HasApproved(known, consumer)) return Approved(request, site, consumer, known, grants);
        return PracticeAccount.Find(query["account"]) is { } account
            ? new RazorComponentResult<PracticeApproval>(new { Account = account, Consumer = consumer })
            : new RazorComponentResult<PracticeChoice>(new { Address = request.Path + request.QueryString.ToString() });
    }

    /// <summary>Handles the form of the approval page, posted to the same address. Cancelling redirects without the state, as on the real wiki.</summary>
    public static async Task<IResult> DecideAsync(HttpRequest request, Settings settings, SiteAddress site, PracticeGrants grants)
    {
        var form = await request.ReadFormAsync();
        if (PracticeAccount.Find(request.Query["account"]) is not { } account) return Refused("invalid_request", "There is no such sample account.");
        if (PracticeConsumer.Find(settings, request.Query["client_id"]) is not { } consumer)
            return Refused("invalid_client", "No consumer with this client id.");
        if (form["decision"] != "approve")
            return Back(site, consumer, ("error", "unauthorized_client"),
                ("error_description", "The client is not authorized to request an authorization code using this method."));
        request.HttpContext.Response.Cookies.Append(CookieName, account.Key,
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = settings.WikiBaseUrl.AbsolutePath });
        return Approved(request, site, consumer, account, grants);
    }

    /// <summary>Logs this browser out of the practice wiki, so that another account can be chosen.</summary>
    public static IResult LogOut(HttpResponse response, Settings settings)
    {
        response.Cookies.Delete(CookieName, new CookieOptions { Path = settings.WikiBaseUrl.AbsolutePath });
        return Results.LocalRedirect($"{settings.WikiBaseUrl.AbsolutePath}/received");
    }

    public static async Task<IResult> TokenAsync(HttpRequest request, Settings settings, SiteAddress site, PracticeGrants grants)
    {
        if (!request.HasFormContentType) return Error(400, "unsupported_grant_type");
        var form = await request.ReadFormAsync();
        if (PracticeConsumer.Find(settings, form["client_id"]) is not { } consumer || form["client_secret"] != consumer.Secret)
            return Error(401, "invalid_client");
        switch (form["grant_type"])
        {
            case "authorization_code" when form["redirect_uri"] != site.Absolute(consumer.CallbackPath): return Error(401, "invalid_client");
            case "authorization_code":
                var (tokens, error) = grants.Redeem(consumer, form["code"], form["code_verifier"]);
                return tokens is null ? Error(400, error!) : Tokens(tokens);
            case "refresh_token":
                return grants.Refresh(consumer, form["refresh_token"]) is { } renewed ? Tokens(renewed) : Error(401, "invalid_request");
            default: return Error(400, "unsupported_grant_type");
        }
    }

    /// <summary>The profile of the token's account: JSON with an HTML content type. Without an Authorization header a server error. Both as
    /// on the real wiki.</summary>
    public static IResult Profile(HttpRequest request, PracticeGrants grants)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0) return Results.Text("Error", "text/html", statusCode: 500);
        if (grants.Caller(header) is not { Account: var account, Consumer: var consumer })
            return Results.Json(new { error = "access_denied", hint = "Access token could not be verified" }, statusCode: 401);
        var sub = account.Id.ToString(CultureInfo.InvariantCulture);
        object profile = account.Suppressed
            ? new { sub, blocked = true }
            : new
            {
                sub, username = account.Username, editcount = 7, confirmed_email = account.Emailable, blocked = account.Blocked, registered = "20260101120000",
                groups = Everybody.Concat(account.Groups), rights = Rights, grants = consumer.Grants,
            };
        return Results.Text(JsonSerializer.Serialize(profile), "text/html");
    }

    private static RedirectHttpResult Approved(HttpRequest request, SiteAddress site, PracticeConsumer consumer, PracticeAccount account,
        PracticeGrants grants) =>
        Back(site, consumer, ("code", grants.GiveCode(account, consumer, request.Query["code_challenge"])), ("state", request.Query["state"].ToString()));

    private static RedirectHttpResult Back(SiteAddress site, PracticeConsumer consumer, params (string Key, string Value)[] answer) =>
        TypedResults.Redirect(QueryHelpers.AddQueryString(site.Absolute(consumer.CallbackPath),
            answer.Select(a => KeyValuePair.Create(a.Key, (string?)a.Value))));

    private static RazorComponentResult<PracticeRefusal> Refused(string code, string text) => new(new { Code = code, Text = text });

    private static JsonHttpResult<Dictionary<string, string>> Error(int status, string code) =>
        TypedResults.Json(new Dictionary<string, string>
        {
            ["error"] = code, ["error_description"] = "The practice wiki refuses this request.",
            ["message"] = "The practice wiki refuses this request."
        }, statusCode: status);

    private static JsonHttpResult<Dictionary<string, object>> Tokens(PracticeGrants.Pair pair) =>
        TypedResults.Json(new Dictionary<string, object>
        {
            ["token_type"] = "Bearer", ["expires_in"] = 14400, ["access_token"] = pair.Access,
            ["refresh_token"] = pair.Refresh
        });
}
