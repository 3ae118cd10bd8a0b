using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace CapX.Data;

/// <summary>By what an erased account is known when it comes back: a keyed hash of its central id. The key is random, is stored once, encrypted, and stays the
/// same when <c>CAPX_KEY</c> changes; without it nobody can tell whose a hash is.</summary>
public sealed class KeyedHash(SecretBox box)
{
    /// <summary>For what the stored key is encrypted.</summary>
    internal const string Purpose = "secret person";

    private const int KeyBytes = 32;

    private const string KeepSql = "INSERT IGNORE INTO secret (name, value, made_at) VALUES ('person', @sealed, @now)";
    private const string KeySql = "SELECT value FROM secret WHERE name = 'person'";

    /// <summary>32 bytes. Throws <see cref="SecretsException"/> where the stored key does not open.</summary>
    public async Task<byte[]> OfAsync(DbTransaction transaction, ulong personId, DateTime now)
    {
        var id = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(id, personId);
        return HMACSHA256.HashData(await KeyAsync(transaction, now), id);
    }

    private async Task<byte[]> KeyAsync(DbTransaction transaction, DateTime now)
    {
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<byte[]>(KeySql, transaction: transaction) is { } kept) return box.Open(Purpose, kept);
        await connection.ExecuteAsync(KeepSql, new { @sealed = box.Seal(Purpose, RandomNumberGenerator.GetBytes(KeyBytes)), now }, transaction);
        // Of two that make one at the same time, both take the one that was stored.
        return box.Open(Purpose, await connection.QuerySingleAsync<byte[]>(KeySql, transaction: transaction));
    }
}
