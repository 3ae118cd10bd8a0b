using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Ends one session.</summary>
public sealed class SignOutCommand(Database database)
{
    private const string Sql = "DELETE FROM session WHERE id = @session";

    public Task<bool> RunAsync(byte[] session, CancellationToken token = default) =>
        database.WriteAsync(async transaction => await transaction.Connection!.ExecuteAsync(Sql, new { session }, transaction) > 0, token);
}
