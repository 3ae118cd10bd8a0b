using System.Data.Common;
using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Queues a message in the outbox, in the same transaction that writes it. Either both exist or neither.</summary>
internal static class DeliveryQueue
{
    private const string ChoiceSql = $"""
        SELECT channel AS {nameof(Choice.Channel)}, talk_instead AS {nameof(Choice.TalkInstead)}, gathered AS {nameof(Choice.Gathered)}
          FROM contact_choice WHERE person_id = @recipientId AND channel <> 'tool'
        """;

    private const string AddSql = """
        INSERT INTO delivery (sender_id, recipient_id, exchange_id, message_id, channel, talk_instead, queued_at, next_try_at)
        VALUES (@senderId, @recipientId, @exchangeId, @messageId, @Channel, @TalkInstead, @now, @due)
        """;

    // When the recipient no longer gathers messages, the earlier ones must not arrive after this one.
    private const string HurrySql = """
        UPDATE delivery SET next_try_at = @now
         WHERE sender_id = @senderId AND recipient_id = @recipientId AND state = 'queued' AND attempts = 0 AND next_try_at > @now
        """;

    /// <summary>Adds nothing when the recipient is reached in the tool only. Otherwise adds one row, due now or at the recipient's next daily
    /// delivery.</summary>
    public static async Task AddAsync(DbTransaction transaction, ulong senderId, ulong recipientId, ulong exchangeId, ulong messageId, DateTime now)
    {
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<Choice>(ChoiceSql, new { recipientId }, transaction) is not { } choice) return;
        if (!choice.Gathered) await connection.ExecuteAsync(HurrySql, new { senderId, recipientId, now }, transaction);
        var due = choice.Gathered ? DailyMoment.After(now) : now;
        await connection.ExecuteAsync(AddSql, new { senderId, recipientId, exchangeId, messageId, choice.Channel, choice.TalkInstead, now, due }, transaction);
    }

    private sealed record Choice
    {
        public required string Channel { get; init; }
        public bool TalkInstead { get; init; }
        public bool Gathered { get; init; }
    }
}
