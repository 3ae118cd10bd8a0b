using CapX.Data.SignIn;

namespace CapX.App.SignIn;

/// <summary>Removes sessions that ended by themselves, every hour.</summary>
internal sealed partial class ExpiredSessions(DropExpiredSessionsCommand drop, TimeProvider time, ILogger<ExpiredSessions> log) : BackgroundService
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

    [LoggerMessage(LogLevel.Information, "Dropped {Count} expired sessions")]
    private partial void LogDropped(int count);

    [LoggerMessage(LogLevel.Warning, "Expired sessions stay for another hour: the database is away")]
    private partial void LogAway();
}
