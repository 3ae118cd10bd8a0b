using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CapX.App.I18n;
using CapX.App.Wiki;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CapX.App.SignIn;

/// <summary>The OAuth 2.0 login with a MediaWiki account. Every failure becomes a <see cref="SignInException"/>.</summary>
public sealed partial class MediaWikiHandler(IOptionsMonitor<MediaWikiOptions> options, ILoggerFactory logger, UrlEncoder encoder, ActionApi wiki)
    : OAuthHandler<MediaWikiOptions>(options, logger, encoder)
{
    private const int VerifierBytes = 32;

    // Real tokens have up to 1,500 characters.
    private const int LongestToken = 16 * 1024;

    /// <summary>Builds the URL without a scope parameter, so that the wiki uses all grants of the consumer. Uses the registered redirect URL,
    /// whatever the Host header.</summary>
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(VerifierBytes));
        properties.Items[OAuthConstants.CodeVerifierKey] = verifier;
        return QueryHelpers.AddQueryString(Options.WikiForBrowser() + MediaWikiDefaults.AuthorizationPath, new Dictionary<string, string?>
        {
            ["client_id"] = Options.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = Options.RedirectUri(),
            [OAuthConstants.CodeChallengeKey] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            [OAuthConstants.CodeChallengeMethodKey] = OAuthConstants.CodeChallengeMethodS256,
            ["state"] = Options.StateDataFormat.Protect(properties),
        });
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        // Checked before the state, because the wiki returns errors without a state.
        if (Request.Query.TryGetValue("error", out var error)) return HandleRequestResult.Fail(new SignInException(Refusal(error.ToString())));
        try
        {
            return await base.HandleRemoteAuthenticateAsync();
        }
        catch (SignInException failure)
        {
            return HandleRequestResult.Fail(failure);
        }
        catch (WikiException failure)
        {
            return HandleRequestResult.Fail(new SignInException(failure.IsAway ? SignInFailure.WikiAway : SignInFailure.WikiUnclear));
        }
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var request = new HttpRequestMessage(HttpMethod.Post, Options.WikiForServer() + MediaWikiDefaults.TokenPath)
        {
            // The wiki accepts form-encoded bodies only.
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = Options.ClientId,
                ["client_secret"] = Options.ClientSecret,
                ["redirect_uri"] = Options.RedirectUri(),
                ["code"] = context.Code,
                [OAuthConstants.CodeVerifierKey] = context.Properties.Items[OAuthConstants.CodeVerifierKey] ?? "",
            }),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var (status, body) = await Backchannel.FetchAsync(request, Context.RequestAborted);
        return status switch
        {
            HttpStatusCode.OK when body.Text("access_token") is { Length: > 0 and <= LongestToken } token && token.All(c => c is > ' ' and < (char)127) =>
                OAuthTokenResponse.Success(JsonDocument.Parse(JsonSerializer.Serialize(new { access_token = token }))),
            // The code was used before, is too old or belongs to another verifier, or the wiki is read-only and could not store it.
            HttpStatusCode.BadRequest when body.Text("error") is "invalid_request" or "invalid_grant" =>
                throw new SignInException(await wiki.IsReadOnlyAsync(Context.RequestAborted) ? SignInFailure.WikiAway : SignInFailure.Stale),
            HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when body.Text("error") is { } refused =>
                throw new SignInException(Refusal(refused, status)),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => throw new SignInException(SignInFailure.WikiAway),
            _ => throw new SignInException(SignInFailure.WikiUnclear),
        };
    }

    private SignInFailure Refusal(string error, HttpStatusCode status = 0)
    {
        // On the redirect this means the user cancelled. The token endpoint uses the same error for a consumer it does not accept.
        if (status == 0 && error is ("unauthorized_client" or "access_denied")) return SignInFailure.Cancelled;
        if (error is "server_error" or "temporarily_unavailable") return SignInFailure.WikiAway;
        LogRefused(Logger, Options.ClientId, (int)status, WikiErrors.Name(error));
        return SignInFailure.Refused;
    }

    [LoggerMessage(LogLevel.Error, "The wiki does not accept the consumer for identity, client id {ClientId}: status {Status} {Code}")]
    private static partial void LogRefused(ILogger logger, string clientId, int status, string code);

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties,
        OAuthTokenResponse tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        using var request = new HttpRequestMessage(HttpMethod.Get, Options.WikiForServer() + MediaWikiDefaults.ProfilePath);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        var (status, body) = await Backchannel.FetchAsync(request, Context.RequestAborted);
        if (status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) throw new SignInException(SignInFailure.WikiAway);
        if (status != HttpStatusCode.OK || body is not { } profile) throw new SignInException(SignInFailure.WikiUnclear);

        var account = MediaWikiProfile.Read(profile);
        // If the wiki cannot tell whether the account is locked, the login fails, because a locked account must stay out. The next attempt asks again.
        if (await wiki.IsLockedAsync(account.Username, Context.RequestAborted)) throw new SignInException(SignInFailure.Locked, account.Id);

        // From here on the tokens are discarded.
        return new AuthenticationTicket(CurrentPerson.Principal(account, Scheme.Name), properties, Scheme.Name);
    }
}
