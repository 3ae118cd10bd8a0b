using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Stores one data protection key, already encrypted by ASP.NET.</summary>
public sealed class KeepKeyCommand(Database database)
{
    private const string Sql = "REPLACE INTO data_protection_key (name, xml) VALUES (@name, @xml)";

    public Task<int> RunAsync(string name, string xml, CancellationToken token = default) =>
        database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(Sql, new { name, xml }, transaction), token);
}
