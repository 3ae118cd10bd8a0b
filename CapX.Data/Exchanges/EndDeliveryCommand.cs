using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>The result of an attempt to send.</summary>
public enum DeliveryResult
{
    Sent,

    /// <summary>Permanently.</summary>
    Failed,

    /// <summary>Nothing was sent. Try again after a pause.</summary>
    Retry,

    /// <summary>Mail was refused. Use the talk page instead, at once.</summary>
    TalkInstead,

    /// <summary>It may have been sent. An edit is looked for after a pause. A mail is not tried again.</summary>
    Unclear,

    /// <summary>Nothing was attempted. Return it to the queue as if it had not been taken.</summary>
    Released,
}

/// <summary>The result of an attempt, with a code of <see cref="DeliveryReason"/>.</summary>
public sealed record DeliveryEnd(DeliveryResult Outcome, string? Reason = null)
{
    /// <summary>The wiki does not answer at all, so there is no point in trying the next delivery now.</summary>
    public bool IsOutage { get; init; }
}

/// <summary>Ends a lease and records the result.</summary>
public sealed class EndDeliveryCommand(Database database, TimeProvider time)
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 1, 2, 5, 10, 20, 40, 60 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    /// <summary>One hour, because the wiki counts rate limits per hour and per day.</summary>
    private static readonly TimeSpan LimitPause = TimeSpan.FromHours(1);

    // An expired lease may have been recovered meanwhile. Its holder still knows best what was sent, until someone else takes the delivery.
    private const string HeldSql = $"lease_key = @LeaseKey AND (state = 'sending' OR reason = '{DeliveryReason.Unclear}')";

    // Keeps the reason for using the talk page, and clears a reason for waiting.
    private const string SentSql = $"""
        UPDATE delivery SET state = 'sent', lease_until = NULL, ended_at = @now,
               reason = CASE WHEN reason IN ('{DeliveryReason.NoMail}', '{DeliveryReason.MailOff}', '{DeliveryReason.SenderNoMail}',
                 '{DeliveryReason.MailDisabled}', '{DeliveryReason.NotPermitted}', '{DeliveryReason.Refused}') THEN reason END
         WHERE {HeldSql}
        """;

    private const string FailedSql = $"UPDATE delivery SET state = 'failed', reason = @Reason, lease_until = NULL, ended_at = @now WHERE {HeldSql}";

    private const string RetrySql = $"""
        UPDATE delivery SET state = 'queued', reason = @Reason, attempts = LEAST(attempts + 1, 255), next_try_at = @next, lease_key = NULL, lease_until = NULL,
          begun_at = NULL, ended_at = NULL WHERE {HeldSql}
        """;

    private const string TalkSql = $"""
        UPDATE delivery SET state = 'queued', channel = 'talk', reason = @Reason, next_try_at = @now, lease_key = NULL, lease_until = NULL, begun_at = NULL,
          ended_at = NULL WHERE {HeldSql}
        """;

    private const string UnclearEditSql = $"""
        UPDATE delivery SET state = 'queued', reason = '{DeliveryReason.Unclear}', attempts = LEAST(attempts + 1, 255), next_try_at = @next, lease_until = NULL,
          begun_at = COALESCE(begun_at, @now) WHERE {HeldSql}
        """;

    private const string ReleasedSql = $"UPDATE delivery SET state = 'queued', lease_key = NULL, lease_until = NULL, begun_at = NULL WHERE {HeldSql}";

    /// <summary>Returns true when the lease was still held.</summary>
    public Task<bool> RunAsync(DeliveryTaken taken, DeliveryEnd end, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var reason = end.Outcome == DeliveryResult.Unclear ? DeliveryReason.Unclear : end.Reason;
        var values = new { taken.LeaseKey, Reason = reason, now, next = now + Pause(taken.Attempts, reason) };
        return database.WriteAsync(async transaction => await transaction.Connection!.ExecuteAsync(Sql(taken, end.Outcome), values, transaction) > 0, token);
    }

    /// <summary>Returns how long to wait after this number of previous attempts.</summary>
    internal static TimeSpan Pause(int attempts, string? reason) =>
        reason == DeliveryReason.RateLimited ? LimitPause : Pauses[Math.Min(attempts, Pauses.Length - 1)];

    private static string Sql(DeliveryTaken taken, DeliveryResult outcome) => outcome switch
    {
        DeliveryResult.Sent => SentSql,
        DeliveryResult.TalkInstead => TalkSql,
        // A delivery that may have been sent keeps this mark until it is found on the wiki or sent.
        DeliveryResult.Retry or DeliveryResult.Released when taken.MayBeSent => UnclearEditSql,
        DeliveryResult.Retry => RetrySql,
        DeliveryResult.Released => ReleasedSql,
        DeliveryResult.Unclear when taken.Channel == DeliveryChannel.Talk => UnclearEditSql,
        _ => FailedSql,
    };
}
