using CapX.Data.Index;
using CapX.Data.Notices;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Ends limits and suspensions that have expired.</summary>
public sealed class EndSanctionsCommand(Database database, PeopleIndex index, LiveUpdates news, KeyedHash hash, TimeProvider time)
{
    // A person who is not in good standing without a decision in force has a sanction kept from an erased account. Kept sanctions store only a hash, so when
    // one expires, every such person is recomputed.
    private const string DueSql = $"""
        SELECT p.id FROM person p
         WHERE p.standing <> 'good'
           AND (EXISTS (SELECT 1 FROM decision d WHERE d.person_id = p.id AND d.kind IN ('limit', 'suspend-until') AND d.undone_at IS NULL
             AND d.until_at BETWEEN @since AND @now)
                OR (EXISTS (SELECT 1 FROM sanction s WHERE s.until_at <= @now)
                  AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.person_id = p.id AND {PersonSanctions.HoldsSql})))
         ORDER BY p.id
        """;

    private const string StandingSql = "SELECT p.standing FROM person p WHERE p.id = @personId FOR UPDATE";

    /// <summary>How far back to look for expired decisions. Must be longer than any downtime.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(400);

    /// <summary>Returns the number of people whose standing changed.</summary>
    public async Task<int> RunAsync(CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await database.ReadAsync(async connection => (await connection.QueryAsync<ulong>(DueSql, new { now, since = now - Back })).AsList(), token)
            .ConfigureAwait(false);
        var ended = 0;
        foreach (var personId in due)
        {
            var isOver = await database.WriteAsync(async transaction =>
            {
                var connection = transaction.Connection!;
                var before = await connection.QuerySingleOrDefaultAsync<string>(StandingSql, new { personId }, transaction);
                if (before is null) return false;
                await PersonSanctions.WriteAsync(transaction, personId, hash, now);
                var after = await connection.QuerySingleAsync<string>(StandingSql, new { personId }, transaction);
                if (before == after) return false;
                await ModerationLog.AddAsync(transaction, new LogLine { Act = LogAct.Ended, SubjectId = personId, Detail = $"was={before} is={after}" }, now);
                return true;
            }, token).ConfigureAwait(false);
            if (!isOver) continue;
            ended++;
            await index.RefreshAsync(personId).ConfigureAwait(false);
            news.Tell(0, personId);
        }
        return ended;
    }
}
