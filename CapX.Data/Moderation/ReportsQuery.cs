using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Where a report stands, as its reporter may know.</summary>
public enum ReportState
{
    /// <summary>Nobody has it in hand yet.</summary>
    Received,

    /// <summary>A moderator has it in hand.</summary>
    InHand,

    /// <summary>Decided: nothing was done.</summary>
    NoAction,

    /// <summary>Decided: something was done.</summary>
    Acted,

    /// <summary>The account was erased, and the time to decide about it is over.</summary>
    Ended,
}

/// <summary>A report as its reporter sees it.</summary>
public sealed record ReportFound
{
    private const int DigitsShown = 8;

    /// <summary>The key by which its receipt is found: random, so that nobody counts reports by it.</summary>
    public required string Receipt { get; init; }

    /// <summary>What a reporter calls it by.</summary>
    public string ShortKey => Receipt[..DigitsShown].ToUpperInvariant();
    public required string ThingCode { get; init; }
    public ReportThing Thing => Enum.Parse<ReportThing>(ThingCode, ignoreCase: true);

    /// <summary>One of <see cref="ReportReason"/>.</summary>
    public required string Reason { get; init; }
    public string? Text { get; init; }
    public string? Language { get; init; }
    public bool ForOther { get; init; }

    /// <summary>UTC.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>UTC; null while nobody has decided.</summary>
    public DateTime? DecidedAt { get; init; }

    /// <summary>The decision was appealed, and undone after it.</summary>
    public bool IsUndone { get; init; }

    /// <summary>Why, where nothing was done, or an appeal was decided; what else was decided and why is between the moderators and the person.</summary>
    public string? Why { get; init; }
    public string? WhyLanguage { get; init; }

    /// <summary>UTC; until when moderators can decide, where the reported account was erased and the reporter could know of it; else null.</summary>
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

/// <summary>The reports that somebody made.</summary>
public sealed class ReportsQuery(Database database, TimeProvider time)
{
    private const int KeyDigits = 32;

    private const string Sql = $"""
        SELECT LOWER(HEX(r.form_key)) AS {nameof(ReportFound.Receipt)}, c.thing AS {nameof(ReportFound.ThingCode)}, r.reason AS {nameof(ReportFound.Reason)},
               r.text AS {nameof(ReportFound.Text)}, r.language AS {nameof(ReportFound.Language)},
               r.for_other AS {nameof(ReportFound.ForOther)}, r.made_at AS {nameof(ReportFound.MadeAt)}, c.claimed_by IS NOT NULL
                 AND c.claimed_at > @since AS {nameof(ReportFound.IsInHand)}, c.closed_at IS NOT NULL AS {nameof(ReportFound.IsClosed)},
               (SELECT MAX(k.erased_at) FROM erased_case k WHERE k.case_id = c.id AND k.is_owner
                 AND (c.thing <> 'person' OR k.seen = 'public' OR (k.seen = 'members' AND r.reporter_id IS NOT NULL))) AS {nameof(ReportFound.ErasedAt)},
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

    /// <summary>Newest first. One command. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<ReportFound>> RunAsync(ulong? personId, byte[]? visitor, CancellationToken token = default) =>
        ReadAsync(null, personId, visitor, token);

    /// <summary>One of them, or null where it is nobody's or another's. Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<ReportFound?> OneAsync(string key, ulong? personId, byte[]? visitor, CancellationToken token = default) =>
        key.Length == KeyDigits && key.All(char.IsAsciiHexDigitLower)
            && await ReadAsync(Convert.FromHexString(key), personId, visitor, token).ConfigureAwait(false) is [var one] ? one : null;

    private Task<IReadOnlyList<ReportFound>> ReadAsync(byte[]? key, ulong? personId, byte[]? visitor, CancellationToken token) =>
        database.ReadAsync<IReadOnlyList<ReportFound>>(async connection =>
        (await connection.QueryAsync<ReportFound>(Sql, new { key, personId, visitor, since = time.GetUtcNow().UtcDateTime - CaseLock.Claim })).AsList(), token);
}

/// <summary>What a report would be about, for the form: whether there is such a thing for the viewer, and what of it would be kept as evidence.</summary>
public sealed class ReportedQuery(Database database, TimeProvider time)
{
    /// <summary>Null where there is none that the viewer may report. Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<IReadOnlyList<EvidencePart>?> RunAsync(ReportAbout about, Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(async connection => (await ReportedThing.FindAsync(connection, about, viewer, now))?.Parts, token);
    }
}
