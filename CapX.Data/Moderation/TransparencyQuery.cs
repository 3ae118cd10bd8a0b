using Dapper;

namespace CapX.Data.Moderation;

/// <summary>One number of the transparency page. Null when it is between one and four, which are not published.</summary>
public sealed record TransparencyCount(string Code, int? Count);

/// <summary>The moderators' work in one year, in numbers only.</summary>
public sealed record TransparencyYear
{
    public required int Year { get; init; }
    public required IReadOnlyList<TransparencyCount> Reports { get; init; }
    public required IReadOnlyList<TransparencyCount> Decisions { get; init; }

    /// <summary>"made", "kept" and "undone".</summary>
    public required IReadOnlyList<TransparencyCount> Appeals { get; init; }
}

/// <summary>Reads the numbers of the transparency page. Counts log entries, which outlive reports and cases. Numbers below five are suppressed, and no totals
/// are given from which they could be derived.</summary>
public sealed class TransparencyQuery(Database database, TimeProvider time)
{
    public const int SmallestShown = 5;

    private const string Sql = """
        SELECT YEAR(made_at) AS Item1, act AS Item2,
               CASE act WHEN 'report' THEN SUBSTRING_INDEX(SUBSTRING_INDEX(detail, 'reason=', -1), ' ', 1)
                        WHEN 'decide' THEN SUBSTRING_INDEX(SUBSTRING_INDEX(detail, 'kind=', -1), ' ', 1)
                        WHEN 'review' THEN SUBSTRING_INDEX(SUBSTRING_INDEX(detail, 'outcome=', -1), ' ', 1) ELSE 'open' END AS Item3, COUNT(*) AS Item4
          FROM log_entry WHERE act IN ('report', 'decide', 'appeal', 'review') AND made_at < @today
         GROUP BY 1, 2, 3
        """;

    /// <summary>All years with entries, newest first, up to the end of yesterday in UTC. Reloading the page therefore reveals nothing about recent events. One
    /// query.</summary>
    public Task<IReadOnlyList<TransparencyYear>> RunAsync(CancellationToken token = default)
    {
        var today = time.GetUtcNow().UtcDateTime.Date;
        return database.ReadAsync<IReadOnlyList<TransparencyYear>>(async connection =>
        {
            var rows = (await connection.QueryAsync<(int Year, string Act, string Code, long Count)>(Sql, new { today })).AsList();
            return [.. rows.GroupBy(row => row.Year).OrderByDescending(year => year.Key).Select(year => Year(year.Key, [.. year]))];
        }, token);
    }

    private static TransparencyYear Year(int year, List<(int Year, string Act, string Code, long Count)> rows)
    {
        long Of(string act, string code) => rows.Where(r => r.Act == act && r.Code == code).Sum(r => r.Count);
        TransparencyCount Count(string code, long count) => new(code, count is > 0 and < SmallestShown ? null : (int)count);
        var (kept, undone) = (Of("review", "kept"), Of("review", "undone"));
        return new TransparencyYear
        {
            Year = year,
            Reports = [.. ReportReason.All.Select(reason => Count(reason, Of("report", reason)))],
            Decisions = [.. Enum.GetValues<DecisionKind>().Select(kind => Count(kind.Code(), Of("decide", kind.Code())))],
            Appeals = [Count("made", Of("appeal", "open")), Count("kept", kept), Count("undone", undone)],
        };
    }
}
