using Dapper;

namespace CapX.Data.Privacy;

/// <summary>Deletes all data whose retention period is over.</summary>
public sealed class RetainCommand(Database database, TimeProvider time)
{
    // One transaction per portion, so that locks are short.
    private const int Portion = 1_000;

    /// <summary>Returns the number of rows ended, by kind.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken token = default)
    {
        var ended = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in Retention.All)
        {
            ended[kind.Kind] = 0;
            foreach (var sql in kind.Sql) ended[kind.Kind] += await EndAsync(sql, kind.Period, token).ConfigureAwait(false);
        }
        return ended;
    }

    private async Task<int> EndAsync(string sql, TimeSpan period, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (all, count) = (0, 0);
        do
        {
            count = await database.WriteAsync(transaction =>
                transaction.Connection!.ExecuteAsync(sql, new { now, before = now - period, Portion }, transaction), token).ConfigureAwait(false);
            all += count;
        }
        while (count >= Portion);
        return all;
    }
}
