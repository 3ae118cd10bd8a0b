using CapX.Data.Capacities;
using CapX.Data.Editing;
using CapX.Data.Moderation;
using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>A kind of data that ends by itself, and how.</summary>
/// <param name="Kind">Names its texts on the page about privacy: <c>privacy-kept-…</c>.</param>
/// <param name="Period">How long it is kept; from when, its text says.</param>
/// <param name="IsAutomatic">Whether the program notes it without anybody having written, chosen or asked for it: then it is kept for 90 days at most.</param>
/// <param name="Sql">Statements that end what is due: <c>@before</c> is now less the period, <c>@now</c> now, <c>@Portion</c> how many rows at a time.</param>
public sealed record Retained(string Kind, TimeSpan Period, bool IsAutomatic, params IReadOnlyList<string> Sql);

/// <summary>How long everything is kept that does not stay until its owner deletes it. The hourly cleanup, the verb <c>retain</c> and the page about privacy
/// all go by this table.</summary>
public static class Retention
{
    /// <summary>The longest for what is collected automatically, by the Wikimedia Foundation's rules.</summary>
    public static readonly TimeSpan LongestAutomatic = TimeSpan.FromDays(90);

    /// <summary>Until when a backup may hold what was erased; <c>toolforge/README.md</c> deletes older ones.</summary>
    public static readonly TimeSpan Backups = TimeSpan.FromDays(30);

    /// <summary>For how long a report that is open when its subject erases the account stays.</summary>
    public static TimeSpan OpenCases => ErasedCases.Longest;

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<Retained> All { get; } =
    [
        new("sessions", SessionLife.Longest, true, "DELETE FROM session WHERE expires_at <= @now ORDER BY expires_at, id LIMIT @Portion"),
        // Read by nobody but its owner.
        new("last-login", TimeSpan.FromDays(90), true,
            "UPDATE person SET signed_in_at = NULL WHERE signed_in_at <= @before ORDER BY signed_in_at, id LIMIT @Portion"),
        new("drafts", Draft.Life, false, "DELETE FROM draft WHERE saved_at <= @before ORDER BY saved_at, person_id, form LIMIT @Portion"),
        new("notices-read", TimeSpan.FromDays(90), true, "DELETE FROM notice WHERE read_at <= @before ORDER BY read_at, id LIMIT @Portion"),
        // What others did and its addressee has not seen yet is a message to somebody, not a trace of them.
        new("notices", TimeSpan.FromDays(365), false, "DELETE FROM notice WHERE due_at <= @before ORDER BY due_at, id LIMIT @Portion"),
        // The state says whether it ended: what is queued once more may still bear the time of an earlier end.
        new("deliveries", TimeSpan.FromDays(90), true,
            "DELETE FROM delivery WHERE state = 'sent' AND ended_at <= @before ORDER BY ended_at, id LIMIT @Portion",
            "DELETE FROM delivery WHERE state = 'failed' AND ended_at <= @before ORDER BY ended_at, id LIMIT @Portion"),
        // A refresh token lives for a year, and each use brings a new one; without it the leave ends with the access token.
        new("wiki-leave", TimeSpan.FromDays(365), false,
            "DELETE FROM wiki_token WHERE expires_at <= @before ORDER BY expires_at, person_id LIMIT @Portion",
            "DELETE FROM wiki_token WHERE expires_at <= @now AND refresh_token IS NULL ORDER BY expires_at, person_id LIMIT @Portion"),
        new("exports", TakeExportCommand.Day, true, "DELETE FROM export_count WHERE began_at <= @before ORDER BY began_at, person_id LIMIT @Portion"),
        new("merges", CapacityMoves.Life, true, CapacityMoves.EndSql),
        new("reports", TimeSpan.FromDays(365), false,
            """
            DELETE FROM report_evidence WHERE report_id IN (SELECT r.id FROM report r JOIN moderation_case c ON c.id = r.case_id WHERE c.closed_at <= @before)
              ORDER BY report_id LIMIT @Portion
            """,
            """
            UPDATE report SET text = NULL, language = NULL WHERE text IS NOT NULL
              AND case_id IN (SELECT c.id FROM moderation_case c WHERE c.closed_at <= @before) ORDER BY id LIMIT @Portion
            """,
            "DELETE FROM case_note WHERE case_id IN (SELECT c.id FROM moderation_case c WHERE c.closed_at <= @before) ORDER BY id LIMIT @Portion",
            """
            DELETE FROM case_conflict WHERE case_id IN (SELECT c.id FROM moderation_case c WHERE c.closed_at <= @before) ORDER BY case_id, person_id
              LIMIT @Portion
            """),
        new("open-cases", ErasedCases.Longest, false, [.. ErasedCases.EndSql]),
        new("report-visitors", TimeSpan.FromDays(90), true,
            "UPDATE report SET visitor = NULL WHERE visitor IS NOT NULL AND made_at <= @before ORDER BY made_at, id LIMIT @Portion"),
        // As long as the sanction, or that long, and a day in which it is ended; nobody is named.
        new("sanctions", KeptSanctions.Longest, false,
            "DELETE FROM sanction WHERE until_at <= @now - INTERVAL 1 DAY ORDER BY until_at, person, kind LIMIT @Portion"),
        new("limits", KeptForOthers.Longest, true, KeptForOthers.EndSql),
        // They say nothing about anybody. The oldest text that needs one is a token of the wiki, kept for a year after the key's last day.
        new("keys", TimeSpan.FromDays(400), false,
            """
            DELETE FROM data_protection_key WHERE STR_TO_DATE(LEFT(ExtractValue(xml, '/key/expirationDate'), 19), '%Y-%m-%dT%H:%i:%s') <= @before ORDER BY name
              LIMIT @Portion
            """),
    ];
}

/// <summary>Ends all data whose time is over.</summary>
public sealed class RetainCommand(Database database, TimeProvider time)
{
    // A transaction each, so that nobody waits long for one.
    private const int Portion = 1_000;

    /// <summary>How many rows of each kind it ended. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken token = default)
    {
        var ended = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in Retention.All)
        {
            ended[kind.Kind] = 0;
            foreach (var sql in kind.Sql) ended[kind.Kind] += await EndAsync(sql, kind.Period, token).ConfigureAwait(false);
        }
        return ended;
    }

    private async Task<int> EndAsync(string sql, TimeSpan period, CancellationToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (all, count) = (0, 0);
        do
        {
            count = await database.WriteAsync(transaction =>
                transaction.Connection!.ExecuteAsync(sql, new { now, before = now - period, Portion }, transaction), token).ConfigureAwait(false);
            all += count;
        }
        while (count >= Portion);
        return all;
    }
}
