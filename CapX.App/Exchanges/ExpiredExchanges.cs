using CapX.Data.Exchanges;

namespace CapX.App.Exchanges;

/// <summary>Ends proposals that nobody answered in time, every hour.</summary>
internal sealed partial class ExpiredExchanges(ExpireExchangesCommand expire, TimeProvider time, ILogger<ExpiredExchanges> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                LogExpired(await expire.RunAsync(stoppingToken));
            }
            catch (DatabaseAwayException)
            {
                LogAway();
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} proposals expired")]
    private partial void LogExpired(int count);

    [LoggerMessage(LogLevel.Warning, "Proposals expire an hour later: the database is away")]
    private partial void LogAway();
}
