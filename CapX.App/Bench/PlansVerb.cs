using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CapX.App.Verbs;
using CapX.Data.Bench;

namespace CapX.App.Bench;

/// <summary>Explains every list and command of exchanges, events, notices and the outbox at 100,000 people, 500,000 exchanges and 5,000 events. Asks as a
/// person with thousands of them, on its own database. Fails when a statement scans a long table or reads too many rows.</summary>
public static partial class PlansVerb
{
    /// <summary>A little more than the export of a person with ten thousand exchanges needs. A page needs a tenth of it.</summary>
    private const int MostRows = 50_000;

    private const int EventShare = 100;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = NumberOptions.Read("plans", args, BenchDatabase.Least, ("--people", 100_000), ("--exchanges", 500_000));
        var (database, vocabulary) = await BenchDatabase.PrepareAsync(options["--people"]);
        using var _ = database;
        var seed = new SeedExchangesCommand(database);
        var clock = Stopwatch.StartNew();
        await seed.RunAsync(options["--exchanges"], options["--people"]);
        await new ManyEventsCommand(database).RunAsync(options["--exchanges"] / EventShare, options["--people"]);
        await new Migrator(database, TimeProvider.System).AnalyzeAsync();
        Say($"seeded {options["--exchanges"]} exchanges and {options["--exchanges"] / EventShare} events in {clock.Elapsed.TotalSeconds:0} s");

        using var plans = new StatementPlans(database);
        using var questions = new PlanQuestions(database, vocabulary);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bad = 0;
        await foreach (var (question, ask) in questions.AllAsync())
        {
            foreach (var statement in await plans.RecordAsync(ask))
            {
                if (seen.Add(Values.Replace(statement, "?"))) bad += Report(question, await plans.AskAsync(statement));
            }
        }
        Say($"{seen.Count} statements, {bad} of them bad");
        return bad == 0 ? 0 : 1;
    }

    private static int Report(string question, StatementPlan plan)
    {
        var isBad = plan.Scans.Count > 0 || plan.RowsRead > MostRows;
        Say($"{(isBad ? "BAD" : "ok "),-4}{question,-34}{plan.RowsRead,8} rows{plan.Milliseconds,9:0.00} ms  {string.Join(", ", plan.Steps.Distinct())}");
        if (!isBad) return 0;
        var why = plan.Scans.Count > 0 ? "reads all of " + string.Join(", ", plan.Scans) : $"reads more than {MostRows} rows";
        Say($"    {why}:\n{plan.Statement}");
        return 1;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Matches the values in a statement. Statements that differ only in values are explained once.</summary>
    [GeneratedRegex(@"'([^'\\]|\\.|'')*'|\b\d+\b|(\?, ?)+")]
    private static partial Regex Values { get; }
}
