using CapX.Data.Moderation;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>Limits a person's exports to five within a day that starts with the first one. Only the first one of a day is logged (as an act of data
/// protection, like an erasure), so repeated requests cannot fill the log.</summary>
public sealed class TakeExportCommand(Database database, TimeProvider time)
{
    public const int MostADay = 5;

    /// <summary>The length of a counted day, and the retention period of the count.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Includes exports of the last day from before the person erased the account and came back.
    private const string TakenSql = """
        SELECT MIN(taken.began_at) AS Item1, CAST(COALESCE(SUM(taken.count), 0) AS SIGNED) AS Item2
          FROM (SELECT x.began_at, x.count FROM export_count x WHERE x.person_id = @PersonId AND x.began_at > @dayAgo
                UNION ALL SELECT k.made_at, 1 FROM kept_limit k WHERE k.person_id = @PersonId AND k.kind = 'export' AND k.made_at > @dayAgo) taken
        """;

    private const string CountSql = """
        INSERT INTO export_count (person_id, began_at, count) VALUES (@PersonId, @now, 1)
        ON DUPLICATE KEY UPDATE count = IF(began_at > @dayAgo, count + 1, 1), began_at = IF(began_at > @dayAgo, began_at, VALUES(began_at))
        """;

    /// <summary>Null when an export is allowed now, and counts it. Otherwise the time to wait, or zero for a refused actor.</summary>
    public Task<TimeSpan?> RunAsync(Actor actor, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync<TimeSpan?>(async transaction =>
        {
            var connection = transaction.Connection!;
            await Permit.LockAsync(transaction, actor.PersonId);
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
