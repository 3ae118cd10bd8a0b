using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>The input for a log entry. The detail holds codes and numbers only. The written reason is stored outside the hash chain.</summary>
internal sealed record LogLine
{
    /// <summary>One of <see cref="LogAct"/>.</summary>
    public required string Act { get; init; }

    /// <summary>The person who acted. Null for the program and its operator.</summary>
    public ulong? ActorId { get; init; }

    /// <summary>The person concerned. Null when there is none.</summary>
    public ulong? SubjectId { get; init; }
    public string Detail { get; init; } = "";
    public string? Reason { get; init; }
    public string? ReasonLanguage { get; init; }
}

/// <summary>Codes of the logged acts.</summary>
public static class LogAct
{
    public const string Reported = "report";
    public const string Claimed = "claim";
    public const string Released = "release";
    public const string Escalated = "escalate";
    public const string Decided = "decide";
    public const string Undone = "undo";
    public const string Ended = "end";
    public const string Erased = "erase-removed";
    public const string Appealed = "appeal";
    public const string Reviewed = "review";
    public const string ToldFallback = "tell-fallback";
    public const string GaveRole = "give-role";
    public const string TookRole = "take-role";
    public const string AddedWord = "add-word";
    public const string RemovedWord = "remove-word";
    public const string ErasedAccount = "erase-account";
    public const string Exported = "export";
}

/// <summary>Append-only log as a hash chain: each hash covers the entry and the previous hash. Entries refer to people by random keys that are deleted with
/// their accounts.</summary>
internal static class ModerationLog
{
    // Locking the last row is not enough: a transaction that waited for it does not see the row inserted after it.
    internal const string LockSql = "SELECT id FROM log_lock FOR UPDATE";

    private const string LastSql = "SELECT id AS Item1, hash AS Item2 FROM log_entry ORDER BY id DESC LIMIT 1 FOR UPDATE";

    private const string SubjectSql = """
        INSERT IGNORE INTO log_subject (person_id, subject) SELECT p.id, @fresh FROM person p WHERE p.id = @personId;
        SELECT subject FROM log_subject WHERE person_id = @personId;
        """;

    private const string AddSql = """
        INSERT INTO log_entry (id, made_at, act, actor, subject, detail, reason, hash) VALUES (@Id, @MadeAt, @Act, @Actor, @Subject, @Detail, @Reason, @hash)
        """;

    private const string ReasonSql = "INSERT INTO log_reason (entry_id, person_id, salt, text, language) VALUES (@id, @personId, @salt, @text, @language)";

    /// <summary>The previous hash of the first entry.</summary>
    public static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>Appends an entry in the transaction of the act itself and returns its id. Holds the log lock until the transaction ends.</summary>
    public static async Task<ulong> AddAsync(DbTransaction transaction, LogLine line, DateTime now)
    {
        var connection = transaction.Connection!;
        async Task<byte[]?> SubjectAsync(ulong? personId) =>
            personId is null ? null
                : await connection.QuerySingleOrDefaultAsync<byte[]>(SubjectSql, new { personId, fresh = RandomNumberGenerator.GetBytes(16) }, transaction);
        var salt = RandomNumberGenerator.GetBytes(16);
        var (actor, subject) = (await SubjectAsync(line.ActorId), await SubjectAsync(line.SubjectId));
        await connection.ExecuteScalarAsync<int>(LockSql, transaction: transaction);
        var (last, hash) = await connection.QuerySingleOrDefaultAsync<(ulong, byte[]?)>(LastSql, transaction: transaction);
        var entry = new LogEntry
        {
            Id = last + 1,
            // Truncated to microseconds, the precision of the database column. Otherwise the hash would not match on verification.
            MadeAt = new DateTime(now.Ticks / 10 * 10, DateTimeKind.Utc),
            Act = line.Act,
            Actor = actor,
            Subject = subject,
            Detail = line.Detail,
            Reason = line.Reason is null ? null : Digest(salt, line.Reason),
        };
        await connection.ExecuteAsync(AddSql,
            new { entry.Id, entry.MadeAt, entry.Act, entry.Actor, entry.Subject, entry.Detail, entry.Reason, hash = entry.Hash(hash ?? Beginning) },
            transaction);
        if (line.Reason is not null)
            await connection.ExecuteAsync(ReasonSql,
                new { id = entry.Id, personId = line.SubjectId, salt, text = line.Reason, language = line.ReasonLanguage ?? "" }, transaction);
        return entry.Id;
    }

    /// <summary>The salted SHA-256 digest of a reason that the chain stores.</summary>
    public static byte[] Digest(byte[] salt, string reason) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(reason)]);
}

/// <summary>A log entry in the form that is hashed.</summary>
internal sealed record LogEntry
{
    public ulong Id { get; init; }
    public DateTime MadeAt { get; init; }
    public string Act { get; init; } = "";
    public byte[]? Actor { get; init; }
    public byte[]? Subject { get; init; }
    public string Detail { get; init; } = "";
    public byte[]? Reason { get; init; }

    /// <summary>SHA-256 over the previous hash and all fields. Each field is prefixed with its length, so no two entries serialize alike.</summary>
    public byte[] Hash(byte[] before)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        void Bytes(ReadOnlySpan<byte> value, Span<byte> length)
        {
            BinaryPrimitives.WriteInt64BigEndian(length, value.Length);
            hash.AppendData(length);
            hash.AppendData(value);
        }
        Span<byte> length = stackalloc byte[8];
        Bytes(before, length);
        BinaryPrimitives.WriteUInt64BigEndian(number, Id);
        Bytes(number, length);
        BinaryPrimitives.WriteInt64BigEndian(number, MadeAt.Ticks);
        Bytes(number, length);
        Bytes(Encoding.UTF8.GetBytes(Act), length);
        Bytes(Actor, length);
        Bytes(Subject, length);
        Bytes(Encoding.UTF8.GetBytes(Detail), length);
        Bytes(Reason, length);
        return hash.GetHashAndReset();
    }
}
