using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Deletes what has told what it had to: notices, and what became of deliveries. Messages and exchanges themselves stay.</summary>
public sealed class DropOldTracesCommand(Database database, TimeProvider time)
{
    /// <summary>Of a notice, once it was read.</summary>
    public static readonly TimeSpan ReadNoticeLife = TimeSpan.FromDays(90);

    /// <summary>Of any notice, from when it was due.</summary>
    public static readonly TimeSpan NoticeLife = TimeSpan.FromDays(365);

    /// <summary>Of a delivery, once it was sent or failed.</summary>
    public static readonly TimeSpan DeliveryLife = TimeSpan.FromDays(365);

    // A transaction each, so that nobody waits long for one.
    private const int Portion = 1_000;

    private const string ReadNoticesSql = "DELETE FROM notice WHERE read_at <= @before ORDER BY read_at, id LIMIT @Portion";

    private const string NoticesSql = "DELETE FROM notice WHERE due_at <= @before ORDER BY due_at, id LIMIT @Portion";

    // The state says whether it ended: what is queued once more may still bear the time of an earlier end.
    private const string DeliveriesSql = "DELETE FROM delivery WHERE state = @state AND ended_at <= @before ORDER BY ended_at, id LIMIT @Portion";

    /// <summary>How many rows there were. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await DropAsync(ReadNoticesSql, now - ReadNoticeLife, null, token).ConfigureAwait(false)
            + await DropAsync(NoticesSql, now - NoticeLife, null, token).ConfigureAwait(false)
            + await DropAsync(DeliveriesSql, now - DeliveryLife, "sent", token).ConfigureAwait(false)
            + await DropAsync(DeliveriesSql, now - DeliveryLife, "failed", token).ConfigureAwait(false);
    }

    private async Task<int> DropAsync(string sql, DateTime before, string? state, CancellationToken token)
    {
        var (all, count) = (0, 0);
        do
        {
            count = await database.WriteAsync(transaction => transaction.Connection!.Execute(sql, new { before, state, Portion }, transaction), token).ConfigureAwait(false);
            all += count;
        }
        while (count == Portion);
        return all;
    }
}
