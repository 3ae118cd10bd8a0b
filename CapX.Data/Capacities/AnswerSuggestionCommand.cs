using System.Data.Common;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>A curator answers a suggestion with a word; who made it is told.</summary>
public sealed class AnswerSuggestionCommand(Database database, ExchangeNews news, TimeProvider time)
{
    public const int LongestWord = 500;

    private const string WaitingSql = "SELECT person_id FROM capacity_suggestion WHERE id = @id AND state = 'waiting' AND moderated IS NULL FOR UPDATE";
    private const string Sql =
        "UPDATE capacity_suggestion SET state = @state, word = @word, answered_at = @now, answered_by = @curator, change_id = @change WHERE id = @id";

    /// <summary>Declines it, or says that it is done where it needed no form; declining needs a word. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<CapacityActed> RunAsync(Actor actor, ulong id, bool isAccepted, string? word, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        ulong? told = null;
        var acted = await database.WriteAsync(async transaction =>
        {
            told = null;
            if (await Curation.RefusalAsync(transaction, actor, Act.AnswerSuggestion, now) is { } refusal) return refusal;
            // A text is judged, and kept for its page, only where there is something to answer.
            if (await transaction.Connection!.QuerySingleOrDefaultAsync<ulong?>(WaitingSql, new { id }, transaction) is null) return CapacityActed.NotNow;
            if (WrittenText.Lines(word ?? "", LongestWord) is not { } text || !isAccepted && text.Length == 0) return CapacityActed.BadText;
            told = await AnswerAsync(transaction, id, isAccepted, text, actor.PersonId, null, now);
            return told is null ? CapacityActed.NotNow : CapacityActed.Done;
        }, token).ConfigureAwait(false);
        if (told is not null) news.Tell(0, [told]);
        return acted;
    }

    /// <summary>With the change that came of it, and a word that was looked at; gives whom to tell, nobody where it does not wait any more.</summary>
    internal static Task<ulong?> AcceptAsync(DbTransaction transaction, SuggestionAnswer answer, ulong curator, ulong change, DateTime now) =>
        AnswerAsync(transaction, answer.Id, true, WrittenText.Lines(answer.Word ?? "", LongestWord) ?? "", curator, change, now);

    private static async Task<ulong?> AnswerAsync(DbTransaction transaction, ulong id, bool isAccepted, string word, ulong curator, ulong? change, DateTime now)
    {
        if (await transaction.Connection!.QuerySingleOrDefaultAsync<ulong?>(WaitingSql, new { id }, transaction) is not { } maker) return null;
        await transaction.Connection!.ExecuteAsync(Sql, new { id, state = isAccepted ? "accepted" : "declined", word, now, curator, change }, transaction);
        await NewNotice.AddOfSuggestionAsync(transaction, maker, id, now);
        return maker;
    }
}
