using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.People;
using CapX.Data.SignIn;

namespace CapX.App.Operations;

/// <summary>Ends what ran out by itself, every hour: sessions, drafts that nobody came back for, proposals that nobody answered, listings, notices and deliveries of long ago.</summary>
internal sealed partial class HourlyCleanup(
    DropExpiredSessionsCommand sessions, DropOldDraftsCommand drafts, ExpireExchangesCommand proposals, ExpireListingsCommand listings, DropOldTracesCommand traces,
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
                LogEnded(await sessions.RunAsync(stoppingToken), await drafts.RunAsync(stoppingToken), await proposals.RunAsync(stoppingToken), await listings.RunAsync(stoppingToken), await traces.RunAsync(stoppingToken));
            }
            catch (DatabaseAwayException)
            {
                LogAway();
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Ended {Sessions} sessions, {Drafts} drafts, {Proposals} proposals, {Listings} listings and {Traces} notices and deliveries that had run out")]
    private partial void LogEnded(int sessions, int drafts, int proposals, int listings, int traces);

    [LoggerMessage(LogLevel.Warning, "What ran out stays for another hour: the database is away")]
    private partial void LogAway();
}
