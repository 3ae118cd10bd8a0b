using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Finds cases that no moderator may handle, because all have a conflict or there are none. An outside contact is notified once per case.</summary>
public sealed class FallbackCommand(Database database, TimeProvider time)
{
    private const string OpenSql = "SELECT c.id FROM moderation_case c WHERE c.closed_at IS NULL AND c.fallback_at IS NULL ORDER BY c.id LIMIT 500";
    private static readonly string FreeSql = $"SELECT NOT {CaseConflict.Sql} FROM moderation_case c WHERE c.id = @id";
    private const string ToldSql = "UPDATE moderation_case SET fallback_at = @now WHERE id = @id AND fallback_at IS NULL AND closed_at IS NULL";
    private const string WaitingSql = "SELECT COUNT(*) FROM moderation_case WHERE closed_at IS NULL AND fallback_at IS NOT NULL";

    /// <summary>Open cases that no moderator may handle and that have not been reported to the outside contact yet. At most 500 are checked.</summary>
    public Task<IReadOnlyList<ulong>> FindAsync(CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<IReadOnlyList<ulong>>(async connection =>
        {
            var moderators = (await connection.QueryAsync<ulong>(CaseConflict.ModeratorsSql, new { now })).AsList();
            var found = new List<ulong>();
            foreach (var id in (await connection.QueryAsync<ulong>(OpenSql)).AsList())
            {
                var isFree = false;
                foreach (var moderator in moderators) isFree = isFree || await connection.ExecuteScalarAsync<bool>(FreeSql, new { id, Handler = moderator });
                if (!isFree) found.Add(id);
            }
            return found;
        }, token);
    }

    /// <summary>Records that the outside contact was notified.</summary>
    public Task ToldAsync(ulong id, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
        {
            if (await transaction.Connection!.ExecuteAsync(ToldSql, new { id, now }, transaction) > 0)
                await ModerationLog.AddAsync(transaction, new LogLine { Act = LogAct.ToldFallback, Detail = $"case={id}" }, now);
            return true;
        }, token);
    }

    /// <summary>For stewards: the number of open cases waiting for a moderator without a conflict. Null when the person is not a steward.</summary>
    public Task<int?> WaitingAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync<int?>(async connection =>
            await Permit.HasRoleAsync(connection, personId, Act.KeepRoles, now) ? (int)await connection.ExecuteScalarAsync<long>(WaitingSql) : null, token);
    }
}
