using CapX.App.SignIn;

namespace CapX.App.Shell;

/// <summary>Turns every failed response into an error page, or into problem details below /api. Reveals no internals.</summary>
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
        // The re-executed request is a read, whatever the failed request was.
        app.Use(async (context, next) =>
        {
            if (Requests.IsShownAgain(context)) context.Request.Method = HttpMethods.Get;
            await next(context);
            // The form no longer exists on its page. The framework responds with a content type but no body, which would suppress the error page.
            if (!Requests.IsShownAgain(context)
                && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentType: "text/plain" })
                context.Response.ContentType = null;
        });
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase);

    private static ExceptionHandlerOptions Options(string? page) => new()
    {
        ExceptionHandlingPath = page,
        CreateScopeForErrors = page is not null,
        StatusCodeSelector = failure => failure switch
        {
            DatabaseAwayException => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            // A form that the framework cannot parse: an invalid character, or too many fields.
            InvalidDataException => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status500InternalServerError,
        },
        SuppressDiagnosticsCallback = context => context.Exception is DatabaseAwayException or BadHttpRequestException or InvalidDataException,
    };

    /// <summary>Adds Retry-After to each 503 and 429.</summary>
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

    /// <summary>Removes cookies from 429 responses, except the renewed session cookie.</summary>
    private static void GiveNothing(IHeaderDictionary headers) =>
        headers.SetCookie = headers.SetCookie.Where(cookie => cookie?.Contains(SessionCookie.Name, StringComparison.Ordinal) == true).ToArray();

    /// <summary>Responds with 503 to everything except assets and health checks until the app is ready. Uses a page without forms, because antiforgery tokens
    /// need keys from the database.</summary>
    public static void UseReadinessGate(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Use((context, next) => readiness.IsReady || context.GetEndpoint()?.Metadata.GetMetadata<ServedAlways>() is not null
            ? next(context)
            : PlainPage.WriteAsync(context, Requests.IsShownAgain(context) ? context.Response.StatusCode : StatusCodes.Status503ServiceUnavailable, "away"));
    }
}

/// <summary>Marks an endpoint that needs neither database nor index.</summary>
public sealed class ServedAlways;
