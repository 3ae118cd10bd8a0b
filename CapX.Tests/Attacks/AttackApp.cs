using System.Collections.Concurrent;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CapX.Tests.Attacks;

/// <summary>The whole program without a rate limit. For each route, it records the inputs through which the corpus arrived.</summary>
public sealed class AttackApp(DatabaseFixture data) : TestApp(data)
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _reached = new();

    /// <summary>Each route that was reached, such as "GET /people/{Username}", with the names of the inputs that carried the corpus.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Reached =>
        _reached.ToDictionary(r => r.Key, r => (IReadOnlyCollection<string>)[.. r.Value.Keys]);

    public IEnumerable<RouteEndpoint> Routes => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public static IEnumerable<string> MethodsOf(Endpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get];

    protected override void Extend(WebApplication app)
    {
        // The tests send far more requests than the rate limit allows. The limit has a test of its own.
        app.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter = null;
        // This runs last before the endpoint, so a request that was refused earlier does not count as having reached it.
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint() is RouteEndpoint route)
                await NoteAsync(context, _reached.GetOrAdd($"{context.Request.Method} {route.RoutePattern.RawText}", _ => new()));
            await next(context);
        });
    }

    private static async Task NoteAsync(HttpContext context, ConcurrentDictionary<string, bool> names)
    {
        static bool Has(object? value) => value?.ToString()?.Contains(Corpus.Sign, StringComparison.OrdinalIgnoreCase) == true;
        foreach (var (name, value) in context.Request.RouteValues) if (Has(value)) names[$"{{{name}}}"] = true;
        foreach (var (name, value) in context.Request.Query) if (Has(value)) names[$"?{name}"] = true;
        try
        {
            if (!context.Request.HasFormContentType) return;
            foreach (var (name, value) in await context.Request.ReadFormAsync()) if (Has(value)) names[name] = true;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or InvalidOperationException)
        {
            // The body is not a readable form. The request still goes on to the endpoint, whose answer is judged.
        }
    }
}
