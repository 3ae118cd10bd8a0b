using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Nobody gets rid of a limit or a suspension by erasing the account and signing in again: a row without identity is kept, a keyed hash of the central id. It ends with the sanction, and after <see cref="Longest"/> at most.</summary>
internal static class KeptSanctions
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(730);

    private const int KeyBytes = 32;

    private const string MakeKeySql = "INSERT IGNORE INTO secret (name, value, made_at) VALUES ('sanction', @key, @now)";
    private const string KeySql = "SELECT value FROM secret WHERE name = 'sanction'";

    // Of several of a kind the one that lasts longest. What was kept before stays as long as it was to stay.
    private const string KeepSql = $"""
        INSERT INTO sanction (person, kind, until_at)
        SELECT @hash, IF(d.kind = 'limit', 'limited', 'suspended') AS standing, IF(SUM(d.until_at IS NULL) > 0, @most, LEAST(MAX(d.until_at), @most))
          FROM decision d WHERE d.person_id = @personId AND {PersonSanctions.HoldsSql}
         GROUP BY standing
        ON DUPLICATE KEY UPDATE until_at = GREATEST(sanction.until_at, VALUES(until_at))
        """;

    /// <summary>Before the account is erased.</summary>
    public static void Keep(DbTransaction transaction, ulong personId, DateTime now) =>
        transaction.Connection!.Execute(KeepSql, new { personId, hash = Hash(transaction, personId, now), now, most = now + Longest }, transaction);

    /// <summary>By what the kept row of an account is found: without the secret nobody can tell whose it is.</summary>
    public static byte[] Hash(DbTransaction transaction, ulong personId, DateTime now)
    {
        var connection = transaction.Connection!;
        if (connection.QuerySingleOrDefault<byte[]>(KeySql, transaction: transaction) is not { } key)
        {
            connection.Execute(MakeKeySql, new { key = RandomNumberGenerator.GetBytes(KeyBytes), now }, transaction);
            key = connection.QuerySingle<byte[]>(KeySql, transaction: transaction);
        }
        var id = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(id, personId);
        return HMACSHA256.HashData(key, id);
    }
}
