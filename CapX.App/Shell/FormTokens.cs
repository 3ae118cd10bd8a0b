using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;

namespace CapX.App.Shell;

/// <summary>Whatever a member posts carries this site's token. The framework asks only where an endpoint binds a field of the form; here it holds for all.
/// Forms on pages that are kept for all visitors can carry none: there the browser must say that they stood on this site.</summary>
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
            // Where the framework looked already, it answers itself.
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
            // No form at all, or a broken one.
            return false;
        }
    }
}

/// <summary>Marks what is sent by a form that stands on pages for visitors: a page of this site sent it, or it has a token.</summary>
/// <param name="form">Which of the forms of a page; the others need a token. Null for an endpoint, which has one.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SentByAllAttribute(string? form = null) : Attribute, IAntiforgeryMetadata
{
    public string? Form { get; } = form;

    public bool RequiresValidation => false;
}

/// <summary>What visitors read carries no token and gives no cookie: the framework would make both for each page, and the answer is kept for others.</summary>
internal sealed class ReadingTokens(IAntiforgery tokens) : IAntiforgery
{
    private static readonly AntiforgeryTokenSet None = new(null, null, "__RequestVerificationToken", null);

    /// <summary>Puts it before the framework's own.</summary>
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
