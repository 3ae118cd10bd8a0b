using System.Data.Common;
using System.Security.Cryptography;
using CapX.Data.Content;
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
