using CapX.App.Shell;
using CapX.Data.Exchanges;
using CapX.Data.Notices;

namespace CapX.App.Wiki;

/// <summary>Empties the outbox: looks every few seconds and whenever it is rung, and outlives a database and a wiki that are away.</summary>
public sealed partial class OutboxWorker(TakeDeliveryCommand take, EndDeliveryCommand end, RecoverDeliveriesCommand recover, WikiSender sender,
    DeliverySignal signal, ExchangeNews news, Settings settings, IServiceProvider services, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NotePause = TimeSpan.FromSeconds(2);

    /// <summary>Sends what is due, one after the other; gives how many tries it made. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<int> DeliverAsync(CancellationToken token)
    {
        // Without a consumer nothing can go out: what a recipient's old choice put here is given up at once.
        if (await recover.RunAsync(settings.SendsOnWiki ? RecoverDeliveriesCommand.Patience : TimeSpan.Zero, token) is > 0 and var changed)
            LogRecovered(changed);
        if (!settings.SendsOnWiki) return 0;
        var tries = 0;
        while (!token.IsCancellationRequested && await take.RunAsync(token) is { } taken)
        {
            var ended = await sender.SendAsync(taken, token);
            await NoteAsync(taken, ended, token);
            LogTried(taken.Channel, taken.Messages.Count, ended.Outcome, ended.Reason);
            tries++;
            // The others would wait ten seconds each, for nothing. What the wiki refuses to one sender it may do for the next.
            if (ended.IsOutage) break;
        }
        return tries;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var readiness = services.GetRequiredService<Readiness>();
            while (!readiness.IsReady) await Task.Delay(Pause / 10, stoppingToken);
            while (true)
            {
                await LookAsync(stoppingToken);
                await signal.WaitAsync(Pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was taken and not begun is released, or its lease runs out.
        }
    }

    private async Task LookAsync(CancellationToken token)
    {
        try
        {
            await DeliverAsync(token);
        }
        catch (DatabaseAwayException)
        {
            LogAway();
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException)
        {
            // A mistake of ours ends neither the program nor the outbox; the lease runs out. No message: it could quote an address.
            LogMistake(mistake.GetType().Name, mistake.StackTrace);
        }
    }

    /// <summary>What was sent is noted, however long the database is away: only a crash leaves it in doubt.</summary>
    private async Task NoteAsync(DeliveryTaken taken, DeliveryEnd ended, CancellationToken token)
    {
        while (true)
        {
            try
            {
                await end.RunAsync(taken, ended, CancellationToken.None);
                foreach (var exchange in taken.Messages.Select(m => m.ExchangeId).Distinct()) news.Tell(exchange, taken.SenderId);
                return;
            }
            catch (DatabaseAwayException)
            {
                LogAway();
                await Task.Delay(NotePause, token);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Tried to send by {Channel}, messages {Count}: {Outcome} {Reason}")]
    private partial void LogTried(DeliveryChannel channel, int count, DeliveryOutcome outcome, string? reason);

    [LoggerMessage(LogLevel.Warning, "Took back or gave up {Count} deliveries")]
    private partial void LogRecovered(int count);

    [LoggerMessage(LogLevel.Warning, "The outbox waits: the database is away")]
    private partial void LogAway();

    [LoggerMessage(LogLevel.Error, "The outbox met a mistake: {Kind}\n{Trace}")]
    private partial void LogMistake(string kind, string? trace);
}

/// <summary>Registers the outbox.</summary>
public static class OutboxExtensions
{
    public static IServiceCollection AddOutbox(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<TakeDeliveryCommand>().AddSingleton<BeginDeliveryCommand>().AddSingleton<EndDeliveryCommand>()
            .AddSingleton<RecoverDeliveriesCommand>();
        services.AddSingleton(provider => new DeliveryChannelQuery(provider.GetRequiredService<Database>(), settings.SendsOnWiki))
            .AddSingleton<DeliverySignal>();
        services.AddSingleton<PersonApi>().AddSingleton<WikiSender>().AddSingleton<DeliveryText>();
        return services.AddSingleton<OutboxWorker>().AddHostedService(provider => provider.GetRequiredService<OutboxWorker>());
    }
}
