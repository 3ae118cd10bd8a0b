using Dapper;

namespace CapX.Data.Privacy;

/// <summary>Checks whether an account exists.</summary>
public sealed class AccountExistsQuery(Database database)
{
    private const string Sql = "SELECT COUNT(*) FROM person p WHERE p.id = @personId";

    public Task<bool> RunAsync(ulong personId, CancellationToken token = default) =>
        database.ReadAsync(async connection => await connection.ExecuteScalarAsync<long>(Sql, new { personId }) > 0, token);
}
