using CapX.App.SignIn;
using Microsoft.AspNetCore.Diagnostics;

namespace CapX.App.Shell;

/// <summary>Every failed answer becomes a page of ours, or problem details below /api; nothing of the inside is told.</summary>
public static class Problems
{
    private const string Api = "/api";
    private const string RetrySeconds = "5";

    public static void AddProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.Remove("traceId");
            context.ProblemDetails.Extensions["requestId"] = context.HttpContext.TraceIdentifier;
        });

    public static void UseProblems(this WebApplication app)
    {
        app.UseWhen(IsApi, api => api.UseExceptionHandler(Options(null)).UseStatusCodePages());
        app.UseWhen(context => !IsApi(context), page => page
            .UseExceptionHandler(Options("/problem"))
            .UseStatusCodePagesWithReExecute("/problem", createScopeForStatusCodePages: true));
        // What is shown again is read, whatever the request that failed wanted to do.
        app.Use(async (context, next) =>
        {
            if (IsShownAgain(context)) context.Request.Method = HttpMethods.Get;
            await next(context);
            // A form that its page has no more, since the world changed while it was open: the framework answers with a type and no text, and the browser would
            // show a page of its own.
            if (!IsShownAgain(context) && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentType: "text/plain" })
                context.Response.ContentType = null;
        });
    }

    /// <summary>Whether this run of the pipeline only draws the page about a failure: nothing may be asked of the database then.</summary>
    public static bool IsShownAgain(HttpContext context) =>
        context.Features.Get<IExceptionHandlerPathFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase);

    private static ExceptionHandlerOptions Options(string? page) => new()
    {
        ExceptionHandlingPath = page,
        CreateScopeForErrors = page is not null,
        StatusCodeSelector = failure => failure switch
        {
            DatabaseAwayException => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            // A form that the framework cannot read: a character that is none, or more fields than any form has.
            InvalidDataException => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status500InternalServerError,
        },
        SuppressDiagnosticsCallback = context => context.Exception is DatabaseAwayException or BadHttpRequestException or InvalidDataException,
    };

    /// <summary>Says with each 503 and 429 when to come again.</summary>
    public static void UseRetryAfter(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests
                && !context.Response.Headers.ContainsKey("Retry-After"))
                context.Response.Headers.RetryAfter = RetrySeconds;
            if (context.Response.StatusCode == StatusCodes.Status429TooManyRequests) GiveNothing(context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Over a limit nobody is given a cookie, neither one of a form: only a session that is in use is prolonged.</summary>
    private static void GiveNothing(IHeaderDictionary headers) =>
        headers.SetCookie = headers.SetCookie.Where(cookie => cookie?.Contains(SessionCookie.Name, StringComparison.Ordinal) == true).ToArray();

    /// <summary>Until the program is ready, all but files and the two health routes is answered 503 by a page without forms: their tokens need keys, which are
    /// in the database.</summary>
    public static void UseReadinessGate(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Use((context, next) => readiness.IsReady || context.GetEndpoint()?.Metadata.GetMetadata<ServedAlways>() is not null
            ? next(context)
            : PlainPage.WriteAsync(context, IsShownAgain(context) ? context.Response.StatusCode : StatusCodes.Status503ServiceUnavailable, "away"));
    }
}

/// <summary>Marks an endpoint that needs neither database nor index.</summary>
public sealed class ServedAlways;
