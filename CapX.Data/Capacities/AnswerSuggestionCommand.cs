using System.Data.Common;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>Answers a suggestion with a curator's text, and notifies its author.</summary>
public sealed class AnswerSuggestionCommand(Database database, LiveUpdates news, TimeProvider time)
{
    public const int LongestWord = 500;

    private const string WaitingSql = "SELECT person_id FROM capacity_suggestion WHERE id = @id AND state = 'waiting' AND moderated IS NULL FOR UPDATE";
    private const string Sql =
        "UPDATE capacity_suggestion SET state = @state, word = @word, answered_at = @now, answered_by = @curator, change_id = @change WHERE id = @id";

    /// <summary>Declines a suggestion, or accepts one that was carried out without a form. Declining requires a text.</summary>
    public async Task<CapacityActResult> RunAsync(Actor actor, ulong id, bool isAccepted, string? word, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var told = await database.WriteAsync<Told<CapacityActResult>>(async transaction =>
        {
            if (await Curation.RefusalAsync(transaction, actor, Act.AnswerSuggestion, now) is { } refusal) return refusal;
            // Checks that the suggestion still waits before the text, because without one there is nothing for the curator to correct.
            if (await transaction.Connection!.QuerySingleOrDefaultAsync<ulong?>(WaitingSql, new { id }, transaction) is null) return CapacityActResult.NotNow;
            if (WrittenText.Lines(word ?? "", LongestWord) is not { } text || !isAccepted && text.Length == 0) return CapacityActResult.BadText;
            return await AnswerAsync(transaction, id, isAccepted, text, actor.PersonId, null, now) is { } maker
                ? new Told<CapacityActResult>(CapacityActResult.Done, [maker]) : CapacityActResult.NotNow;
        }, token).ConfigureAwait(false);
        return told.Tell(news);
    }

    /// <summary>Accepts a suggestion together with the change that carried it out. The text has been validated. Returns whom to notify, or null when the
    /// suggestion no longer waits.</summary>
    internal static Task<ulong?> AcceptAsync(DbTransaction transaction, SuggestionAnswer answer, ulong curator, ulong change, DateTime now) =>
        AnswerAsync(transaction, answer.Id, true, WrittenText.Lines(answer.Word ?? "", LongestWord) ?? "", curator, change, now);

    private static async Task<ulong?> AnswerAsync(DbTransaction transaction, ulong id, bool isAccepted, string word, ulong curator, ulong? change, DateTime now)
    {
        if (await transaction.Connection!.QuerySingleOrDefaultAsync<ulong?>(WaitingSql, new { id }, transaction) is not { } maker) return null;
        var state = isAccepted ? "accepted" : "declined";
        await transaction.Connection!.ExecuteAsync(Sql, new { id, state, word, now, curator, change }, transaction);
        await NewNotice.AddOfContentAsync(transaction, maker, SuggestionContent.Kind, id, now, state);
        return maker;
    }
}
