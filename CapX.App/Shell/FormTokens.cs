using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;

namespace CapX.App.Shell;

/// <summary>Requires an antiforgery token for every post to a members' endpoint. The framework validates only endpoints that bind form fields. Forms on
/// cached pages for visitors cannot carry a token. They are accepted when the Origin header is this site's.</summary>
public static class FormTokens
{
    public static void UseFormTokens(this WebApplication app)
    {
        var (antiforgery, site) = (app.Services.GetRequiredService<IAntiforgery>(), app.Services.GetRequiredService<SiteAddress>());
        app.Use(async (context, next) =>
        {
            var form = HttpMethods.IsPost(context.Request.Method) ? context.GetEndpoint()?.Metadata : null;
            var forAll = form?.GetMetadata<SentByAllAttribute>();
            var isAsked = forAll is not null || form?.GetMetadata<IAuthorizeData>() is not null;
            // The framework has already validated the token and rejects the request itself.
            if (!isAsked || context.Features.Get<IAntiforgeryValidationFeature>() is not null || await IsOursAsync(context, forAll, site.Origin, antiforgery))
                await next(context);
            else context.Response.StatusCode = StatusCodes.Status400BadRequest;
        });
    }

    private static async Task<bool> IsOursAsync(HttpContext context, SentByAllAttribute? forAll, string own, IAntiforgery antiforgery)
    {
        try
        {
            if (forAll is not null && OriginCheck.IsOwn(context.Request, own)
                && (forAll.Form is null || (await context.Request.ReadFormAsync(context.RequestAborted))["_handler"] == forAll.Form)) return true;
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception reason) when (reason is AntiforgeryValidationException or InvalidDataException or BadHttpRequestException)
        {
            // No form, or a malformed one.
            return false;
        }
    }
}

/// <summary>Marks an endpoint for forms on visitors' pages. Accepts a post from this site's origin, or with a token.</summary>
/// <param name="form">The name of the form on a page with several. The others need a token. Null for an endpoint with one form.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SentByAllAttribute(string? form = null) : Attribute, IAntiforgeryMetadata
{
    public string? Form { get; } = form;

    public bool RequiresValidation => false;
}

/// <summary>Issues no antiforgery token and cookie on cached pages for visitors. The framework would issue them for each page, and the
/// response is shared.</summary>
internal sealed class ReadingTokens(IAntiforgery tokens) : IAntiforgery
{
    private static readonly AntiforgeryTokenSet None = new(null, null, "__RequestVerificationToken", null);

    /// <summary>Wraps the framework's implementation.</summary>
    public static void Register(IServiceCollection services)
    {
        var own = services.Last(service => service.ServiceType == typeof(IAntiforgery)).ImplementationType!;
        services.AddSingleton<IAntiforgery>(provider => new ReadingTokens((IAntiforgery)ActivatorUtilities.CreateInstance(provider, own)));
    }

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) =>
        ReadByAllAttribute.IsOf(httpContext) ? None : tokens.GetAndStoreTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => ReadByAllAttribute.IsOf(httpContext) ? None : tokens.GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => tokens.IsRequestValidAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => tokens.SetCookieTokenAndHeader(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) => tokens.ValidateRequestAsync(httpContext);
}
