using System.Collections.Concurrent;
using CapX.Data.Insights;

namespace CapX.App.Insights;

/// <summary>Sums up counts in memory and adds them to the database once a minute and at shutdown. A crash loses up to a minute. While the database is away,
/// the sums stay in memory.</summary>
public sealed partial class DailyCounts(AddCountsCommand add, TimeProvider time, ILogger<DailyCounts> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Holds at most one key per kind and unsaved day.
    private readonly ConcurrentDictionary<(DateOnly Day, Counted What), long> _sums = new();

    /// <summary>Never blocks: costs no more than an addition in memory.</summary>
    public void Add(Counted what, long times = 1) => Add(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), what, times);

    /// <summary>Writes the sums to the database. Sums that cannot be written stay for the next attempt.</summary>
    public async Task FlushAsync(CancellationToken token = default)
    {
        List<DailyCount> taken =
            [.. _sums.Keys.Select(key => _sums.TryRemove(key, out var count) ? new DailyCount(key.Day, key.What, count) : null).OfType<DailyCount>()];
        if (taken.Count == 0) return;
        try
        {
            await add.RunAsync(taken, token);
        }
        catch (Exception failure) when (failure is DatabaseAwayException or OperationCanceledException)
        {
            foreach (var (day, what, count) in taken) Add(day, what, count);
            LogWaiting();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync(stoppingToken);
    }

    private void Add(DateOnly day, Counted what, long times) => _sums.AddOrUpdate((day, what), times, (_, before) => before + times);

    [LoggerMessage(LogLevel.Warning, "Counts will be saved later: the database is unreachable")]
    private partial void LogWaiting();
}
