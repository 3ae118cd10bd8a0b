using Dapper;

namespace CapX.Data.SignIn;

/// <summary>ASP.NET's data-protection keys, as XML, by name.</summary>
public sealed class KeyRingQuery(Database database)
{
    private const string Sql = "SELECT xml FROM data_protection_key ORDER BY name";

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<string>> RunAsync(CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<string>>(connection => connection.Query<string>(Sql).AsList(), token);
}

/// <summary>Keeps one data-protection key.</summary>
public sealed class KeepKeyCommand(Database database)
{
    private const string Sql = "REPLACE INTO data_protection_key (name, xml) VALUES (@name, @xml)";

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<int> RunAsync(string name, string xml, CancellationToken token = default) =>
        database.WriteAsync(transaction => transaction.Connection!.Execute(Sql, new { name, xml }, transaction), token);
}
