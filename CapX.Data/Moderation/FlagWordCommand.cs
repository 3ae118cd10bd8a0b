using System.Data.Common;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Adds words to the list and removes them. For moderators.</summary>
public sealed class FlagWordCommand(Database database, TimeProvider time)
{
    public const int Most = 2000;
    public const int LongestWord = 100;
    internal const int LongestFolded = 2 * LongestWord;

    /// <summary>Maximum total length of words added at once, one per line.</summary>
    public const int LongestLines = Most * (LongestWord + 1);

    private const string AddSql = "INSERT IGNORE INTO flag_word (word, folded, added_by, added_at) VALUES (@word, @folded, @PersonId, @now)";
    private const string CountSql = "SELECT COUNT(*) FROM flag_word";
    private const string RemoveSql = "DELETE FROM flag_word WHERE id = @id";

    /// <summary>Adds one entry per line. A line with several words matches them as a phrase.</summary>
    public Task<CaseActResult> AddAsync(Actor actor, string lines, CancellationToken token = default) => RunAsync(actor, async (transaction, now) =>
    {
        if (Read(lines) is not { } words) return CaseActResult.BadText;
        var connection = transaction.Connection!;
        if (await connection.ExecuteScalarAsync<long>(CountSql, transaction: transaction) + words.Count > Most) return CaseActResult.TooOften;
        var added = 0;
        foreach (var (word, folded) in words) added += await connection.ExecuteAsync(AddSql, new { word, folded, actor.PersonId, now }, transaction);
        if (added > 0) await ModerationLog.AddAsync(transaction,
            new LogLine { Act = LogAct.AddedWord, ActorId = actor.PersonId, Detail = $"words={added}" }, now);
        return CaseActResult.Done;
    }, token);

    /// <summary>Parses lines into words as stored and as compared. Null when any line is invalid.</summary>
    internal static IReadOnlyList<(string Word, string Folded)>? Read(string lines)
    {
        if (WrittenText.Lines(lines, LongestLines) is not { Length: > 0 } clean) return null;
        var words = clean.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > Most || words.Any(word => WrittenText.OneLine(word, LongestWord) is null)) return null;
        var folded = words.Select(word => (Word: word, Folded: FlagWords.FoldedOf(word))).ToList();
        return folded.Exists(w => w.Folded.Length is 0 or > LongestFolded) ? null : folded;
    }

    /// <summary>Idempotent: returns Done when the word is already gone.</summary>
    public Task<CaseActResult> RemoveAsync(Actor actor, uint id, CancellationToken token = default) => RunAsync(actor, async (transaction, now) =>
    {
        if (await transaction.Connection!.ExecuteAsync(RemoveSql, new { id }, transaction) > 0)
            await ModerationLog.AddAsync(transaction, new LogLine { Act = LogAct.RemovedWord, ActorId = actor.PersonId, Detail = "words=1" }, now);
        return CaseActResult.Done;
    }, token);

    private Task<CaseActResult> RunAsync(Actor actor, Func<DbTransaction, DateTime, Task<CaseActResult>> act, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
            await ModerationPermit.RefusalAsync(transaction, actor, Act.KeepFlagWords, now) ?? await act(transaction, now), token);
    }
}
