using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace CapX.Data;

/// <summary>Computes a keyed hash (HMAC-SHA256) of a central account id, by which an erased account is recognized when it returns. The key is random, stored
/// once, encrypted, and survives a change of <c>CAPX_KEY</c>. Without it, no one can link a hash to an account.</summary>
public sealed class KeyedHash(SecretBox box)
{
    /// <summary>The purpose under which the stored key is encrypted.</summary>
    internal const string Purpose = "secret person";

    private const int KeyBytes = 32;

    private const string KeepSql = "INSERT IGNORE INTO secret (name, value, made_at) VALUES ('person', @sealed, @now)";
    private const string KeySql = "SELECT value FROM secret WHERE name = 'person'";

    /// <summary>Returns 32 bytes. Throws <see cref="SecretsException"/> when the stored key cannot be decrypted.</summary>
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
        // When two processes create a key at the same time, both use the one that was stored.
        return box.Open(Purpose, await connection.QuerySingleAsync<byte[]>(KeySql, transaction: transaction));
    }
}
