using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Ends proposals that nobody answered in time.</summary>
public sealed class ExpireExchangesCommand(Database database, ExchangeNews news, TimeProvider time)
{
    private const int Portion = 200;

    private const string DueSql = $"""
        SELECT e.id AS {nameof(ExchangeLock.Id)}, e.state AS {nameof(ExchangeLock.StateCode)}, e.proposer_person_id AS {nameof(ExchangeLock.ProposerId)}, e.recipient_person_id AS {nameof(ExchangeLock.RecipientId)}
          FROM exchange e WHERE e.state = 'proposed' AND e.proposed_at <= @before ORDER BY e.proposed_at, e.id LIMIT @Portion FOR UPDATE
        """;

    /// <summary>How many it ended. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var (all, count) = (0, 0);
        do
        {
            var now = time.GetUtcNow().UtcDateTime;
            List<ExchangeLock> due = [];
            count = await database.WriteAsync(transaction =>
            {
                due = transaction.Connection!.Query<ExchangeLock>(DueSql, new { before = now.AddDays(-ExchangeLife.DaysToAnswer), Portion }, transaction).AsList();
                foreach (var exchange in due)
                {
                    exchange.Change(transaction, ExchangeState.Expired, null, null, now);
                    if (exchange.ProposerId is { } proposer) Notices.Add(transaction, proposer, NoticeKind.Change, exchange.Id, now);
                }
                return due.Count;
            }, token).ConfigureAwait(false);
            foreach (var exchange in due) news.Tell(exchange.Id, exchange.ProposerId, exchange.RecipientId);
            all += count;
        }
        while (count == Portion);
        return all;
    }
}
