using System.Data.Common;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Puts a message into the outbox, inside the transaction that writes it: both are there, or neither.</summary>
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

    // Who stopped gathering is not written to out of order.
    private const string HurrySql = """
        UPDATE delivery SET next_try_at = @now
         WHERE sender_id = @senderId AND recipient_id = @recipientId AND state = 'queued' AND attempts = 0 AND next_try_at > @now
        """;

    /// <summary>Nothing for a recipient who is reached in the tool only; else one row, due at once or at the recipient's next daily moment.</summary>
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

/// <summary>When those who gather get all of a day together: at 07:00 UTC.</summary>
public static class DailyMoment
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(7);

    /// <summary>The next such moment, UTC; later than the given one.</summary>
    public static DateTime After(DateTime now) => now.Date + Hour > now ? now.Date + Hour : now.Date.AddDays(1) + Hour;
}
