using System.Diagnostics;
using CapX.App.SignIn;
using CapX.Data.Permissions;

namespace CapX.App.Permissions;

/// <summary>Logs refused commands and requests. Contains the route template instead of the URL, because names and search terms must not be logged.</summary>
public sealed partial class AccessDeniedLog(ILogger<AccessDeniedLog> logger)
    : IHostedService, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    // Redirects to the login are not refusals. 400 is the response to a form without antiforgery token.
    private static readonly HashSet<int> Refusals =
        [StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound,
        StatusCodes.Status429TooManyRequests];

    private readonly List<IDisposable> _subscriptions = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
        _subscriptions.Clear();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == AccessDenied.Source) _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is AccessDenied denied) RefusedAct(denied.Act, denied.PersonId, denied.As);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    internal void Note(HttpContext http)
    {
        if (!Refusals.Contains(http.Response.StatusCode) || Requests.IsShownAgain(http) || http.GetEndpoint() is not RouteEndpoint endpoint) return;
        RefusedRequest(http.Request.Method, endpoint.RoutePattern.RawText, http.Response.StatusCode, CurrentPerson.From(http.User)?.Id);
    }

    [LoggerMessage(LogLevel.Information, "Refused {Act} to {Person} as {Standing}")]
    private partial void RefusedAct(Act act, ulong? person, string standing);

    [LoggerMessage(LogLevel.Information, "Refused {Method} {Route} with {Status} to {Person}")]
    private partial void RefusedRequest(string method, string? route, int status, ulong? person);
}

public static class AccessDeniedExtensions
{
    public static IServiceCollection AddAccessDeniedLog(this IServiceCollection services) =>
        services.AddSingleton<AccessDeniedLog>().AddHostedService(provider => provider.GetRequiredService<AccessDeniedLog>());

    public static IApplicationBuilder UseAccessDeniedLog(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        http.RequestServices.GetRequiredService<AccessDeniedLog>().Note(http);
    });
}
