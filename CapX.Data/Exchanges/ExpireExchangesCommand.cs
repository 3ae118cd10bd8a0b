using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Expires proposals that were not answered in time.</summary>
public sealed class ExpireExchangesCommand(Database database, LiveUpdates news, TimeProvider time)
{
    private const int Portion = 200;

    private const string DueSql =
        "SELECT e.id FROM exchange e WHERE e.state = 'proposed' AND e.proposed_at <= @before ORDER BY e.proposed_at, e.id LIMIT @Portion FOR UPDATE";

    /// <summary>Returns how many proposals expired.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var (all, count) = (0, 0);
        do
        {
            var now = time.GetUtcNow().UtcDateTime;
            var expired = await database.WriteAsync(async transaction =>
            {
                var ids = (await transaction.Connection!.QueryAsync<ulong>(DueSql, new { before = now.AddDays(-ExchangeLife.DaysToAnswer), Portion },
                    transaction)).AsList();
                var due = new List<Told<ulong>>();
                foreach (var id in ids)
                {
                    var speakers = await ExchangeSpeakers.ReadAsync(transaction, id, null);
                    due.Add(new(id, speakers.Everybody));
                    await ExchangeLock.ChangeAsync(transaction, id, ExchangeState.Expired, null, null, now);
                    foreach (var proposer in speakers.Told(ExchangeSide.Proposer)) await NewNotice.AddAsync(transaction, proposer, NoticeKind.Change, id, now);
                }
                return due;
            }, token).ConfigureAwait(false);
            foreach (var exchange in expired) exchange.Tell(news, exchange.Result);
            count = expired.Count;
            all += count;
        }
        while (count == Portion);
        return all;
    }
}
