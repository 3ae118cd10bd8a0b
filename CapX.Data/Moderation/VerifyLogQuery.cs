using Dapper;

namespace CapX.Data.Moderation;

/// <summary>What a check of the log found: how many rows it has, the hash of the last, and the first row that is not as it was written.</summary>
public sealed record LogVerdict
{
    public required ulong Rows { get; init; }

    /// <summary>Of the last row, in hexadecimal digits; whoever notes it down can see later that nothing before it was changed or cut off.</summary>
    public required string Head { get; init; }

    /// <summary>Null where the chain holds.</summary>
    public ulong? FirstBad { get; init; }

    /// <summary>What is wrong with it: "missing", "changed" or "reason".</summary>
    public string? Wrong { get; init; }

    /// <summary>Whether the hash that was asked for is among the rows; null where none was asked for.</summary>
    public bool? HoldsExpected { get; init; }

    public bool IsWhole => FirstBad is null && HoldsExpected is not false;
}

/// <summary>Computes the chain of the log anew, and the digest of each reason that is still there.</summary>
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

    /// <summary>Reads the whole log in portions. The expected hash is one that an earlier run named. Throws <see cref="DatabaseAwayException"/>.</summary>
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
