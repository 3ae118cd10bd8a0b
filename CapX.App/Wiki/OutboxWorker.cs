using CapX.Data.Exchanges;
using CapX.Data.Notices;

namespace CapX.App.Wiki;

/// <summary>Sends the deliveries in the outbox. Checks every few seconds and when signalled. Survives outages of database and wiki.</summary>
public sealed partial class OutboxWorker(TakeDeliveryCommand take, EndDeliveryCommand end, RecoverDeliveriesCommand recover, WikiSender sender,
    DeliverySignal signal, LiveUpdates news, Settings settings, IServiceProvider services, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NotePause = TimeSpan.FromSeconds(2);

    /// <summary>Sends all due deliveries one after the other. Returns the number of attempts.</summary>
    public async Task<int> DeliverAsync(CancellationToken token)
    {
        // Without a consumer nothing can be sent, so deliveries from old settings of recipients are given up at once.
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
            // The other deliveries would each run into the ten-second timeout. Errors that concern one sender do not stop the loop.
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
            // A delivery that was taken but not begun is released, or its lease expires.
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
            // A bug must stop neither the app nor the outbox. The lease expires. The message is not logged, because it could contain an address.
            LogMistake(mistake.GetType().Name, mistake.StackTrace);
        }
    }

    /// <summary>Records the result, however long the database is away. Only a crash leaves a delivery in doubt.</summary>
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

    [LoggerMessage(LogLevel.Information, "Tried to send {Count} messages by {Channel}: {Outcome} {Reason}")]
    private partial void LogTried(DeliveryChannel channel, int count, DeliveryResult outcome, string? reason);

    [LoggerMessage(LogLevel.Warning, "Queued again or ended {Count} deliveries that were interrupted or too old")]
    private partial void LogRecovered(int count);

    [LoggerMessage(LogLevel.Warning, "The outbox is waiting: the database is unreachable")]
    private partial void LogAway();

    [LoggerMessage(LogLevel.Error, "The outbox failed unexpectedly: {Kind}\n{Trace}")]
    private partial void LogMistake(string kind, string? trace);
}

/// <summary>Registers the services of the outbox.</summary>
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
