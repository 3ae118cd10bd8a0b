using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>A block, as shown to the person who made it.</summary>
public sealed record BlockFound
{
    /// <summary>Null when the account was erased.</summary>
    public ulong? PersonId { get; init; }
    public string? Username { get; init; }

    /// <summary>Identifies the block of an erased account. Null for all others.</summary>
    public Guid? Kept => KeptKey is null ? null : new Guid(KeptKey);
    internal byte[]? KeptKey { get; init; }

    /// <summary>UTC.</summary>
    public DateTime BlockedAt { get; init; }
}

/// <summary>Reads whom a person has blocked, including accounts that were erased.</summary>
public sealed class BlocksQuery(Database database)
{
    private const string Sql = $"""
        SELECT p.id AS {nameof(BlockFound.PersonId)}, p.username AS {nameof(BlockFound.Username)}, NULL AS {nameof(BlockFound.KeptKey)},
               b.blocked_at AS {nameof(BlockFound.BlockedAt)}
          FROM person_block b JOIN person p ON p.id = b.blocked_id WHERE b.person_id = @personId
         UNION ALL SELECT NULL, NULL, k.id, k.blocked_at FROM kept_block k WHERE k.person_id = @personId
         ORDER BY {nameof(BlockFound.Username)} IS NULL, {nameof(BlockFound.Username)}, {nameof(BlockFound.BlockedAt)}, {nameof(BlockFound.PersonId)},
           {nameof(BlockFound.KeptKey)}
        """;

    /// <summary>Sorted by user name, followed by erased accounts by time.</summary>
    public Task<IReadOnlyList<BlockFound>> RunAsync(ulong personId, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<BlockFound>>(async connection => (await connection.QueryAsync<BlockFound>(Sql, new { personId })).AsList(), token);
}
