using CapX.App.Shell;
using CapX.Data.Moderation;
using CapX.Data.SignIn;

namespace CapX.App.Moderation;

/// <summary>Every two seconds, ends circuits of ended sessions. Every minute, ends expired sanctions and notifies the fallback contact.</summary>
internal sealed partial class ModerationWorker(
    LiveCircuits circuits, LiveSessionsQuery sessions, EndSanctionsCommand sanctions, FallbackMail fallback, Readiness readiness, TimeProvider time,
    ILogger<ModerationWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private const int PausesAMinute = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        for (var pause = 0; await timer.WaitForNextTickAsync(stoppingToken); pause++)
        {
            if (!readiness.IsReady) continue;
            try
            {
                await circuits.EndAsync(sessions, stoppingToken);
                if (pause % PausesAMinute != 0) continue;
                if (await sanctions.RunAsync(stoppingToken) is > 0 and var ended) LogEnded(ended);
                await fallback.TellAsync(stoppingToken);
            }
            catch (DatabaseAwayException)
            {
                // Retried in two seconds.
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Ended {Ended} limits and suspensions")]
    private partial void LogEnded(int ended);
}
