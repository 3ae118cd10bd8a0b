using Dapper;

namespace CapX.Data.Moderation;

/// <summary>The result of a log verification: the number of intact entries, the last hash, and the first bad entry.</summary>
public sealed record LogVerdict
{
    public required ulong Rows { get; init; }

    /// <summary>The hash of the last intact entry, in hexadecimal. Anyone who keeps it can later prove that no earlier entry was changed or cut off.</summary>
    public required string Head { get; init; }

    /// <summary>Null when the chain is intact.</summary>
    public ulong? FirstBad { get; init; }

    /// <summary>The kind of fault: "missing", "changed" or "reason".</summary>
    public string? Wrong { get; init; }

    /// <summary>True when the expected hash occurs in the log. Null when none was given.</summary>
    public bool? HoldsExpected { get; init; }

    public bool IsWhole => FirstBad is null && HoldsExpected is not false;
}

/// <summary>Recomputes the hash chain of the log, and the digest of each reason that still exists.</summary>
public sealed class VerifyLogQuery(Database database)
{
    private const int Portion = 5_000;

    private const string Sql = $"""
        SELECT e.id AS {nameof(Row.Id)}, e.made_at AS {nameof(Row.MadeAt)}, e.act AS {nameof(Row.Act)}, e.actor AS {nameof(Row.Actor)},
               e.subject AS {nameof(Row.Subject)}, e.detail AS {nameof(Row.Detail)},
               e.reason AS {nameof(Row.Reason)}, e.hash AS {nameof(Row.Hash)}, r.salt AS {nameof(Row.Salt)}, r.text AS {nameof(Row.Text)}
          FROM log_entry e LEFT JOIN log_reason r ON r.entry_id = e.id
         WHERE e.id > @after ORDER BY e.id LIMIT @Portion
        """;

    /// <summary>Reads the whole log in portions. <paramref name="expected"/> is a hash reported by an earlier run.</summary>
    public async Task<LogVerdict> RunAsync(string? expected = null, CancellationToken token = default)
    {
        var (before, last) = (ModerationLog.Beginning, 0UL);
        var isFound = expected is null ? default(bool?) : false;
        LogVerdict Verdict(ulong? bad = null, string? wrong = null) =>
            new() { Rows = last, Head = Convert.ToHexStringLower(before), FirstBad = bad, Wrong = wrong, HoldsExpected = isFound };
        while (true)
        {
            var after = last;
            var rows = await database.ReadAsync(async connection => (await connection.QueryAsync<Row>(Sql, new { after, Portion })).AsList(), token)
                .ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (row.Id != last + 1) return Verdict(last + 1, "missing");
                if (!row.Hash.AsSpan().SequenceEqual(row.Entry.Hash(before))) return Verdict(row.Id, "changed");
                if (row.Text is not null && !ModerationLog.Digest(row.Salt!, row.Text).AsSpan().SequenceEqual(row.Reason)) return Verdict(row.Id, "reason");
                (before, last) = (row.Hash, row.Id);
                if (isFound == false && string.Equals(Convert.ToHexStringLower(before), expected, StringComparison.OrdinalIgnoreCase)) isFound = true;
            }
            if (rows.Count < Portion) return Verdict();
        }
    }

    private sealed record Row
    {
        public ulong Id { get; init; }
        public DateTime MadeAt { get; init; }
        public required string Act { get; init; }
        public byte[]? Actor { get; init; }
        public byte[]? Subject { get; init; }
        public required string Detail { get; init; }
        public byte[]? Reason { get; init; }
        public required byte[] Hash { get; init; }
        public byte[]? Salt { get; init; }
        public string? Text { get; init; }

        public LogEntry Entry => new() { Id = Id, MadeAt = MadeAt, Act = Act, Actor = Actor, Subject = Subject, Detail = Detail, Reason = Reason };
    }
}
