using System.Data.Common;
using System.Security.Cryptography;
using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Takes the next due delivery under a lease: per sender one mail or edit at a time, in the order written.</summary>
public sealed class TakeDeliveryCommand(Database database, TimeProvider time)
{
    /// <summary>Longer than all calls of one delivery together, each of which times out after ten seconds.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private const int KeyBytes = 16;
    private const int MostTogether = 20;

    // When the wiki asks a sender to wait, all their deliveries wait, because rate limits apply to the sender. Messages that moderators hid and those of
    // suspended senders wait until that is undone.
    private const string IsFreeSql = """
        NOT EXISTS (SELECT 1 FROM exchange_message h WHERE h.id = d.message_id AND h.moderated IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM person h WHERE h.id = d.sender_id AND h.standing = 'suspended')
        AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.sender_id = d.sender_id
          AND (o.state = 'sending' OR o.state = 'queued' AND o.attempts > 0 AND o.next_try_at > @now))
        """;

    private const string SenderSql = $"""
        SELECT d.sender_id FROM delivery d
         WHERE d.state = 'queued' AND d.next_try_at <= @now AND EXISTS (SELECT 1 FROM wiki_token t WHERE t.person_id = d.sender_id) AND {IsFreeSql}
         ORDER BY d.next_try_at, d.id LIMIT 1
        """;

    // Locks this row, so that only one process at a time takes deliveries of this sender.
    private const string LockSql = "SELECT person_id FROM wiki_token WHERE person_id = @senderId FOR UPDATE";

    private const string DueSql = $"""
        SELECT d.id AS {nameof(Due.Id)}, d.recipient_id AS {nameof(Due.RecipientId)}, d.exchange_id AS {nameof(Due.ExchangeId)},
               d.channel AS {nameof(Due.Channel)},
               d.talk_instead AS {nameof(Due.TalkInstead)}, d.attempts AS {nameof(Due.Attempts)}, d.begun_at IS NOT NULL AS {nameof(Due.MayBeSent)},
                 HEX(d.lease_key) AS {nameof(Due.LastLease)},
               s.username AS {nameof(Due.SenderName)}, CASE WHEN r.name_lost_at IS NULL THEN r.username END AS {nameof(Due.RecipientName)},
               r.interface_language AS {nameof(Due.Language)}, c.code AS {nameof(Due.CapacityCode)}, m.text AS {nameof(Due.Text)}
          FROM delivery d
          JOIN person s ON s.id = d.sender_id
          JOIN person r ON r.id = d.recipient_id
          JOIN exchange_message m ON m.id = d.message_id
          JOIN exchange e ON e.id = d.exchange_id
          JOIN capacity c ON c.id = e.capacity_id
         WHERE d.sender_id = @senderId AND d.state = 'queued' AND d.next_try_at <= @now AND {IsFreeSql}
         ORDER BY d.id LIMIT 200
        """;

    // begun_at is kept: a delivery that may have been sent keeps this mark until it is found on the wiki or sent.
    private const string TakeSql = "UPDATE delivery SET state = 'sending', lease_key = @key, lease_until = @until WHERE id IN @ids";

    /// <summary>Null when nothing is due.</summary>
    public async Task<DeliveryTaken?> RunAsync(CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // Checks first without a transaction: this runs every few seconds, and each transaction invalidates the cache of visitors' pages.
        if (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<ulong?>(SenderSql, new { now }), token).ConfigureAwait(false) is null)
            return null;
        return await database.WriteAsync(transaction => TakeAsync(transaction, now), token).ConfigureAwait(false);
    }

    private static async Task<DeliveryTaken?> TakeAsync(DbTransaction transaction, DateTime now)
    {
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<ulong?>(SenderSql, new { now }, transaction) is not { } senderId) return null;
        if (await connection.QuerySingleOrDefaultAsync<ulong?>(LockSql, new { senderId }, transaction) is null) return null;
        var due = (await connection.QueryAsync<Due>(DueSql, new { senderId, now }, transaction)).AsList();
        if (due.Count == 0) return null;
        var together = Together(due);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        await connection.ExecuteAsync(TakeSql, new { key, until = now + Lease, ids = together.Select(d => d.Id) }, transaction);
        return Taken(together, senderId, key);
    }

    /// <summary>Returns the first delivery and those that can be sent with it, to the same recipient by the same channel. Deliveries that may have been sent
    /// stay in the same group, because the marker by which the edit is looked for depends on it.</summary>
    private static List<Due> Together(List<Due> due)
    {
        var first = due[0];
        return [.. due.Where(d => d.RecipientId == first.RecipientId && d.Channel == first.Channel && d.TalkInstead == first.TalkInstead
            && d.MayBeSent == first.MayBeSent && (!first.MayBeSent || d.LastLease == first.LastLease)).Take(MostTogether)];
    }

    private static DeliveryTaken Taken(List<Due> together, ulong senderId, byte[] key) => new()
    {
        LeaseKey = key,
        SenderId = senderId,
        SenderName = together[0].SenderName,
        RecipientId = together[0].RecipientId,
        RecipientName = together[0].RecipientName,
        Language = together[0].Language,
        Channel = together[0].Channel,
        TalkInstead = together[0].TalkInstead,
        MayBeSent = together[0].MayBeSent,
        Attempts = together.Max(d => d.Attempts),
        Messages = [.. together.Select(d =>
            new DeliveryMessage { DeliveryId = d.Id, ExchangeId = d.ExchangeId, CapacityCode = d.CapacityCode, Text = d.Text })],
    };

    private sealed record Due
    {
        public ulong Id { get; init; }
        public ulong RecipientId { get; init; }
        public ulong ExchangeId { get; init; }
        public DeliveryChannel Channel { get; init; }
        public bool TalkInstead { get; init; }
        public int Attempts { get; init; }
        public bool MayBeSent { get; init; }
        public string? LastLease { get; init; }
        public required string SenderName { get; init; }
        public string? RecipientName { get; init; }
        public string? Language { get; init; }
        public required string CapacityCode { get; init; }
        public required string Text { get; init; }
    }
}
