using Dapper;

namespace CapX.Data.Insights;

/// <summary>The number of times one thing was counted on one day (UTC).</summary>
public sealed record DailyCount(DateOnly Day, Counted What, long Count);

/// <summary>Adds to the daily totals.</summary>
public sealed class AddCountsCommand(Database database)
{
    private const string Sql = "INSERT INTO daily_count (day, what, count) VALUES (@Day, @what, @Count) ON DUPLICATE KEY UPDATE count = count + VALUES(count)";

    /// <summary>Adds all of them or none. Returns the number of affected rows.</summary>
    public Task<int> RunAsync(IReadOnlyCollection<DailyCount> counts, CancellationToken token = default) => database.WriteAsync(transaction =>
        transaction.Connection!.ExecuteAsync(Sql, counts.OrderBy(c => c.Day).ThenBy(c => c.What).Select(c => new { c.Day, what = Code(c.What), c.Count }),
            transaction), token);

    /// <summary>Returns the name in kebab case, such as "search-people".</summary>
    public static string Code(Counted what) =>
        string.Concat(what.ToString().Select((letter, at) => char.IsUpper(letter) ? $"{(at > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
