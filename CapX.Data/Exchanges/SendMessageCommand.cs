using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Writes a message in the conversation of an exchange.</summary>
public sealed class SendMessageCommand(Database database, Vocabulary vocabulary, LiveUpdates news, DeliverySignal signal, TimeProvider time)
{
    /// <summary>In code points.</summary>
    public const int Longest = 2000;

    /// <summary>The prefix of a conversation's draft name, followed by the exchange's id.</summary>
    public const string DraftPrefix = "message-";

    private const int MostAMinute = 20;

    private const string InsertSql = """
        INSERT INTO content (kind) VALUES ('message');
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, language, sent_at, form_key)
         VALUES (LAST_INSERT_ID(), @exchangeId, @author, @side, @text, @language, @now, @formKey);
        SELECT LAST_INSERT_ID();
        """;

    private const string SameSql = "SELECT COUNT(*) FROM exchange_message WHERE form_key = @formKey AND author_id = @PersonId";

    private const string ReadSql = """
        INSERT INTO exchange_reading (exchange_id, person_id, message_id)
        SELECT @id, @personId, MAX(id) FROM exchange_message WHERE exchange_id = @id HAVING MAX(id) IS NOT NULL
        ON DUPLICATE KEY UPDATE message_id = VALUES(message_id)
        """;

    private readonly CallLimit _limit = new(time, MostAMinute, TimeSpan.FromMinutes(1));

    /// <summary>Idempotent by form key: a repeated request returns success without a second message.</summary>
    public async Task<ExchangeActResult> RunAsync(Actor actor, ulong id, string text, string? language, Guid formKey, CancellationToken token = default)
    {
        var clean = Clean(text);
        var isTooOften = clean is not null && _limit.Take(actor.PersonId) is not null;
        var now = time.GetUtcNow().UtcDateTime;
        var told = await database.WriteAsync<Told<ExchangeActResult>>(async transaction =>
        {
            var connection = transaction.Connection!;
            if (await Permit.RefusalAsync(transaction, actor, Act.SendMessage, now) is { } standing) return standing.Refusal();
            if (await ExchangeLock.TakeAsync(transaction, id, actor.PersonId) is not { } held) return ExchangeActResult.NotFound;
            // Checks the text only now, because for anyone but a party the exchange must not seem to exist.
            if (clean is null) return ExchangeActResult.BadText;
            if (isTooOften) return ExchangeActResult.TooOften;
            if (await connection.ExecuteScalarAsync<long>(SameSql, new { formKey = formKey.ToByteArray(), actor.PersonId }, transaction) > 0)
                return new(ExchangeActResult.Done, held.Speakers.Everybody);
            if (held.IsBlocked || !held.HasOther || !ExchangeLife.MayWrite(held.State)) return ExchangeActResult.NotNow;
            var others = held.Others;
            await WriteAsync(transaction, id, actor.PersonId, held.Side, others, clean, vocabulary.Languages.Find(language)?.Code, formKey, now);
            foreach (var other in others) await NewNotice.AddAsync(transaction, other, NoticeKind.Message, id, now);
            await connection.ExecuteAsync(DropDraftCommand.Sql, new { actor.PersonId, Form = DraftPrefix + id }, transaction);
            return new(ExchangeActResult.Done, held.Speakers.Everybody);
        }, token).ConfigureAwait(false);
        if (told.Result == ExchangeActResult.Done) signal.Ring();
        return told.Tell(news, id);
    }

    /// <summary>Returns the text as it will be stored, or null when it cannot be a message.</summary>
    internal static string? Clean(string text) => WrittenText.Lines(text, Longest) is { Length: > 0 } clean ? clean : null;

    /// <summary>Writes a message, marks the conversation as read by its author, and queues the deliveries. Also used for the first message of a
    /// proposal.</summary>
    internal static async Task WriteAsync(DbTransaction transaction, ulong exchangeId, ulong author, ExchangeSide side, IReadOnlyList<ulong> recipients,
        string text, string? language, Guid formKey, DateTime now)
    {
        var connection = transaction.Connection!;
        var message = await connection.ExecuteScalarAsync<ulong>(InsertSql,
            new { exchangeId, author, side = ExchangeSides.Code(side), text, language, now, formKey = formKey.ToByteArray() }, transaction);
        await connection.ExecuteAsync(ReadSql, new { id = exchangeId, personId = author }, transaction);
        foreach (var recipient in recipients) await DeliveryQueue.AddAsync(transaction, author, recipient, exchangeId, message, now);
    }

    /// <summary>Marks all messages of an exchange as read by a party.</summary>
    internal static Task MarkReadAsync(DbTransaction transaction, ulong id, ulong personId) =>
        transaction.Connection!.ExecuteAsync(ReadSql, new { id, personId }, transaction);
}
