using CapX.App.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace CapX.App.Privacy;

/// <summary>Redirects members' pages to the welcome page until the user has consented to the data storage.</summary>
public static class ConsentGate
{
    public static void UseConsent(this WebApplication app) => app.Use((context, next) =>
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var isForMembers = metadata?.GetMetadata<IAuthorizeData>() is not null && metadata.GetMetadata<NeedsNoConsentAttribute>() is null;
        if (!isForMembers || CurrentPerson.From(context.User) is not { HasConsented: false }) return next(context);
        // API clients get 403 instead of a redirect.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        // A POST cannot be repeated by redirecting back to it.
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        context.Response.Redirect(isRead ? PrivacyUrls.WelcomeThen(context.Request.Path + context.Request.QueryString.ToString()) : PrivacyUrls.Welcome);
        return Task.CompletedTask;
    });
}
