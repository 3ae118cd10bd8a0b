using Dapper;

namespace CapX.Data.Notices;

/// <summary>Marks notices as read.</summary>
public sealed class ReadNoticesCommand(Database database, TimeProvider time)
{
    private const string Sql = "UPDATE notice SET read_at = @now WHERE person_id = @personId AND read_at IS NULL AND due_at <= @now";

    /// <summary>Marks all notices that are due as read. Returns their number.</summary>
    public Task<int> RunAsync(ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(Sql, new { personId, now }, transaction), token);
    }
}
