using CapX.Data.Index;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace CapX.App.SignIn;

/// <summary>Handles the return from the wiki: opens a session and redirects, or redirects to a page that shows the reason.</summary>
internal sealed partial class SignInEvents(SignOutEverywhereCommand signOutEverywhere, PeopleIndex index, ILogger<SignInEvents> log) : OAuthEvents
{
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var entry = new SessionTicketStore.Entry();
        http.Features.Set(entry);
        await http.SignInAsync(SessionCookie.Scheme, context.Principal!, new AuthenticationProperties { IsPersistent = true });
        var outcome = entry.Outcome!;
        // Before the response, because it makes the session usable.
        if (outcome.HasBlocks) await index.RefreshBlocksAsync();
        foreach (var id in outcome.ChangedPersonIds) await index.RefreshAsync(id);
        LogSignedIn(outcome.IsFirst, outcome.IsRenamed, outcome.ChangedPersonIds.Count);
        var back = SignInUrls.AfterSignIn(context.ReturnUri);
        context.Response.Redirect(outcome.HasConsented ? back : PrivacyUrls.WelcomeThen(back));
        context.HandleResponse();
    }

    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        // Other failures come from the framework: missing or invalid state, correlation cookie or code.
        var refused = context.Failure as SignInException;
        var failure = refused?.Failure ?? SignInFailure.Stale;
        LogFailed(failure.Code);
        if (refused?.AccountId is { } id) await signOutEverywhere.RunAsync(id);
        // After going back and approving twice, the second response is stale but the first one has already logged this browser in.
        var isIn = failure == SignInFailure.Stale && (await context.HttpContext.AuthenticateAsync(SessionCookie.Scheme)).Succeeded;
        context.Response.Redirect(isIn ? SignInUrls.AfterSignIn(context.Properties?.RedirectUri) : SignInUrls.SignInFailed(failure.Code));
        context.HandleResponse();
    }

    [LoggerMessage(LogLevel.Information, "Logged in: first time {IsFirst}, renamed {IsRenamed}, profiles changed {Changed}")]
    private partial void LogSignedIn(bool isFirst, bool isRenamed, int changed);

    [LoggerMessage(LogLevel.Warning, "A login failed: {Reason}")]
    private partial void LogFailed(string reason);
}
