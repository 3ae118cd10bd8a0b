using CapX.Data.People;

namespace CapX.App.People;

/// <summary>Drops the drafts that nobody came back for, every hour.</summary>
internal sealed partial class OldDrafts(DropOldDraftsCommand drop, TimeProvider time, ILogger<OldDrafts> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                LogDropped(await drop.RunAsync(stoppingToken));
            }
            catch (DatabaseAwayException)
            {
                LogAway();
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Dropped {Count} old drafts")]
    private partial void LogDropped(int count);

    [LoggerMessage(LogLevel.Warning, "Old drafts stay for another hour: the database is away")]
    private partial void LogAway();
}
