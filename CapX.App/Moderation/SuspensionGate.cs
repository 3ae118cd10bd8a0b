using CapX.App.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace CapX.App.Moderation;

/// <summary>Redirects suspended users from members' pages to their decisions. Their own data, account deletion and appeals stay open. Public
/// pages show what visitors see.</summary>
public static class SuspensionGate
{
    public static void UseSuspension(this WebApplication app) => app.Use((context, next) =>
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var isForMembers = metadata?.GetMetadata<IAuthorizeData>() is not null && metadata.GetMetadata<OpenToSuspendedAttribute>() is null;
        if (!isForMembers || CurrentPerson.From(context.User) is not { IsSuspended: true }) return next(context);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else context.Response.Redirect(ModerationUrls.MyDecisions);
        return Task.CompletedTask;
    });
}
