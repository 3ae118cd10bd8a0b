using CapX.Data.Moderation;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>Counts the files that somebody takes of their data: five in a day of theirs, which begins with the first one. The log notes the first one of a day, an act of data protection like erasing; nobody fills the log by asking again.</summary>
public sealed class TakeExportCommand(Database database, TimeProvider time)
{
    public const int MostADay = 5;

    /// <summary>How long the day of a count is, and how long the count is kept.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Two at once are counted one after the other.
    private const string LockSql = "SELECT p.id FROM person p WHERE p.id = @PersonId FOR UPDATE";

    private const string TakenSql = "SELECT began_at AS Item1, count AS Item2 FROM export_count WHERE person_id = @PersonId AND began_at > @dayAgo";

    private const string BeginSql = "INSERT INTO export_count (person_id, began_at, count) VALUES (@PersonId, @now, 1) ON DUPLICATE KEY UPDATE began_at = VALUES(began_at), count = 1";

    private const string OneMoreSql = "UPDATE export_count SET count = count + 1 WHERE person_id = @PersonId";

    /// <summary>Null when one may be taken now, and is counted; else how long to wait. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<TimeSpan?> RunAsync(Actor actor, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync<TimeSpan?>(transaction =>
        {
            var connection = transaction.Connection!;
            connection.Execute(LockSql, new { actor.PersonId }, transaction);
            if (Permit.Refusal(transaction, actor, Act.ReadAccount, now) is not null) return TimeSpan.Zero;
            if (connection.QuerySingleOrDefault<(DateTime, int)?>(TakenSql, new { actor.PersonId, dayAgo = now - Day }, transaction) is var (began, count))
            {
                if (count >= MostADay) return began + Day - now;
                connection.Execute(OneMoreSql, new { actor.PersonId }, transaction);
                return null;
            }
            connection.Execute(BeginSql, new { actor.PersonId, now }, transaction);
            ModerationLog.Add(transaction, new LogLine { Act = LogAct.Exported, ActorId = actor.PersonId, SubjectId = actor.PersonId }, now);
            return null;
        }, token);
    }
}
