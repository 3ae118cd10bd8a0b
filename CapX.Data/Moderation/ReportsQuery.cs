using Dapper;

namespace CapX.Data.Moderation;

/// <summary>The state of a report, as far as its reporter may know.</summary>
public enum ReportState
{
    /// <summary>No moderator has claimed the case yet.</summary>
    Received,

    /// <summary>A moderator has claimed the case.</summary>
    InHand,

    /// <summary>Decided without action.</summary>
    NoAction,

    /// <summary>Decided with action.</summary>
    Acted,

    /// <summary>The account was erased and the deadline for a decision has passed.</summary>
    Ended,
}

/// <summary>A report as its reporter sees it.</summary>
public sealed record ReportFound
{
    private const int DigitsShown = 8;

    /// <summary>The key of the receipt. Random, so that it does not reveal the number of reports.</summary>
    public required string Receipt { get; init; }

    /// <summary>The short form shown to the reporter.</summary>
    public string ShortKey => Receipt[..DigitsShown].ToUpperInvariant();
    public required string ThingCode { get; init; }

    /// <summary>One of <see cref="ReportReason"/>.</summary>
    public required string Reason { get; init; }
    public string? Text { get; init; }
    public string? Language { get; init; }
    public bool ForOther { get; init; }

    /// <summary>UTC.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>UTC. Null while undecided.</summary>
    public DateTime? DecidedAt { get; init; }

    /// <summary>True when the decision was undone.</summary>
    public bool IsUndone { get; init; }

    /// <summary>The reason, when no action was taken or an appeal was decided. Other reasons are between the moderators and the person.</summary>
    public string? Why { get; init; }
    public string? WhyLanguage { get; init; }

    /// <summary>The deadline for a decision, in UTC, when the reported account was erased and the reporter may know it. Otherwise null.</summary>
    public DateTime? EndsAt => ErasedAt + ErasedCases.Longest;

    internal DateTime? ErasedAt { get; init; }
    internal bool IsClosed { get; init; }
    internal bool IsInHand { get; init; }
    internal string? DecisionKind { get; init; }

    public ReportState State => DecisionKind switch
    {
        null when IsClosed => ReportState.Ended,
        null => IsInHand ? ReportState.InHand : ReportState.Received,
        "no-action" => ReportState.NoAction,
        _ => ReportState.Acted,
    };
}

/// <summary>Reads the reports made by a person or visitor.</summary>
public sealed class ReportsQuery(Database database, TimeProvider time)
{
    private const int KeyDigits = 32;

    private static readonly string Sql = $"""
        SELECT LOWER(HEX(r.form_key)) AS {nameof(ReportFound.Receipt)}, c.thing AS {nameof(ReportFound.ThingCode)}, r.reason AS {nameof(ReportFound.Reason)},
               r.text AS {nameof(ReportFound.Text)}, r.language AS {nameof(ReportFound.Language)},
               r.for_other AS {nameof(ReportFound.ForOther)}, r.made_at AS {nameof(ReportFound.MadeAt)}, c.claimed_by IS NOT NULL
                 AND c.claimed_at > @since AS {nameof(ReportFound.IsInHand)}, c.closed_at IS NOT NULL AS {nameof(ReportFound.IsClosed)},
               (SELECT MAX(k.erased_at) FROM erased_case k WHERE k.case_id = c.id AND k.is_owner
                 AND (c.thing NOT IN {CaseContent.DiscreetSql} OR k.seen = 'public'
                   OR (k.seen = 'members' AND r.reporter_id IS NOT NULL))) AS {nameof(ReportFound.ErasedAt)},
               d.decided_at AS {nameof(ReportFound.DecidedAt)}, d.kind AS {nameof(ReportFound.DecisionKind)},
                 d.undone_at IS NOT NULL AS {nameof(ReportFound.IsUndone)},
               COALESCE(w.text, IF(d.kind = 'no-action', y.text, NULL)) AS {nameof(ReportFound.Why)},
                 COALESCE(w.language, IF(d.kind = 'no-action', y.language, NULL)) AS {nameof(ReportFound.WhyLanguage)}
          FROM report r JOIN moderation_case c ON c.id = r.case_id
          LEFT JOIN decision d ON d.id = (SELECT MAX(x.id) FROM decision x WHERE x.case_id = c.id)
          LEFT JOIN log_reason y ON y.entry_id = d.entry_id
          LEFT JOIN appeal a ON a.decision_id = d.id
          LEFT JOIN log_reason w ON w.entry_id = a.entry_id
         WHERE (r.reporter_id = @personId OR r.visitor = @visitor) AND (@key IS NULL OR r.form_key = @key)
         ORDER BY r.id DESC LIMIT 200
        """;

    /// <summary>Newest first. One query.</summary>
    public Task<IReadOnlyList<ReportFound>> RunAsync(ulong? personId, byte[]? visitor, CancellationToken token = default) =>
        ReadAsync(null, personId, visitor, token);

    /// <summary>One of them. Null when it does not exist or someone else made it.</summary>
    public async Task<ReportFound?> OneAsync(string key, ulong? personId, byte[]? visitor, CancellationToken token = default) =>
        key.Length == KeyDigits && key.All(char.IsAsciiHexDigitLower)
            && await ReadAsync(Convert.FromHexString(key), personId, visitor, token).ConfigureAwait(false) is [var one] ? one : null;

    private Task<IReadOnlyList<ReportFound>> ReadAsync(byte[]? key, ulong? personId, byte[]? visitor, CancellationToken token) =>
        database.ReadAsync<IReadOnlyList<ReportFound>>(async connection =>
        (await connection.QueryAsync<ReportFound>(Sql, new { key, personId, visitor, since = time.GetUtcNow().UtcDateTime - CaseLock.Claim })).AsList(), token);
}
