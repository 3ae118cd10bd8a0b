using CapX.App.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace CapX.App.Privacy;

/// <summary>Until somebody has agreed to what is stored, pages for members lead to the welcome page.</summary>
public static class ConsentGate
{
    public static void UseConsent(this WebApplication app) => app.Use((context, next) =>
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var isForMembers = metadata?.GetMetadata<IAuthorizeData>() is not null && metadata.GetMetadata<NeedsNoConsentAttribute>() is null;
        if (!isForMembers || CurrentPerson.From(context.User) is not { HasConsented: false }) return next(context);
        // A script is never led anywhere.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        // What was posted cannot be repeated by coming back.
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        context.Response.Redirect(isRead ? Urls.WelcomeThen(context.Request.Path + context.Request.QueryString.ToString()) : Urls.Welcome);
        return Task.CompletedTask;
    });
}

/// <summary>Marks a page or endpoint for members that works before anything was agreed to.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsNoConsentAttribute : Attribute;
