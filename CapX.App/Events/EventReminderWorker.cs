using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>Sends event reminders one day ahead. Runs at start and every ten minutes, so no deployment misses one.</summary>
public sealed partial class EventReminderWorker(RemindEventsCommand remind, IServiceProvider services, TimeProvider time,
    ILogger<EventReminderWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan NotReadyPause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var readiness = services.GetRequiredService<Readiness>();
            while (!readiness.IsReady) await Task.Delay(NotReadyPause, stoppingToken);
            using var timer = new PeriodicTimer(Pause, time);
            do
            {
                await RemindAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Reminders that fail are sent in a later run.
        }
    }

    private async Task RemindAsync(CancellationToken token)
    {
        try
        {
            if (await remind.RunAsync(token) is > 0 and var count) LogReminded(count);
        }
        catch (DatabaseAwayException)
        {
            LogAway();
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException)
        {
            LogMistake(mistake);
        }
    }

    [LoggerMessage(LogLevel.Information, "Sent {Count} event reminders")]
    private partial void LogReminded(int count);

    [LoggerMessage(LogLevel.Warning, "No event reminders for ten minutes: the database is unreachable")]
    private partial void LogAway();

    [LoggerMessage(LogLevel.Error, "Sending event reminders failed")]
    private partial void LogMistake(Exception mistake);
}
