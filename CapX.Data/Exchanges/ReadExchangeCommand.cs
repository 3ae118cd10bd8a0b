using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Records that a party has seen the current conversation, and marks its notices as read.</summary>
public sealed class ReadExchangeCommand(Database database, LiveUpdates news, TimeProvider time)
{
    private const string Sql = "UPDATE notice SET read_at = @now WHERE person_id = @personId AND exchange_id = @id AND read_at IS NULL AND due_at <= @now";

    /// <summary>The caller must have checked that the person is a party.</summary>
    public async Task RunAsync(ulong personId, ExchangeFound exchange, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var notices = await database.WriteAsync(async transaction =>
        {
            if (exchange.HasUnread) await SendMessageCommand.MarkReadAsync(transaction, exchange.Id, personId);
            return await transaction.Connection!.ExecuteAsync(Sql, new { personId, id = exchange.Id, now }, transaction);
        }, token).ConfigureAwait(false);
        if (exchange.HasUnread || notices > 0) news.Tell(exchange.Id, [personId, .. exchange.HasUnread ? exchange.OtherSpeakers : []]);
    }
}
