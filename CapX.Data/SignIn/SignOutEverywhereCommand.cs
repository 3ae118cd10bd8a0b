using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Ends all sessions of a person, on all devices.</summary>
public sealed class SignOutEverywhereCommand(Database database)
{
    private const string Sql = "DELETE FROM session WHERE person_id = @personId";

    /// <summary>Returns the number of sessions ended.</summary>
    public Task<int> RunAsync(ulong personId, CancellationToken token = default) =>
        database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(Sql, new { personId }, transaction), token);
}
