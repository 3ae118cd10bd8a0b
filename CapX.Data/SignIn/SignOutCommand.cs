using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Ends one session.</summary>
public sealed class SignOutCommand(Database database)
{
    private const string Sql = "DELETE FROM session WHERE id = @session";

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<bool> RunAsync(byte[] session, CancellationToken token = default) =>
        database.WriteAsync(async transaction => await transaction.Connection!.ExecuteAsync(Sql, new { session }, transaction) > 0, token);
}

/// <summary>Ends every session of a person, wherever it was opened.</summary>
public sealed class SignOutEverywhereCommand(Database database)
{
    private const string Sql = "DELETE FROM session WHERE person_id = @personId";

    /// <summary>How many there were. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<int> RunAsync(ulong personId, CancellationToken token = default) =>
        database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(Sql, new { personId }, transaction), token);
}
