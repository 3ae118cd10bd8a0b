using System.Threading.RateLimiting;
using CapX.App.SignIn;
using Microsoft.AspNetCore.SignalR;

namespace CapX.App.Shell;

/// <summary>Live pages are for who is signed in: nobody else is shown one, so nobody else may open a line to it.</summary>
public static class CircuitLimits
{
    private static readonly PathString Circuits = "/_blazor";

    /// <summary>Stands after sign-in, and before a visitor is given any cookie.</summary>
    public static void UseMembersOnlyCircuits(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase) || CurrentPerson.From(context.User) is not null)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        // With a text, no page is drawn that no browser would show.
        return context.Response.WriteAsync("Live pages are for members.", context.RequestAborted);
    });
}

/// <summary>How many messages all live pages of one account may send. Beyond that the line is cut; Blazor's script connects again after a pause.</summary>
internal sealed class HubMessageLimit : IHubFilter, IDisposable
{
    /// <summary>Fast typing sends about forty messages a second: each key, and each answer that was drawn.</summary>
    public const int PerSecond = 100;

    /// <summary>What a browser may send at once, such as when eight tabs come back.</summary>
    public const int AtOnce = 400;

    private readonly PartitionedRateLimiter<ulong> _limiter =
        PartitionedRateLimiter.Create<ulong, ulong>(account => RateLimitPartition.GetTokenBucketLimiter(account, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = AtOnce,
        TokensPerPeriod = PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    }));

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        using var lease = _limiter.AttemptAcquire(CurrentPerson.From(invocationContext.Context.User)?.Id ?? 0);
        if (lease.IsAcquired) return await next(invocationContext);
        invocationContext.Context.Abort();
        return null;
    }

    public void Dispose() => _limiter.Dispose();
}
