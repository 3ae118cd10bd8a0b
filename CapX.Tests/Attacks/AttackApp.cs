using System.Collections.Concurrent;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CapX.Tests.Attacks;

/// <summary>The whole program, which takes as many forms as are sent and notes what reached it: which route, and in which of its fields, parameters and parts
/// of the address the corpus stood.</summary>
public sealed class AttackApp : TestApp
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _reached = new();

    /// <summary>Each route that was reached, as "GET /people/{Username}", with the names under which the corpus came.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Reached =>
        _reached.ToDictionary(r => r.Key, r => (IReadOnlyCollection<string>)[.. r.Value.Keys]);

    public IEnumerable<RouteEndpoint> Routes => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public static IEnumerable<string> MethodsOf(Endpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get];

    protected override void Extend(WebApplication app)
    {
        // The limit has a test of its own, and real minutes pass slowly.
        app.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter = null;
        // The last before the endpoint: who was turned away at a gate has not reached it.
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
            // No form, or one without a token of this site: the program is asked all the same what it says of it.
        }
    }
}
