using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>How a try went.</summary>
public enum DeliveryOutcome
{
    Sent,

    /// <summary>For good.</summary>
    Failed,

    /// <summary>Nothing was sent: again after a pause.</summary>
    Retry,

    /// <summary>Mail is refused: the talk page instead, at once.</summary>
    TalkInstead,

    /// <summary>It may have been sent, or not. An edit is looked for after a pause; a mail is left at that.</summary>
    Unclear,

    /// <summary>Nothing was tried: as if it had not been taken.</summary>
    Released,
}

/// <summary>How a try went, and why: a code of <see cref="DeliveryReason"/>.</summary>
public sealed record DeliveryEnd(DeliveryOutcome Outcome, string? Reason = null)
{
    /// <summary>The wiki does not answer at all, so the next one need not be tried now.</summary>
    public bool IsOutage { get; init; }
}

/// <summary>Ends a lease with what became of it.</summary>
public sealed class EndDeliveryCommand(Database database, TimeProvider time)
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 1, 2, 5, 10, 20, 40, 60 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    /// <summary>The wiki counts by the hour and the day.</summary>
    private static readonly TimeSpan LimitPause = TimeSpan.FromHours(1);

    // A lease that ran out may have been taken for lost meanwhile: who held it knows better what was sent, as long as nobody took it anew.
    private const string HeldSql = $"lease_key = @LeaseKey AND (state = 'sending' OR reason = '{DeliveryReason.Unclear}')";

    // Why it is on the talk page stays to be read; why it waited does not.
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

    /// <summary>Whether the lease was still held. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<bool> RunAsync(DeliveryTaken taken, DeliveryEnd end, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var reason = end.Outcome == DeliveryOutcome.Unclear ? DeliveryReason.Unclear : end.Reason;
        var values = new { taken.LeaseKey, Reason = reason, now, next = now + Pause(taken.Attempts, reason) };
        return database.WriteAsync(async transaction => await transaction.Connection!.ExecuteAsync(Sql(taken, end.Outcome), values, transaction) > 0, token);
    }

    /// <summary>How long to wait after so many tries before.</summary>
    internal static TimeSpan Pause(int attempts, string? reason) =>
        reason == DeliveryReason.RateLimited ? LimitPause : Pauses[Math.Min(attempts, Pauses.Length - 1)];

    private static string Sql(DeliveryTaken taken, DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Sent => SentSql,
        DeliveryOutcome.TalkInstead => TalkSql,
        // What may have been sent may have been sent until it is found or sent.
        DeliveryOutcome.Retry or DeliveryOutcome.Released when taken.MayBeSent => UnclearEditSql,
        DeliveryOutcome.Retry => RetrySql,
        DeliveryOutcome.Released => ReleasedSql,
        DeliveryOutcome.Unclear when taken.Channel == DeliveryChannel.Talk => UnclearEditSql,
        _ => FailedSql,
    };
}
