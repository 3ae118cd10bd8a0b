using System.Data.Common;
using System.Security.Cryptography;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>A word that flags a text for review.</summary>
public sealed record FlagWord
{
    public uint Id { get; init; }
    public required string Word { get; init; }
    public string? AddedBy { get; init; }

    /// <summary>UTC.</summary>
    public DateTime AddedAt { get; init; }
}

/// <summary>The moderators' word list. A match reports a public text to the moderators but never changes or deletes it. Private messages are not
/// scanned.</summary>
internal static class FlagWords
{
    private const string WordsSql = "SELECT folded FROM flag_word";

    private const string AllSql = "SELECT id AS Item1, word AS Item2, folded AS Item3 FROM flag_word ORDER BY id";
    private const string FoldedSql = "UPDATE flag_word SET folded = @now WHERE id = @id";
    private const string DropSql = "DELETE FROM flag_word WHERE id = @id";

    private const string KnownSql = """
        SELECT EXISTS (SELECT 1 FROM report r JOIN moderation_case c ON c.id = r.case_id
                        WHERE r.reason = 'flagged' AND r.text = @found AND (c.closed_at IS NULL OR c.closed_at > @lately)
                          AND c.content_id = @ContentId)
        """;

    /// <summary>How long the same words in the same place are not reported again.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromDays(30);

    /// <summary>Folds all words again. When two words become equal, the older one stays.</summary>
    public static async Task RefoldAsync(DbTransaction transaction)
    {
        var connection = transaction.Connection!;
        var words = (await connection.QueryAsync<(uint Id, string Word, string Folded)>(AllSql, transaction: transaction)).AsList();
        string Now(string word, string was) => FoldedOf(word) is { Length: > 0 and <= FlagWordCommand.LongestFolded } folded ? folded : was;
        var same = words.GroupBy(w => Now(w.Word, w.Folded), StringComparer.Ordinal).ToList();
        foreach (var (id, _, _) in same.SelectMany(w => w.Skip(1))) await connection.ExecuteAsync(DropSql, new { id }, transaction);
        // The folded column is unique, so changed rows get a temporary value first.
        var changed = same.Select(w => (w.First().Id, Now: w.Key, Was: w.First().Folded)).Where(w => w.Now != w.Was).ToList();
        foreach (var (id, _, _) in changed) await connection.ExecuteAsync(FoldedSql, new { id, now = $"#{id}" }, transaction);
        foreach (var (id, now, _) in changed) await connection.ExecuteAsync(FoldedSql, new { id, now }, transaction);
    }

    internal static string FoldedOf(string word) => string.Join(' ', Text.Words(word));

    /// <summary>Runs after a save, in the same transaction. Files a report when the saved text contains a listed word.</summary>
    public static async Task LookAsync(DbTransaction transaction, ContentKind kind, ulong id, DateTime now)
    {
        var connection = transaction.Connection!;
        var words = (await connection.QueryAsync<string>(WordsSql, transaction: transaction)).AsList();
        if (words.Count == 0) return;
        var it = await ReportedThing.SavedAsync(connection, kind, id, transaction);
        var text = $" {string.Join(' ', it.Parts.Where(p => p.Part != "username").SelectMany(p => Text.Words(p.Text)))} ";
        var hits = words.Where(word => text.Contains(Text.MatchesAnywhere(word) ? word : $" {word}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        if (hits.Count == 0) return;
        var found = string.Join(", ", hits);
        if (found.Length > ReportForm.LongestText) found = found[..ReportForm.LongestText];
        if (await connection.ExecuteScalarAsync<bool>(KnownSql,
            new { found, ContentId = it.Content.Id, lately = now - Settled },
            transaction)) return;
        await ReportRows.AddAsync(transaction, it,
            new ReportRow { Reason = ReportReason.Flagged, Text = found, FormKey = RandomNumberGenerator.GetBytes(16) }, now);
    }
}

/// <summary>Reads the word list for moderators.</summary>
public sealed class FlagWordsQuery(Database database, TimeProvider time)
{
    private const string Sql = $"""
        SELECT w.id AS {nameof(FlagWord.Id)}, w.word AS {nameof(FlagWord.Word)}, p.username AS {nameof(FlagWord.AddedBy)},
               w.added_at AS {nameof(FlagWord.AddedAt)}
          FROM flag_word w LEFT JOIN person p ON p.id = w.added_by ORDER BY w.folded
        """;

    /// <summary>Null when the person is not a moderator.</summary>
    public Task<IReadOnlyList<FlagWord>?> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<FlagWord>?>(async connection =>
            await Permit.HasRoleAsync(connection, personId, Act.KeepFlagWords, now) ? (await connection.QueryAsync<FlagWord>(Sql)).AsList() : null, token);
    }
}

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
