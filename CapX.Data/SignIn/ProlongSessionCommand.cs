using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Extends a session in use, up to its maximum lifetime.</summary>
public sealed class ProlongSessionCommand(Database database, TimeProvider time)
{
    private const string Sql = """
        UPDATE session SET expires_at = GREATEST(expires_at, LEAST(@Ends, created_at + INTERVAL @LongestSeconds SECOND))
         WHERE id = @Session AND expires_at > @Now
        """;

    /// <summary>False when the session no longer exists.</summary>
    public Task<bool> RunAsync(byte[] session, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction => await transaction.Connection!.ExecuteAsync(Sql, new
        {
            Session = session,
            Now = now,
            Ends = now + SessionLife.Sliding,
            LongestSeconds = (long)SessionLife.Longest.TotalSeconds,
        }, transaction) > 0, token);
    }
}
