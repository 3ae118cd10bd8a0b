using System.Data.Common;
using System.Xml;
using Dapper;

namespace CapX.Data.SignIn;

/// <summary>Reads ASP.NET's data protection keys. First checks that every secret in the database can be decrypted. Secrets stored in plain text or under the
/// previous key are re-encrypted with the current key, in one transaction. Their values do not change.</summary>
public sealed class OpenSecretsCommand(Database database, SecretBox box)
{
    private const string RingSql = $"SELECT name AS {nameof(RingKey.Name)}, xml AS {nameof(RingKey.Xml)} FROM data_protection_key ORDER BY name";
    private const string SealRingSql = "UPDATE data_protection_key SET xml = @xml WHERE name = @Name";
    private const string SecretsSql = $"SELECT name AS {nameof(Secret.Name)}, value AS {nameof(Secret.Value)} FROM secret ORDER BY name";
    private const string SealSecretSql = "UPDATE secret SET value = @value WHERE name = @Name";
    private const string Lock = " FOR UPDATE";

    /// <summary>Returns the keys as XML. <paramref name="opener"/> is the type with which ASP.NET decrypts them. Throws <see cref="SecretsException"/>,
    /// without changing anything, when a secret is encrypted with an unknown key.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string opener, CancellationToken token = default)
    {
        // Reads without a transaction first, so that a read-only server is enough when nothing needs encrypting.
        var read = await database.ReadAsync(connection => ReadAsync(connection, null, opener), token).ConfigureAwait(false);
        if (read.IsWhole) return read.Ring;
        return (await database.WriteAsync(async transaction =>
        {
            var due = await ReadAsync(transaction.Connection!, transaction, opener);
            foreach (var (name, xml) in due.Keys) await transaction.Connection!.ExecuteAsync(SealRingSql, new { name, xml }, transaction);
            foreach (var (name, value) in due.Secrets) await transaction.Connection!.ExecuteAsync(SealSecretSql, new { name, value }, transaction);
            return due;
        }, token).ConfigureAwait(false)).Ring;
    }

    /// <summary>All keys as they should be stored, and the keys and secrets whose stored form differs.</summary>
    private async Task<Opened> ReadAsync(DbConnection connection, DbTransaction? transaction, string opener)
    {
        var end = transaction is null ? "" : Lock;
        var ring = new List<string>();
        var (keys, secrets) = (new List<(string, string)>(), new List<(string, byte[])>());
        foreach (var key in await connection.QueryAsync<RingKey>(RingSql + end, transaction: transaction))
        {
            var better = Sealed(key, opener);
            ring.Add(better ?? key.Xml);
            if (better is not null) keys.Add((key.Name, better));
        }
        foreach (var secret in await connection.QueryAsync<Secret>(SecretsSql + end, transaction: transaction))
        {
            var purpose = $"secret {secret.Name}";
            var value = SecretBox.IsSealed(secret.Value) ? box.Open(purpose, secret.Value) : secret.Value;
            if (!box.IsCurrent(secret.Value)) secrets.Add((secret.Name, box.Seal(purpose, value)));
        }
        return new Opened(ring, keys, secrets);
    }

    private string? Sealed(RingKey key, string opener)
    {
        try
        {
            return SealedXml.Sealed(box, key.Xml, opener);
        }
        catch (XmlException)
        {
            throw SecretsException.Damaged(key.Name);
        }
    }

    private sealed record Opened(List<string> Ring, List<(string Name, string Xml)> Keys, List<(string Name, byte[] Value)> Secrets)
    {
        public bool IsWhole => Keys.Count == 0 && Secrets.Count == 0;
    }

    private sealed record RingKey
    {
        public required string Name { get; init; }
        public required string Xml { get; init; }
    }

    private sealed record Secret
    {
        public required string Name { get; init; }
        public required byte[] Value { get; init; }
    }
}
