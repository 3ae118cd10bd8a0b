using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Privacy;

namespace CapX.App.Shell;

/// <summary>Runs every hour. Ends unanswered proposals and listings past their date, deletes content removed by moderators, and deletes data whose
/// <see cref="Retention"/> ended.</summary>
internal sealed partial class HourlyCleanup(ExpireExchangesCommand proposals, ExpireListingsCommand listings, EraseRemovedCommand removed, RetainCommand retain,
    TimeProvider time, ILogger<HourlyCleanup> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                LogEnded(await proposals.RunAsync(stoppingToken), await listings.RunAsync(stoppingToken), await removed.RunAsync(stoppingToken),
                    Told(await retain.RunAsync(stoppingToken)));
            }
            catch (DatabaseAwayException)
            {
                LogAway();
            }
        }
    }

    /// <summary>For example "sessions 3, drafts 0 …".</summary>
    public static string Told(IReadOnlyDictionary<string, int> ended) => string.Join(", ", ended.Select(kind => $"{kind.Key} {kind.Value}"));

    [LoggerMessage(LogLevel.Information,
        "Expired {Proposals} proposals and {Listings} listings. Deleted {Removed} removed items, and data past its retention period: {Retained}")]
    private partial void LogEnded(int proposals, int listings, int removed, string retained);

    [LoggerMessage(LogLevel.Warning, "The cleanup will run again in an hour: the database is unreachable")]
    private partial void LogAway();
}
