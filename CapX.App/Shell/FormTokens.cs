using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;

namespace CapX.App.Shell;

/// <summary>Whatever a member posts carries this site's token. The framework asks only where an endpoint binds a field of the form; here it holds for all.</summary>
public static class FormTokens
{
    public static void UseFormTokens(this WebApplication app)
    {
        var antiforgery = app.Services.GetRequiredService<IAntiforgery>();
        app.Use(async (context, next) =>
        {
            var isMembersForm = HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null;
            // Where the framework looked already, it answers itself.
            if (!isMembersForm || context.Features.Get<IAntiforgeryValidationFeature>() is not null || await IsOursAsync(context, antiforgery)) await next(context);
            else context.Response.StatusCode = StatusCodes.Status400BadRequest;
        });
    }

    private static async Task<bool> IsOursAsync(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception reason) when (reason is AntiforgeryValidationException or InvalidDataException or BadHttpRequestException)
        {
            // No form at all, or a broken one.
            return false;
        }
    }
}
