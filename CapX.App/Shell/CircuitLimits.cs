using System.Threading.RateLimiting;
using CapX.App.SignIn;
using Microsoft.AspNetCore.SignalR;

namespace CapX.App.Shell;

/// <summary>Allows circuits for logged-in users only. Visitors are never shown a live page, so they may not open a connection for one.</summary>
public static class CircuitLimits
{
    private static readonly PathString Circuits = "/_blazor";

    /// <summary>Must come after UseSignIn, and before a visitor can get a cookie.</summary>
    public static void UseMembersOnlyCircuits(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase) || CurrentPerson.From(context.User) is not null)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        // Writes a body, so that no error page is rendered that no browser would show.
        return context.Response.WriteAsync("Log in to use live pages.", context.RequestAborted);
    });
}

/// <summary>Limits the messages of all live pages of an account. Aborts the connection beyond that. Blazor's script reconnects after a pause.</summary>
internal sealed class HubMessageLimit : IHubFilter, IDisposable
{
    /// <summary>Fast typing sends about forty messages per second: one per keystroke and one per acknowledged render.</summary>
    public const int PerSecond = 100;

    /// <summary>Burst size, for example when eight tabs reconnect.</summary>
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
