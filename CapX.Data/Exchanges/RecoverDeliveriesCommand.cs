using System.Data.Common;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Requeues deliveries taken by a process that died, and gives up those that have waited too long.</summary>
public sealed class RecoverDeliveriesCommand(Database database, TimeProvider time)
{
    /// <summary>How long a delivery may wait. After that it is not sent: the message is in the tool, and an outdated notice on the wiki helps no one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    // Checks first without a lock, because there is almost never anything to do.
    private const string AnySql = """
        SELECT EXISTS (SELECT 1 FROM delivery WHERE state = 'sending' AND lease_until < @now)
         OR EXISTS (SELECT 1 FROM delivery WHERE state = 'queued' AND queued_at < @oldest)
        """;

    // The wiki had not been contacted yet.
    private const string NotBegunSql = """
        UPDATE delivery SET state = 'queued', attempts = LEAST(attempts + 1, 255), next_try_at = @now, lease_key = NULL, lease_until = NULL
         WHERE state = 'sending' AND lease_until < @now AND begun_at IS NULL
        """;

    // An edit can be looked for, but a mail cannot and is not tried again. The lease key stays, because its holder may still report the result.
    private const string TalkBegunSql = """
        UPDATE delivery SET state = 'queued', reason = @unclear, attempts = LEAST(attempts + 1, 255), next_try_at = @now, lease_until = NULL
         WHERE state = 'sending' AND lease_until < @now AND begun_at IS NOT NULL AND channel = 'talk'
        """;

    private const string MailBegunSql = """
        UPDATE delivery SET state = 'failed', reason = @unclear, ended_at = @now, lease_until = NULL
         WHERE state = 'sending' AND lease_until < @now AND begun_at IS NOT NULL AND channel = 'mail'
        """;

    private const string TooLateSql = "UPDATE delivery SET state = 'failed', reason = @tooLate, ended_at = @now WHERE state = 'queued' AND queued_at < @oldest";

    /// <summary>Returns the number of changed rows. A patience of zero gives up everything in the queue.</summary>
    public async Task<int> RunAsync(TimeSpan patience, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var values = new { now, oldest = now - patience, unclear = DeliveryReason.Unclear, tooLate = DeliveryReason.TooLate };
        if (!await database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(AnySql, values), token).ConfigureAwait(false)) return 0;
        return await database.WriteAsync(transaction => RunAsync(transaction, values), token).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(DbTransaction transaction, object values)
    {
        var changed = 0;
        foreach (var sql in new[] { NotBegunSql, TalkBegunSql, MailBegunSql, TooLateSql })
            changed += await transaction.Connection!.ExecuteAsync(sql, values, transaction);
        return changed;
    }
}
