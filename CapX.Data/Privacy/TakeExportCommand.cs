using CapX.Data.Moderation;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>Counts the files that somebody takes of their data: five in a day of theirs, which begins with the first one. The log notes the first one of a day,
/// an act of data protection like erasing; nobody fills the log by asking again.</summary>
public sealed class TakeExportCommand(Database database, TimeProvider time)
{
    public const int MostADay = 5;

    /// <summary>How long the day of a count is, and how long the count is kept.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Two at once are counted one after the other.
    private const string LockSql = "SELECT p.id FROM person p WHERE p.id = @PersonId FOR UPDATE";

    // With those of the day from before the person erased the account and came back.
    private const string TakenSql = """
        SELECT MIN(taken.began_at) AS Item1, CAST(COALESCE(SUM(taken.count), 0) AS SIGNED) AS Item2
          FROM (SELECT x.began_at, x.count FROM export_count x WHERE x.person_id = @PersonId AND x.began_at > @dayAgo
                UNION ALL SELECT k.made_at, 1 FROM kept_limit k WHERE k.person_id = @PersonId AND k.kind = 'export' AND k.made_at > @dayAgo) taken
        """;

    private const string CountSql = """
        INSERT INTO export_count (person_id, began_at, count) VALUES (@PersonId, @now, 1)
        ON DUPLICATE KEY UPDATE count = IF(began_at > @dayAgo, count + 1, 1), began_at = IF(began_at > @dayAgo, began_at, VALUES(began_at))
        """;

    /// <summary>Null when one may be taken now, and is counted; else how long to wait. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<TimeSpan?> RunAsync(Actor actor, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync<TimeSpan?>(async transaction =>
        {
            var connection = transaction.Connection!;
            await connection.ExecuteAsync(LockSql, new { actor.PersonId }, transaction);
            if (await Permit.RefusalAsync(transaction, actor, Act.ReadAccount, now) is not null) return TimeSpan.Zero;
            var values = new { actor.PersonId, now, dayAgo = now - Day };
            var (began, count) = await connection.QuerySingleAsync<(DateTime?, long)>(TakenSql, values, transaction);
            if (count >= MostADay) return began + Day - now;
            await connection.ExecuteAsync(CountSql, values, transaction);
            if (count == 0) await ModerationLog.AddAsync(transaction,
                new LogLine { Act = LogAct.Exported, ActorId = actor.PersonId, SubjectId = actor.PersonId }, now);
            return null;
        }, token);
    }
}
