using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Ends proposals that nobody answered in time.</summary>
public sealed class ExpireExchangesCommand(Database database, ExchangeNews news, TimeProvider time)
{
    private const int Portion = 200;

    private const string DueSql = "SELECT e.id FROM exchange e WHERE e.state = 'proposed' AND e.proposed_at <= @before ORDER BY e.proposed_at, e.id LIMIT @Portion FOR UPDATE";

    /// <summary>How many it ended. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var (all, count) = (0, 0);
        do
        {
            var now = time.GetUtcNow().UtcDateTime;
            List<(ulong Id, ExchangeSpeakers Speakers)> due = [];
            count = await database.WriteAsync(transaction =>
            {
                var ids = transaction.Connection!.Query<ulong>(DueSql, new { before = now.AddDays(-ExchangeLife.DaysToAnswer), Portion }, transaction).AsList();
                due = ids.ConvertAll(id => (id, ExchangeSpeakers.Read(transaction, id, null)));
                foreach (var (id, speakers) in due)
                {
                    ExchangeLock.Change(transaction, id, ExchangeState.Expired, null, null, now);
                    foreach (var proposer in speakers.Told(ExchangeSide.Proposer)) Notices.Add(transaction, proposer, NoticeKind.Change, id, now);
                }
                return due.Count;
            }, token).ConfigureAwait(false);
            foreach (var (id, speakers) in due) news.Tell(id, speakers.Everybody);
            all += count;
        }
        while (count == Portion);
        return all;
    }
}
