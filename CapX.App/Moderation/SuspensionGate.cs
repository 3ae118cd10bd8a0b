using CapX.App.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace CapX.App.Moderation;

/// <summary>Whom moderators suspended: pages for members lead to what was decided; one's own data, erasing it and the appeal stay open. Public pages show what
/// a visitor sees.</summary>
public static class SuspensionGate
{
    public static void UseSuspension(this WebApplication app) => app.Use((context, next) =>
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var isForMembers = metadata?.GetMetadata<IAuthorizeData>() is not null && metadata.GetMetadata<OpenToSuspendedAttribute>() is null;
        if (!isForMembers || CurrentPerson.From(context.User) is not { IsSuspended: true }) return next(context);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else context.Response.Redirect(Urls.MyDecisions);
        return Task.CompletedTask;
    });
}

/// <summary>Marks a page or endpoint for members that stays open to who is suspended.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenToSuspendedAttribute : Attribute;
